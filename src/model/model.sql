-- SPDX-License-Identifier: EUPL-1.2
-- Models: one document is kept once.

-- name: model_by_hash (hash) -> (id)
SELECT id FROM model WHERE hash = $1;

-- name: model_document (id) -> (document)
SELECT document FROM model WHERE id = $1;

-- name: model_add (id, name, version, hash, document)
INSERT INTO model (id, name, version, hash, document) VALUES ($1, $2, $3, $4, $5);
