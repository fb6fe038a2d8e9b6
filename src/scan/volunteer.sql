-- SPDX-License-Identifier: EUPL-1.2
-- Who wants to talk, apart from any answer.

-- name: volunteer_list (round) -> (contact)
SELECT contact FROM volunteer WHERE round = $1;

-- name: volunteer_remove_all (round)
DELETE FROM volunteer WHERE round = $1;

-- name: volunteer_add (id, round, contact)
INSERT INTO volunteer (id, round, contact) VALUES ($1, $2, $3);
