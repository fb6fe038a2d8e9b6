-- SPDX-License-Identifier: EUPL-1.2

-- name: organisation_list () -> (id, name)
SELECT id, name FROM organisation ORDER BY created, id;

-- name: organisation_set_name (name, id)
UPDATE organisation SET name = $1 WHERE id = $2;
