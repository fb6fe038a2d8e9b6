-- SPDX-License-Identifier: EUPL-1.2
-- Live votes of a running meeting.

-- name: meeting_live_state (id) -> (stage, code, code_expires, topic, ended)
SELECT stage, code, code_expires, topic, ended FROM meeting WHERE id = $1;

-- name: meeting_code_exists (code) -> ()
SELECT 1 FROM meeting WHERE code = $1;

-- name: meeting_start (running, code, code_expires, id)
UPDATE meeting SET stage = $1, code = $2, code_expires = $3, ended = 0 WHERE id = $4;

-- The code stays for who opens it again; a meeting that does not run has no door.
-- name: meeting_stop (done, ended, id, running)
UPDATE meeting SET stage = $1, ended = $2, topic = 0, timer_ends = 0
WHERE id = $3 AND stage = $4;

-- name: meeting_show (topic, id, running)
UPDATE meeting SET topic = $1, timer_ends = 0 WHERE id = $2 AND stage = $3;

-- name: meeting_set_timer (timer_ends, id, running)
UPDATE meeting SET timer_ends = $1 WHERE id = $2 AND stage = $3;

-- k is that of the round: a turn is shown from at least as many votes.
-- name: vote_topic (topic) -> (step, meeting, stage, topic, k)
SELECT t.step, t.meeting, m.stage, m.topic, r.k
FROM meeting_topic t JOIN meeting m ON m.id = t.meeting JOIN round r ON r.id = m.round
WHERE t.id = $1;

-- name: vote_step (step, topic)
UPDATE meeting_topic SET step = $1 WHERE id = $2;

-- name: vote_open_topics (meeting, first, second) -> (id, step)
SELECT id, step FROM meeting_topic WHERE meeting = $1 AND step IN ($2, $3);

-- name: vote_count_get (topic, turn) -> (source, counts)
SELECT source, counts FROM vote_count WHERE topic = $1 AND turn = $2;

-- name: vote_count_remove (topic, turn)
DELETE FROM vote_count WHERE topic = $1 AND turn = $2;

-- name: vote_count_add (topic, turn, source, counts)
INSERT INTO vote_count (topic, turn, source, counts) VALUES ($1, $2, $3, $4);

-- name: vote_count_put (counts, topic, turn)
UPDATE vote_count SET counts = $1 WHERE topic = $2 AND turn = $3;

-- name: vote_key_get (topic, turn) -> (secret)
SELECT secret FROM vote_turn_key WHERE topic = $1 AND turn = $2;

-- name: vote_key_add (topic, turn, secret)
INSERT INTO vote_turn_key (topic, turn, secret) VALUES ($1, $2, $3);

-- name: vote_key_remove (topic)
DELETE FROM vote_turn_key WHERE topic = $1;

-- name: vote_phone_get (hash) -> (choice)
SELECT choice FROM vote_phone WHERE hash = $1;

-- name: vote_phone_add (hash, topic, choice)
INSERT INTO vote_phone (hash, topic, choice) VALUES ($1, $2, $3);

-- name: vote_phone_change (choice, hash)
UPDATE vote_phone SET choice = $1 WHERE hash = $2;

-- name: vote_phone_remove (topic)
DELETE FROM vote_phone WHERE topic = $1;

-- For the attack on who voted what.
-- name: vote_phone_list (topic) -> (hash, choice)
SELECT hash, choice FROM vote_phone WHERE topic = $1;
