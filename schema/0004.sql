-- SPDX-License-Identifier: EUPL-1.2
-- A code alone shows no answers; an offer to think along has a slot.

-- room: scan
-- Between header and answers comes the hash of the key of the browser that
-- answers.  Sheets of rounds that are open now have none: what is on them stays
-- and counts, and nobody can open it with a code alone.
UPDATE sheet SET answers = CAST(substr(answers, 1, 10) || zeroblob(16) || substr(answers, 11) AS BLOB);

-- While a round is open: one slot per ticket for who offers to think along, of
-- fixed size, in an order and under a hash of its own.  Emptied at closing.
CREATE TABLE offer_slot (
	id INTEGER PRIMARY KEY,		-- position in the random order
	round BIGINT NOT NULL,
	ticket BYTEA NOT NULL UNIQUE,
	contact BYTEA NOT NULL
);
CREATE INDEX offer_slot_by_round ON offer_slot (round);

-- room: round
-- How the cards of a group were last made: enum cards_form of scan.
ALTER TABLE unit ADD COLUMN cards_form INTEGER NOT NULL DEFAULT 0;
