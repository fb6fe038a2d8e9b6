-- SPDX-License-Identifier: EUPL-1.2
-- What a backup says, and what it leaves out.

-- What hangs on rounds of one stage.
-- name: upkeep_facts (open) -> (organisations, rounds, open, sheets)
SELECT (SELECT count(*) FROM organisation) AS organisations, (SELECT count(*) FROM round) AS rounds,
	(SELECT count(*) FROM round WHERE stage = $1) AS open,
	(SELECT count(*) FROM sheet WHERE round IN (SELECT id FROM round WHERE stage = $1)) AS sheets;

-- name: upkeep_leave_sheets (open)
DELETE FROM sheet WHERE round IN (SELECT id FROM round WHERE stage = $1);

-- name: upkeep_leave_notes (open)
DELETE FROM note_slot WHERE round IN (SELECT id FROM round WHERE stage = $1);

-- name: upkeep_leave_offers (open)
DELETE FROM offer_slot WHERE round IN (SELECT id FROM round WHERE stage = $1);

-- name: upkeep_leave_volunteers (open)
DELETE FROM volunteer WHERE round IN (SELECT id FROM round WHERE stage = $1);

-- name: upkeep_leave_tickets (open)
DELETE FROM ticket WHERE round IN (SELECT id FROM round WHERE stage = $1);

-- name: upkeep_leave_cards (open)
UPDATE unit SET cards = 0, cards_form = 0, answered = 0
WHERE round IN (SELECT id FROM round WHERE stage = $1);

-- Without cards a round cannot be open.
-- name: upkeep_leave_open (prepare, open)
UPDATE round SET stage = $1, opened = 0 WHERE stage = $2;

-- Which phones have voted in a turn that is not over.
-- name: upkeep_leave_phones ()
DELETE FROM vote_phone;

-- name: upkeep_leave_sign_ins ()
DELETE FROM session;
