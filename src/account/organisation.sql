-- SPDX-License-Identifier: EUPL-1.2

-- name: organisation_by_name (name) -> (id)
SELECT id FROM organisation WHERE name = $1;
