-- SPDX-License-Identifier: EUPL-1.2
-- Tickets before a round opens, those in reserve while it is open, and what is
-- left of them after closing.

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

-- Of groups that are gone.
-- name: ticket_remove_lost (round)
DELETE FROM ticket WHERE round = $1 AND unit NOT IN (SELECT u.id FROM unit u WHERE u.round = $1);

-- name: ticket_remove_issued (round)
DELETE FROM ticket WHERE round = $1 AND is_reserve = 0;

-- Which cards a group has now: others when they were made anew.
-- name: ticket_made (organisation, round, unit) -> number
SELECT coalesce(min(id), 0) AS n FROM ticket
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND unit = $3;

-- name: ticket_remove_all (round)
DELETE FROM ticket WHERE round = $1;

-- name: reserve_add (id, purpose, round, unit, hash)
INSERT INTO ticket (id, purpose, round, unit, hash, is_reserve) VALUES ($1, $2, $3, $4, $5, 1);

-- name: reserve_count (organisation, round, purpose) -> number
SELECT count(*) AS n FROM ticket
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND purpose = $3
	AND is_reserve = 1;

-- The ids are random, so whichever comes first is.
-- name: reserve_take (round, purpose) -> (id, hash)
SELECT id, hash FROM ticket WHERE round = $1 AND purpose = $2 AND is_reserve = 1
ORDER BY id LIMIT 1;

-- name: reserve_remove (id)
DELETE FROM ticket WHERE id = $1;

-- name: cards_add (cards, organisation, round, open, unit)
UPDATE unit SET cards = cards + $1
WHERE round = (SELECT id FROM round WHERE organisation = $2 AND id = $3 AND stage = $4) AND id = $5;

-- name: closed_ticket_list (round) -> (ticket)
SELECT s.ticket FROM sheet s
WHERE s.round = $1 AND s.ticket NOT IN (SELECT t.hash FROM ticket t WHERE t.round = $1);

-- name: closed_ticket_add (hash, round)
INSERT INTO closed_ticket (hash, round) VALUES ($1, $2);

-- name: closed_ticket_round (hash) -> round_key
SELECT r.organisation, r.id FROM closed_ticket t JOIN round r ON r.id = t.round WHERE t.hash = $1;

-- name: ticket_index_anew ()
REINDEX ticket;
