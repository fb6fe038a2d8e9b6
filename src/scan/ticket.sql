-- SPDX-License-Identifier: EUPL-1.2
-- Tickets before a round opens.

-- name: ticket_remove (organisation, round, unit)
DELETE FROM ticket
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND unit = $3;

-- name: ticket_add (id, purpose, organisation, round, unit, hash)
INSERT INTO ticket (id, purpose, round, unit, hash)
VALUES ($1, $2, (SELECT id FROM round WHERE organisation = $3 AND id = $4), $5, $6);

-- name: ticket_count_cards (cards, round, unit)
UPDATE unit SET cards = $1 WHERE round = $2 AND id = $3;

-- name: cards_form_put (form, organisation, round, unit)
UPDATE unit SET cards_form = $1
WHERE round = (SELECT id FROM round WHERE organisation = $2 AND id = $3) AND id = $4;

-- name: ticket_list (round, purpose) -> (hash, unit)
SELECT hash, unit FROM ticket WHERE round = $1 AND purpose = $2;

-- name: ticket_exists (hash) -> ()
SELECT 1 FROM ticket WHERE hash = $1;

-- Which cards a group has now: others when they were made anew.
-- name: ticket_made (organisation, round, unit) -> number
SELECT coalesce(min(id), 0) AS n FROM ticket
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND unit = $3;

-- name: ticket_remove_all (round)
DELETE FROM ticket WHERE round = $1;
