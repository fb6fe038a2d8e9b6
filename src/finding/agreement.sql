-- SPDX-License-Identifier: EUPL-1.2
-- The shared picture of a subject in words.  Every version stays; of each
-- strand the newest is what counts.

-- row: agreement (id, round, meeting, subject, level, words, reason, difference, for_whom,
--	agreed, strand, how, account, author)

-- name: agreement_add (id, organisation, round, meeting, subject, level, words, reason,
--	difference, for_whom, agreed, strand, how, account)
INSERT INTO agreement (id, round, meeting, subject, level, words, reason, difference, for_whom,
	agreed, strand, how, account)
VALUES ($1, (SELECT id FROM round WHERE organisation = $2 AND id = $3),
	$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14);

-- name: agreement_latest (organisation, round, subject) -> (id, agreed)
SELECT id, agreed FROM agreement
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2)
	AND subject = $3 ORDER BY agreed DESC, id DESC LIMIT 1;

-- The newest version of the strand that a version belongs to.
-- name: agreement_newest_beside (organisation, round, subject, version) -> (id, strand)
SELECT id, strand FROM agreement
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2)
	AND subject = $3 AND strand = (SELECT strand FROM agreement WHERE id = $4)
	ORDER BY agreed DESC, id DESC LIMIT 1;

-- name: agreement_list (organisation, round) -> agreement
SELECT g.id, g.round, g.meeting, g.subject, g.level, g.words, g.reason, g.difference, g.for_whom,
	g.agreed, g.strand, g.how, g.account, coalesce(a.name, '') AS author
FROM agreement g LEFT JOIN account a ON a.id = g.account
WHERE g.round = (SELECT id FROM round WHERE organisation = $1 AND id = $2)
	ORDER BY g.agreed DESC, g.id DESC;

-- name: agreement_round_of (meeting) -> (organisation, round)
SELECT r.organisation, m.round FROM meeting m JOIN round r ON r.id = m.round WHERE m.id = $1;

-- row: agreement_line (id, subject, words, written, author)

-- name: agreement_line_add (id, organisation, round, subject, words, account, written)
INSERT INTO agreement_line (id, round, subject, words, account, written)
VALUES ($1, (SELECT id FROM round WHERE organisation = $2 AND id = $3), $4, $5, $6, $7);

-- name: agreement_line_latest (organisation, round, subject) -> (id, written)
SELECT id, written FROM agreement_line
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2)
	AND subject = $3 ORDER BY written DESC, id DESC LIMIT 1;

-- name: agreement_line_list (organisation, round) -> agreement_line
SELECT l.id, l.subject, l.words, l.written, coalesce(a.name, '') AS author
FROM agreement_line l LEFT JOIN account a ON a.id = l.account
WHERE l.round = (SELECT id FROM round WHERE organisation = $1 AND id = $2)
	ORDER BY l.written DESC, l.id DESC;
