-- SPDX-License-Identifier: EUPL-1.2
-- Rounds and their tasks, and how their stages ended.

-- row: round (id, organisation, model, organisation_name, name, purpose, words, k, languages,
--	closes, created, opened, closed, stage)

-- The key of a round that is found without knowing whose it is.
-- row: round_key (organisation, id)

-- name: round_list (organisation) -> round
SELECT r.id, r.organisation, r.model, o.name AS organisation_name, r.name, r.purpose,
	r.words, r.k, r.languages, r.closes, r.created, r.opened, r.closed, r.stage
FROM round r JOIN organisation o ON o.id = r.organisation
WHERE r.organisation = $1 ORDER BY r.created DESC, r.id;

-- name: round_by_id (organisation, id) -> round
SELECT r.id, r.organisation, r.model, o.name AS organisation_name, r.name, r.purpose,
	r.words, r.k, r.languages, r.closes, r.created, r.opened, r.closed, r.stage
FROM round r JOIN organisation o ON o.id = r.organisation
WHERE r.organisation = $1 AND r.id = $2;

-- name: round_add (id, organisation, model, name, purpose, k, languages, closes, words, created,
--	stage)
INSERT INTO round (id, organisation, model, name, purpose, k, languages, closes, words, created,
	stage, opened, closed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0);

-- name: round_change (model, name, purpose, k, languages, closes, words, organisation, id, prepare)
UPDATE round SET model = $1, name = $2, purpose = $3, k = $4, languages = $5, closes = $6,
	words = $7
WHERE organisation = $8 AND id = $9 AND stage = $10;

-- name: round_extend (closes, organisation, id)
UPDATE round SET closes = $1 WHERE organisation = $2 AND id = $3;

-- name: round_stage (organisation, id) -> (stage)
SELECT stage FROM round WHERE organisation = $1 AND id = $2;

-- name: round_count_by_stage () -> (stage, count)
SELECT stage, count(*) AS count FROM round GROUP BY stage;

-- name: organisation_with_stage (stage) -> number
SELECT DISTINCT organisation AS n FROM round WHERE stage = $1 ORDER BY n;

-- name: task_list (round) -> (title, people)
SELECT title, people FROM task WHERE round = $1 ORDER BY position;

-- name: task_add (id, round, position, title, people)
INSERT INTO task (id, round, position, title, people) VALUES ($1, $2, $3, $4, $5);

-- name: task_remove_all (round)
DELETE FROM task WHERE round = $1;

-- name: stage_exit_list (organisation, round) -> (stage, choice, answer, answered)
SELECT stage, choice, answer, answered FROM stage_exit
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) ORDER BY stage;

-- name: stage_exit_put (organisation, round, stage, choice, answer, answered)
INSERT INTO stage_exit (round, stage, choice, answer, answered)
VALUES ((SELECT id FROM round WHERE organisation = $1 AND id = $2), $3, $4, $5, $6)
ON CONFLICT (round, stage) DO UPDATE SET choice = excluded.choice, answer = excluded.answer,
	answered = excluded.answered;
