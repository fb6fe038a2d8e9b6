-- SPDX-License-Identifier: EUPL-1.2
-- The first schema.  Ids are made by us, times are milliseconds UTC.
-- INTEGER PRIMARY KEY makes the id the place of a row in the file
-- (docs/decisions/0010-place-of-a-row.md).

-- room: account
CREATE TABLE organisation (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	created BIGINT NOT NULL
);

CREATE TABLE account (
	id INTEGER PRIMARY KEY,
	organisation BIGINT NOT NULL REFERENCES organisation (id),
	login TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	role INTEGER NOT NULL,
	password TEXT NOT NULL,
	created BIGINT NOT NULL
);

CREATE TABLE session (
	hash BYTEA PRIMARY KEY,
	account BIGINT NOT NULL REFERENCES account (id),
	csrf BYTEA NOT NULL,
	expires BIGINT NOT NULL
);

-- room: model
-- A model is immutable; its JSON is kept as it was read.
CREATE TABLE model (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	version TEXT NOT NULL,
	hash BYTEA NOT NULL UNIQUE,
	document TEXT NOT NULL
);

-- room: round
CREATE TABLE round (
	id INTEGER PRIMARY KEY,
	organisation BIGINT NOT NULL REFERENCES organisation (id),
	model BIGINT NOT NULL REFERENCES model (id),
	name TEXT NOT NULL,
	purpose TEXT NOT NULL,
	k INTEGER NOT NULL,
	languages INTEGER NOT NULL,	-- bit 0 nl, bit 1 en
	closes BIGINT NOT NULL,		-- the closing date, as a moment
	stage INTEGER NOT NULL,		-- enum round_stage
	words TEXT NOT NULL,		-- JSON object: the organisation's own words
	created BIGINT NOT NULL,
	opened BIGINT NOT NULL,
	closed BIGINT NOT NULL
);
CREATE INDEX round_by_organisation ON round (organisation, created);

CREATE TABLE task (
	id INTEGER PRIMARY KEY,
	round BIGINT NOT NULL REFERENCES round (id),
	position INTEGER NOT NULL,
	title TEXT NOT NULL,
	people TEXT NOT NULL
);
CREATE INDEX task_by_round ON task (round, position);

-- The tree of groups.  Fixed when the round opens.
CREATE TABLE unit (
	id INTEGER PRIMARY KEY,
	round BIGINT NOT NULL REFERENCES round (id),
	parent BIGINT NOT NULL,		-- 0: the organisation itself
	position INTEGER NOT NULL,	-- a parent comes before its children
	name TEXT NOT NULL,
	kind INTEGER NOT NULL,		-- enum unit_kind
	tag TEXT NOT NULL,		-- which specialists
	size INTEGER NOT NULL,		-- members, leaves only
	cards INTEGER NOT NULL,		-- tickets made
	answered INTEGER NOT NULL	-- sheets handed in, written at closing
);
CREATE INDEX unit_by_round ON unit (round, position);

-- room: scan
-- Before a round opens: two rows for each ticket, at random places, so that
-- not even a copy of the file from these days joins the sheet and the notes of
-- one person.  Emptied at opening.
CREATE TABLE ticket (
	id INTEGER PRIMARY KEY,		-- random
	purpose INTEGER NOT NULL,	-- enum ticket_purpose
	round BIGINT NOT NULL,
	unit BIGINT NOT NULL,
	hash BYTEA NOT NULL UNIQUE
);
CREATE INDEX ticket_by_unit ON ticket (round, unit);

-- While a round is open: one sheet per ticket, of fixed size, written at
-- opening in random order over the whole round.  An answer overwrites its
-- bytes in place.  Emptied at closing.
CREATE TABLE sheet (
	id INTEGER PRIMARY KEY,		-- position in the random order
	round BIGINT NOT NULL,
	unit BIGINT NOT NULL,
	ticket BYTEA NOT NULL UNIQUE,
	answers BYTEA NOT NULL
);
CREATE INDEX sheet_by_round ON sheet (round, unit);

-- The same for free text, in an order of its own and under a hash of its own.
CREATE TABLE note_slot (
	id INTEGER PRIMARY KEY,
	round BIGINT NOT NULL,
	unit BIGINT NOT NULL,
	ticket BYTEA NOT NULL UNIQUE,
	texts BYTEA NOT NULL
);
CREATE INDEX note_slot_by_round ON note_slot (round);

-- People who offered to think along.  Tied to nothing but the round; the
-- table of a round is rewritten in random order with every addition.
CREATE TABLE volunteer (
	id INTEGER PRIMARY KEY,
	round BIGINT NOT NULL,
	contact TEXT NOT NULL
);
CREATE INDEX volunteer_by_round ON volunteer (round);

-- room: closing
-- After closing: histograms of at least k sheets of one unit.
CREATE TABLE piece (
	round BIGINT NOT NULL,
	unit BIGINT NOT NULL,
	sheets INTEGER NOT NULL,
	histogram BYTEA NOT NULL,
	PRIMARY KEY (round, unit)
);

-- Free text after closing, apart from answers, in random order, at the lowest
-- unit with at least ten participants.
CREATE TABLE remark (
	id INTEGER PRIMARY KEY,
	round BIGINT NOT NULL,
	unit BIGINT NOT NULL,
	subject TEXT NOT NULL,
	body TEXT NOT NULL,
	state INTEGER NOT NULL		-- enum remark_state
);
CREATE INDEX remark_by_round ON remark (round, subject);
