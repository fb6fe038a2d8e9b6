-- SPDX-License-Identifier: EUPL-1.2
-- Sheets and note slots of open rounds.

-- name: round_open (open, opened, organisation, id, prepare)
UPDATE round SET stage = $1, opened = $2
WHERE organisation = $3 AND id = $4 AND stage = $5;

-- name: sheet_last_id () -> number
SELECT coalesce(max(id), 0) AS n FROM sheet;

-- name: sheet_add (id, round, unit, ticket, answers)
INSERT INTO sheet (id, round, unit, ticket, answers) VALUES ($1, $2, $3, $4, $5);

-- name: sheet_by_ticket (ticket) -> (round, unit, answers, organisation, shown, kind, tag, size, cards, cards_form)
SELECT s.round, s.unit, s.answers, r.organisation, u.shown, u.kind, u.tag, u.size,
	u.cards, u.cards_form
FROM sheet s JOIN round r ON r.id = s.round JOIN unit u ON u.id = s.unit
WHERE s.ticket = $1;

-- Same length, so that the bytes are overwritten where they lie.
-- name: sheet_put (answers, ticket, open, now)
UPDATE sheet SET answers = $1
WHERE ticket = $2 AND length(answers) = length($1)
	AND EXISTS (SELECT 1 FROM round r WHERE r.id = sheet.round AND r.stage = $3
		AND r.closes > $4);

-- What bounds how often a group hands in.
-- name: sheet_room (ticket) -> (round, unit, answers, size, cards)
SELECT s.round, s.unit, s.answers, u.size, u.cards
FROM sheet s JOIN unit u ON u.id = s.unit WHERE s.ticket = $1;

-- name: sheet_list_of_unit (round, unit) -> (answers)
SELECT answers FROM sheet WHERE round = $1 AND unit = $2;

-- Another card for a slot.  All values keep their length, so that the row stays
-- where it lies.
-- name: sheet_pass_on (ticket, unit, old)
UPDATE sheet SET ticket = $1, unit = $2 WHERE ticket = $3;

-- name: sheet_list (organisation, round) -> (unit, answers)
SELECT unit, answers FROM sheet
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) ORDER BY unit;

-- name: sheet_remove_all (round)
DELETE FROM sheet WHERE round = $1;

-- name: note_slot_last_id () -> number
SELECT coalesce(max(id), 0) AS n FROM note_slot;

-- name: note_slot_add (id, round, unit, ticket, texts)
INSERT INTO note_slot (id, round, unit, ticket, texts) VALUES ($1, $2, $3, $4, $5);

-- name: note_slot_by_ticket (ticket) -> (texts)
SELECT texts FROM note_slot WHERE ticket = $1;

-- name: note_slot_put (texts, ticket)
UPDATE note_slot SET texts = $1 WHERE ticket = $2 AND length(texts) = length($1);

-- name: note_slot_pass_on (ticket, unit, old)
UPDATE note_slot SET ticket = $1, unit = $2 WHERE ticket = $3;

-- name: note_slot_list (organisation, round) -> (unit, texts)
SELECT unit, texts FROM note_slot
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: note_slot_remove_all (round)
DELETE FROM note_slot WHERE round = $1;

-- What a thief of the file can see of a sheet's place; the tests attack it.
-- name: sheet_place (ticket) -> (id)
SELECT id FROM sheet WHERE ticket = $1;

-- The order within an index as if all that is in it had come at once.
-- name: sheet_index_anew ()
REINDEX sheet;

-- name: note_slot_index_anew ()
REINDEX note_slot;
