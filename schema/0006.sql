-- SPDX-License-Identifier: EUPL-1.2
-- Spare cards, and cards that say after closing which round they were of.

-- room: scan
-- While a round is open: a ticket in reserve, of which no code exists yet.  Its
-- three slots lie among those of the cards; a spare card takes them over.
ALTER TABLE ticket ADD COLUMN is_reserve INTEGER NOT NULL DEFAULT 0;

-- After closing: of which round a card was.  A hash and nothing else: no group,
-- and no word of whether it was used.  Laid in the order of the hashes, so that
-- places say nothing either.
CREATE TABLE closed_ticket (
	hash BYTEA PRIMARY KEY,
	round BIGINT NOT NULL
);
CREATE INDEX closed_ticket_by_round ON closed_ticket (round);
