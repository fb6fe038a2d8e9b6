-- SPDX-License-Identifier: EUPL-1.2
-- Meetings, their topics and who comes.

-- row: meeting (id, organisation, round, kind, title, goal, place, starts, minutes, stage, code,
--	code_expires, topic, timer_ends, created, ended)

-- name: meeting_list (organisation, round) -> meeting
SELECT m.id, r.organisation, m.round, m.kind, m.title, m.goal, m.place, m.starts, m.minutes,
	m.stage, m.code, m.code_expires, m.topic, m.timer_ends, m.created, m.ended
FROM meeting m JOIN round r ON r.id = m.round
WHERE r.organisation = $1 AND r.id = $2 ORDER BY m.starts, m.id;

-- name: meeting_by_id (organisation, id) -> meeting
SELECT m.id, r.organisation, m.round, m.kind, m.title, m.goal, m.place, m.starts, m.minutes,
	m.stage, m.code, m.code_expires, m.topic, m.timer_ends, m.created, m.ended
FROM meeting m JOIN round r ON r.id = m.round
WHERE r.organisation = $1 AND m.id = $2;

-- name: meeting_by_code (code, running, now) -> meeting
SELECT m.id, r.organisation, m.round, m.kind, m.title, m.goal, m.place, m.starts, m.minutes,
	m.stage, m.code, m.code_expires, m.topic, m.timer_ends, m.created, m.ended
FROM meeting m JOIN round r ON r.id = m.round
WHERE m.code = $1 AND m.code <> '' AND m.stage = $2 AND m.code_expires > $3;

-- name: meeting_add (id, organisation, round, kind, title, goal, place, starts, minutes, stage,
--	created)
INSERT INTO meeting (id, round, kind, title, goal, place, starts, minutes, stage, code,
	code_expires, topic, timer_ends, created)
VALUES ($1, (SELECT id FROM round WHERE organisation = $2 AND id = $3),
	$4, $5, $6, $7, $8, $9, $10, '', 0, 0, 0, $11);

-- name: meeting_change (kind, title, goal, place, starts, minutes, round, id)
UPDATE meeting SET kind = $1, title = $2, goal = $3, place = $4, starts = $5, minutes = $6
WHERE round = $7 AND id = $8;

-- name: meeting_stage (organisation, round, id) -> (stage)
SELECT stage FROM meeting
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND id = $3;

-- name: meeting_exists (id) -> ()
SELECT 1 FROM meeting WHERE id = $1;

-- name: meeting_remove (id, planned)
DELETE FROM meeting WHERE id = $1 AND stage = $2;

-- name: meeting_count (organisation, round) -> number
SELECT count(*) AS n FROM meeting
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: meeting_topic_list (meeting) -> (id, subject, minutes, step)
SELECT id, subject, minutes, step FROM meeting_topic WHERE meeting = $1 ORDER BY position, id;

-- name: meeting_topic_add (id, meeting, position, subject, minutes, step)
INSERT INTO meeting_topic (id, meeting, position, subject, minutes, step)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: meeting_topic_change (position, minutes, meeting, id)
UPDATE meeting_topic SET position = $1, minutes = $2 WHERE meeting = $3 AND id = $4;

-- name: meeting_topic_remove (meeting, id)
DELETE FROM meeting_topic WHERE meeting = $1 AND id = $2;

-- name: meeting_topic_remove_all (meeting)
DELETE FROM meeting_topic WHERE meeting = $1;

-- name: meeting_unit_list (meeting) -> (unit)
SELECT unit FROM meeting_unit WHERE meeting = $1 ORDER BY unit;

-- name: meeting_unit_add (meeting, unit)
INSERT INTO meeting_unit (meeting, unit) VALUES ($1, $2);

-- name: meeting_unit_remove_all (meeting)
DELETE FROM meeting_unit WHERE meeting = $1;

-- name: meeting_person_list (meeting) -> (name)
SELECT name FROM meeting_person WHERE meeting = $1 ORDER BY name;

-- name: meeting_person_add (id, meeting, name)
INSERT INTO meeting_person (id, meeting, name) VALUES ($1, $2, $3);

-- name: meeting_person_remove_all (meeting)
DELETE FROM meeting_person WHERE meeting = $1;

-- name: meeting_unit_is_of_round (round, unit) -> ()
SELECT 1 FROM unit WHERE round = $1 AND id = $2;
