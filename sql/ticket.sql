-- SPDX-License-Identifier: EUPL-1.2
-- Tickets before a round opens.

-- name: ticket_remove (round, unit)
DELETE FROM ticket WHERE round = $1 AND unit = $2;

-- name: ticket_add (hash, round, unit)
INSERT INTO ticket (hash, round, unit) VALUES ($1, $2, $3);

-- name: ticket_count_cards (cards, round, unit)
UPDATE unit SET cards = $1 WHERE round = $2 AND id = $3;

-- name: ticket_list (round)
SELECT hash, unit FROM ticket WHERE round = $1;

-- name: ticket_exists (hash)
SELECT round FROM ticket WHERE hash = $1;

-- name: ticket_remove_all (round)
DELETE FROM ticket WHERE round = $1;
