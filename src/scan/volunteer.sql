-- SPDX-License-Identifier: EUPL-1.2
-- Who wants to talk, apart from any answer.

-- name: volunteer_list (organisation, round) -> (contact)
SELECT contact FROM volunteer
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: volunteer_add (id, organisation, round, contact)
INSERT INTO volunteer (id, round, contact)
VALUES ($1, (SELECT id FROM round WHERE organisation = $2 AND id = $3), $4);

-- name: offer_slot_last_id () -> number
SELECT coalesce(max(id), 0) AS n FROM offer_slot;

-- name: offer_slot_add (id, round, ticket, contact)
INSERT INTO offer_slot (id, round, ticket, contact) VALUES ($1, $2, $3, $4);

-- Same length, so that the bytes are overwritten where they lie.
-- name: offer_slot_put (contact, ticket)
UPDATE offer_slot SET contact = $1 WHERE ticket = $2;

-- name: offer_slot_pass_on (ticket, old)
UPDATE offer_slot SET ticket = $1 WHERE ticket = $2;

-- name: offer_slot_list (round) -> (contact)
SELECT contact FROM offer_slot WHERE round = $1;

-- name: offer_slot_remove_all (round)
DELETE FROM offer_slot WHERE round = $1;

-- name: offer_slot_index_anew ()
REINDEX offer_slot;
