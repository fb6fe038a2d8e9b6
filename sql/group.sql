-- SPDX-License-Identifier: EUPL-1.2
-- Example of the form: a name, its parameters in order, one statement.

-- name: unit_list (round)
SELECT id, parent, name, kind, tag, size, cards, answered
FROM unit WHERE round = $1 ORDER BY position;
