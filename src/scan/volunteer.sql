-- SPDX-License-Identifier: EUPL-1.2
-- Who wants to talk, apart from any answer.

-- name: volunteer_list (organisation, round) -> (contact)
SELECT contact FROM volunteer
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: volunteer_remove_all (organisation, round)
DELETE FROM volunteer WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: volunteer_add (id, organisation, round, contact)
INSERT INTO volunteer (id, round, contact)
VALUES ($1, (SELECT id FROM round WHERE organisation = $2 AND id = $3), $4);
