-- SPDX-License-Identifier: EUPL-1.2
-- Closing a round, and what is left of it.

-- name: round_close (closed_stage, closed, organisation, id, open)
UPDATE round SET stage = $1, closed = $2
WHERE organisation = $3 AND id = $4 AND stage = $5;

-- name: round_due (open, now) -> round_key
SELECT organisation, id FROM round WHERE stage = $1 AND closes <= $2 ORDER BY closes, id;

-- name: unit_answered (answered, round, id)
UPDATE unit SET answered = $1 WHERE round = $2 AND id = $3;

-- name: piece_add (round, unit, sheets, histogram)
INSERT INTO piece (round, unit, sheets, histogram) VALUES ($1, $2, $3, $4);

-- name: piece_list (organisation, round) -> (unit, histogram)
SELECT unit, histogram FROM piece
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: remark_add (id, round, unit, subject, body, state)
INSERT INTO remark (id, round, unit, subject, body, state) VALUES ($1, $2, $3, $4, $5, $6);
