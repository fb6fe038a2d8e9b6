-- SPDX-License-Identifier: EUPL-1.2

-- name: organisation_list () -> (id, name)
SELECT id, name FROM organisation ORDER BY created, id;
