-- SPDX-License-Identifier: EUPL-1.2
-- Live votes of a running meeting.  Steps of a topic: 0 waiting, 1 first turn,
-- 2 first shown, 3 second turn, 4 second shown, 5 recorded.

-- name: meeting_live_state (id)
SELECT stage, code, code_expires, topic FROM meeting WHERE id = $1;

-- name: meeting_code_exists (code)
SELECT 1 FROM meeting WHERE code = $1;

-- name: meeting_start (code, code_expires, id)
UPDATE meeting SET stage = 1, code = $1, code_expires = $2 WHERE id = $3 AND stage <> 2;

-- name: meeting_stop (id)
UPDATE meeting SET stage = 2, code = '', code_expires = 0, topic = 0, timer_ends = 0
WHERE id = $1 AND stage = 1;

-- name: meeting_show (topic, id)
UPDATE meeting SET topic = $1, timer_ends = 0 WHERE id = $2 AND stage = 1;

-- name: meeting_set_timer (timer_ends, id)
UPDATE meeting SET timer_ends = $1 WHERE id = $2 AND stage = 1;

-- name: vote_topic (topic)
SELECT t.step, t.meeting, m.stage, m.topic FROM meeting_topic t JOIN meeting m ON m.id = t.meeting
WHERE t.id = $1;

-- name: vote_step (step, topic)
UPDATE meeting_topic SET step = $1 WHERE id = $2;

-- name: vote_open_topics (meeting)
SELECT id, step FROM meeting_topic WHERE meeting = $1 AND step IN (1, 3);

-- name: vote_count_get (topic, turn)
SELECT source, counts FROM vote_count WHERE topic = $1 AND turn = $2;

-- name: vote_count_remove (topic, turn)
DELETE FROM vote_count WHERE topic = $1 AND turn = $2;

-- name: vote_count_add (topic, turn, source, counts)
INSERT INTO vote_count (topic, turn, source, counts) VALUES ($1, $2, $3, $4);

-- name: vote_count_put (counts, topic, turn)
UPDATE vote_count SET counts = $1 WHERE topic = $2 AND turn = $3;

-- name: vote_key_get (topic, turn)
SELECT secret FROM vote_turn_key WHERE topic = $1 AND turn = $2;

-- name: vote_key_add (topic, turn, secret)
INSERT INTO vote_turn_key (topic, turn, secret) VALUES ($1, $2, $3);

-- name: vote_key_remove (topic)
DELETE FROM vote_turn_key WHERE topic = $1;

-- name: vote_phone_exists (hash)
SELECT 1 FROM vote_phone WHERE hash = $1;

-- name: vote_phone_add (hash, topic)
INSERT INTO vote_phone (hash, topic) VALUES ($1, $2);

-- name: vote_phone_remove (topic)
DELETE FROM vote_phone WHERE topic = $1;

-- For the attack on who voted what.
-- name: vote_phone_list (topic)
SELECT hash FROM vote_phone WHERE topic = $1;
