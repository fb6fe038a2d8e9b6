-- SPDX-License-Identifier: EUPL-1.2
-- How stages of a round ended, and "jullie zeiden, wij doen".

-- name: stage_exit_list (round) -> (stage, choice, answer, answered)
SELECT stage, choice, answer, answered FROM stage_exit WHERE round = $1 ORDER BY stage;

-- name: stage_exit_put (round, stage, choice, answer, answered)
INSERT INTO stage_exit (round, stage, choice, answer, answered) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (round, stage) DO UPDATE SET choice = excluded.choice, answer = excluded.answer,
	answered = excluded.answered;

-- name: unit_reply_list (round) -> (unit, body, is_published, changed)
SELECT unit, body, is_published, changed FROM unit_reply WHERE round = $1;

-- name: unit_reply_put (round, unit, body, is_published, changed)
INSERT INTO unit_reply (round, unit, body, is_published, changed) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (round, unit) DO UPDATE SET body = excluded.body,
	is_published = excluded.is_published, changed = excluded.changed;

-- name: reply_link_by_round (round) -> (code)
SELECT code FROM reply_link WHERE round = $1;

-- name: reply_link_by_code (code) -> round_key
SELECT r.organisation, r.id FROM reply_link l JOIN round r ON r.id = l.round WHERE l.code = $1;

-- name: reply_link_put (round, code)
INSERT INTO reply_link (round, code) VALUES ($1, $2)
ON CONFLICT (round) DO UPDATE SET code = excluded.code;
