-- SPDX-License-Identifier: EUPL-1.2
-- The conversation: meetings, live votes, notes, findings, the agreed picture.

-- room: meeting
-- A workshop, an interview or a work session ("sessie" on screen; the table
-- session is for signing in).
CREATE TABLE meeting (
	id INTEGER PRIMARY KEY,
	round BIGINT NOT NULL REFERENCES round (id),
	kind INTEGER NOT NULL,		-- enum meeting_kind
	title TEXT NOT NULL,
	goal TEXT NOT NULL,
	place TEXT NOT NULL,
	starts BIGINT NOT NULL,
	minutes INTEGER NOT NULL,
	stage INTEGER NOT NULL,		-- enum meeting_stage
	code TEXT NOT NULL,		-- join code; '' when it cannot be joined
	code_expires BIGINT NOT NULL,
	topic BIGINT NOT NULL,		-- on screen; 0: the page to join
	timer_ends BIGINT NOT NULL,	-- of the topic on screen; 0: none
	created BIGINT NOT NULL
);
CREATE INDEX meeting_by_round ON meeting (round, starts);
CREATE UNIQUE INDEX meeting_by_code ON meeting (code) WHERE code <> '';

CREATE TABLE meeting_unit (
	meeting BIGINT NOT NULL REFERENCES meeting (id),
	unit BIGINT NOT NULL,
	PRIMARY KEY (meeting, unit)
);

-- Names of people who come: kept apart, tied to no answer and no vote.
CREATE TABLE meeting_person (
	id INTEGER PRIMARY KEY,
	meeting BIGINT NOT NULL REFERENCES meeting (id),
	name TEXT NOT NULL
);
CREATE INDEX meeting_person_by_meeting ON meeting_person (meeting);

CREATE TABLE meeting_topic (
	id INTEGER PRIMARY KEY,
	meeting BIGINT NOT NULL REFERENCES meeting (id),
	position INTEGER NOT NULL,
	subject TEXT NOT NULL,		-- id in the model
	minutes INTEGER NOT NULL,
	step INTEGER NOT NULL		-- enum vote_step
);
CREATE INDEX meeting_topic_by_meeting ON meeting_topic (meeting, position);

-- room: live
-- Votes are counts only.  Which phones have voted in a turn is kept beside
-- them, as hashes under a key of that turn, until the turn is over; the rows
-- of a phone and of a count cannot be joined.
CREATE TABLE vote_count (
	topic BIGINT NOT NULL REFERENCES meeting_topic (id),
	turn INTEGER NOT NULL,		-- 1 alone, 2 after the conversation
	source INTEGER NOT NULL,	-- enum vote_source: phones or cards raised
	counts BYTEA NOT NULL,		-- 16 numbers of 32 bits, little endian
	PRIMARY KEY (topic, turn)
);

CREATE TABLE vote_turn_key (
	topic BIGINT NOT NULL,
	turn INTEGER NOT NULL,
	secret BYTEA NOT NULL,
	PRIMARY KEY (topic, turn)
);

CREATE TABLE vote_phone (
	hash BYTEA PRIMARY KEY,
	topic BIGINT NOT NULL
);
CREATE INDEX vote_phone_by_topic ON vote_phone (topic);

-- room: meeting
-- Notes of a meeting, with what they said before.
CREATE TABLE note (
	id INTEGER PRIMARY KEY,
	meeting BIGINT NOT NULL REFERENCES meeting (id),
	account BIGINT NOT NULL,
	door INTEGER NOT NULL,		-- enum note_door: own, team, report
	code INTEGER NOT NULL,		-- enum note_code: subject, task, obstacle, idea, quote
	subject TEXT NOT NULL,		-- id in the model, may be empty
	task BIGINT NOT NULL,		-- 0: none
	is_checked INTEGER NOT NULL,	-- a quote: its speaker agreed
	body TEXT NOT NULL,
	changed BIGINT NOT NULL
);
CREATE INDEX note_by_meeting ON note (meeting);

CREATE TABLE note_version (
	note BIGINT NOT NULL REFERENCES note (id),
	version INTEGER NOT NULL,
	body TEXT NOT NULL,
	changed BIGINT NOT NULL,
	PRIMARY KEY (note, version)
);

