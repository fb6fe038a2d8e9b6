-- SPDX-License-Identifier: EUPL-1.2
-- The tree of groups of a round.

-- name: unit_list (organisation, round) -> (id, parent, name, shown, kind, tag, size, cards, answered)
SELECT id, parent, name, shown, kind, tag, size, cards, answered
FROM unit
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) ORDER BY position;

-- name: unit_is_there (organisation, round, unit) -> ()
SELECT 1 FROM unit
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND id = $3;

-- name: unit_add (id, round, parent, position, name, shown, kind, tag, size)
INSERT INTO unit (id, round, parent, position, name, shown, kind, tag, size, cards, answered)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0);

-- name: unit_remove_all (round)
DELETE FROM unit WHERE round = $1;
