-- SPDX-License-Identifier: EUPL-1.2
-- Words belong to who spoke them; a session that was ended can be opened again.

-- room: finding
-- The words of one conversation on a subject, and what became of them, are a
-- strand: the id of their first version.  Strands stand beside each other.
-- Words of before belong to the session in which they were written.
ALTER TABLE agreement ADD COLUMN strand BIGINT NOT NULL DEFAULT 0;
ALTER TABLE agreement ADD COLUMN how INTEGER NOT NULL DEFAULT 0;	-- enum agreement_how
ALTER TABLE agreement ADD COLUMN account BIGINT NOT NULL DEFAULT 0;	-- 0: not known
UPDATE agreement SET strand = (SELECT b.id FROM agreement b
	WHERE b.round = agreement.round AND b.subject = agreement.subject
		AND b.meeting = agreement.meeting ORDER BY b.agreed, b.id LIMIT 1);
UPDATE agreement SET how = 1 WHERE strand <> id;

-- What the lead says of a subject for the whole; every version stays.
CREATE TABLE agreement_line (
	id INTEGER PRIMARY KEY,
	round BIGINT NOT NULL REFERENCES round (id),
	subject TEXT NOT NULL,
	words TEXT NOT NULL,		-- empty: taken away
	account BIGINT NOT NULL,
	written BIGINT NOT NULL
);
CREATE INDEX agreement_line_by_round ON agreement_line (round, subject, written);

-- room: meeting
ALTER TABLE meeting ADD COLUMN ended BIGINT NOT NULL DEFAULT 0;	-- 0: not, or long ago
