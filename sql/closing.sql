-- SPDX-License-Identifier: EUPL-1.2
-- Closing a round, and what is left of it.

-- name: round_close (closed, organisation, id)
UPDATE round SET stage = 2, closed = $1 WHERE organisation = $2 AND id = $3 AND stage = 1;

-- name: round_due (now)
SELECT organisation, id FROM round WHERE stage = 1 AND closes <= $1 ORDER BY closes, id;

-- name: unit_answered (answered, round, id)
UPDATE unit SET answered = $1 WHERE round = $2 AND id = $3;

-- name: piece_add (round, unit, sheets, histogram)
INSERT INTO piece (round, unit, sheets, histogram) VALUES ($1, $2, $3, $4);

-- name: piece_list (round)
SELECT unit, histogram FROM piece WHERE round = $1;

-- name: remark_add (id, round, unit, subject, body, state)
INSERT INTO remark (id, round, unit, subject, body, state) VALUES ($1, $2, $3, $4, $5, $6);
