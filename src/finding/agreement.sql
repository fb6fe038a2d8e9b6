-- SPDX-License-Identifier: EUPL-1.2
-- The shared picture of a subject in words.  Every version stays; the newest
-- is what counts.

-- row: agreement (id, round, meeting, subject, level, words, reason, difference, for_whom,
--	agreed)

-- name: agreement_add (id, round, meeting, subject, level, words, reason, difference, for_whom, agreed)
INSERT INTO agreement (id, round, meeting, subject, level, words, reason, difference, for_whom,
	agreed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: agreement_latest (round, subject) -> agreement
SELECT id, round, meeting, subject, level, words, reason, difference, for_whom, agreed
FROM agreement WHERE round = $1 AND subject = $2 ORDER BY agreed DESC, id DESC LIMIT 1;

-- name: agreement_list (round) -> agreement
SELECT id, round, meeting, subject, level, words, reason, difference, for_whom, agreed
FROM agreement WHERE round = $1 ORDER BY agreed DESC, id DESC;