-- room: finding
-- What was found, in three layers: the answers, the stories, the papers.
CREATE TABLE finding (
	id INTEGER PRIMARY KEY,
	round BIGINT NOT NULL REFERENCES round (id),
	meeting BIGINT NOT NULL,	-- where it was heard; 0: nowhere
	subject TEXT NOT NULL,
	layer INTEGER NOT NULL,		-- enum finding_layer
	stance INTEGER NOT NULL,	-- enum finding_stance
	version INTEGER NOT NULL,	-- of the text; replies say which one they read
	body TEXT NOT NULL,
	source TEXT NOT NULL,		-- in words
	link TEXT NOT NULL,		-- http(s) address, may be empty
	note BIGINT NOT NULL,		-- 0: none
	file BIGINT NOT NULL,		-- 0: none
	created BIGINT NOT NULL
);
CREATE INDEX finding_by_round ON finding (round, subject);
CREATE INDEX finding_by_meeting ON finding (meeting);

CREATE TABLE evidence_file (
	id INTEGER PRIMARY KEY,
	round BIGINT NOT NULL REFERENCES round (id),
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	bytes BYTEA NOT NULL
);
CREATE INDEX evidence_file_by_round ON evidence_file (round);

-- The link to the fact check of a meeting; it outlives the meeting's join code.
CREATE TABLE fact_check (
	meeting BIGINT PRIMARY KEY REFERENCES meeting (id) ON DELETE CASCADE,
	code TEXT NOT NULL,
	expires BIGINT NOT NULL
);
CREATE UNIQUE INDEX fact_check_by_code ON fact_check (code);

-- The fact check: what people who were there say of a finding or of the words
-- that were agreed.  Without name and time; the ids, and so the places, are
-- random.
CREATE TABLE finding_reply (
	id INTEGER PRIMARY KEY,
	meeting BIGINT NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
	finding BIGINT NOT NULL,	-- 0: of an agreement
	agreement BIGINT NOT NULL,	-- 0: of a finding
	version INTEGER NOT NULL,	-- of the finding's text that was read
	is_right INTEGER NOT NULL,
	body TEXT NOT NULL
);
CREATE INDEX finding_reply_by_meeting ON finding_reply (meeting);
CREATE INDEX finding_reply_by_finding ON finding_reply (finding);

-- The shared picture of a subject in words; every version stays.
CREATE TABLE agreement (
	id INTEGER PRIMARY KEY,
	round BIGINT NOT NULL REFERENCES round (id),
	subject TEXT NOT NULL,
	meeting BIGINT NOT NULL,	-- 0: written outside a meeting
	level INTEGER NOT NULL,		-- 0: none named
	words TEXT NOT NULL,
	reason TEXT NOT NULL,
	difference TEXT NOT NULL,	-- what still differs
	for_whom TEXT NOT NULL,		-- and for whom
	agreed BIGINT NOT NULL
);
CREATE INDEX agreement_by_round ON agreement (round, subject, agreed);

-- room: round
-- How a stage of the round ended: the answer to its question.
CREATE TABLE stage_exit (
	round BIGINT NOT NULL REFERENCES round (id),
	stage INTEGER NOT NULL,		-- enum journey_stage
	choice INTEGER NOT NULL,	-- enum journey_choice
	answer TEXT NOT NULL,
	answered BIGINT NOT NULL,
	PRIMARY KEY (round, stage)
);

-- room: reply
-- "Jullie zeiden, wij doen": what happens with the picture of a unit.
CREATE TABLE unit_reply (
	round BIGINT NOT NULL REFERENCES round (id),
	unit BIGINT NOT NULL,
	body TEXT NOT NULL,
	is_published INTEGER NOT NULL,
	changed BIGINT NOT NULL,
	PRIMARY KEY (round, unit)
);

-- The link with which people open the replies of a round without an account.
CREATE TABLE reply_link (
	round BIGINT PRIMARY KEY REFERENCES round (id),
	code TEXT NOT NULL UNIQUE
);

-- A remark rewritten without names: the original stays with its reader.
ALTER TABLE remark ADD COLUMN rewritten TEXT NOT NULL DEFAULT '';
