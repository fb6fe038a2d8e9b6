-- SPDX-License-Identifier: EUPL-1.2
-- "Jullie zeiden, wij doen".

-- name: unit_reply_list (round) -> (unit, body, is_published, changed)
SELECT unit, body, is_published, changed FROM unit_reply WHERE round = $1;

-- name: unit_reply_put (round, unit, body, is_published, changed)
INSERT INTO unit_reply (round, unit, body, is_published, changed) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (round, unit) DO UPDATE SET body = excluded.body,
	is_published = excluded.is_published, changed = excluded.changed;

-- name: reply_link_by_round (round) -> (code)
SELECT code FROM reply_link WHERE round = $1;

-- name: reply_link_by_code (code) -> round_key
SELECT r.organisation, r.id FROM reply_link l JOIN round r ON r.id = l.round WHERE l.code = $1;

-- name: reply_link_put (round, code)
INSERT INTO reply_link (round, code) VALUES ($1, $2)
ON CONFLICT (round) DO UPDATE SET code = excluded.code;
