-- SPDX-License-Identifier: EUPL-1.2
-- The shared picture of a subject in words.  Every version stays; the newest
-- is what counts.

-- row: agreement (id, round, meeting, subject, level, words, reason, difference, for_whom,
--	agreed)

-- name: agreement_add (id, organisation, round, meeting, subject, level, words, reason,
--	difference, for_whom, agreed)
INSERT INTO agreement (id, round, meeting, subject, level, words, reason, difference, for_whom,
	agreed)
VALUES ($1, (SELECT id FROM round WHERE organisation = $2 AND id = $3),
	$4, $5, $6, $7, $8, $9, $10, $11);

-- name: agreement_latest (organisation, round, subject) -> agreement
SELECT id, round, meeting, subject, level, words, reason, difference, for_whom, agreed
FROM agreement
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2)
	AND subject = $3 ORDER BY agreed DESC, id DESC LIMIT 1;

-- name: agreement_list (organisation, round) -> agreement
SELECT id, round, meeting, subject, level, words, reason, difference, for_whom, agreed
FROM agreement
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2)
	ORDER BY agreed DESC, id DESC;
