-- SPDX-License-Identifier: EUPL-1.2
-- Findings, the files that prove them, and the fact check.

-- row: finding (id, round, meeting, subject, layer, stance, version, body, source, link, note,
--	file, created, file_name)

-- name: finding_add (id, organisation, round, meeting, subject, layer, stance, body, source,
--	link, note, file, created)
INSERT INTO finding (id, round, meeting, subject, layer, stance, version, body, source, link, note,
	file, created)
VALUES ($1, (SELECT id FROM round WHERE organisation = $2 AND id = $3),
	$4, $5, $6, $7, 1, $8, $9, $10, $11, $12, $13);

-- name: finding_change (meeting, subject, layer, stance, version, body, source, link, note,
--	file, round, id)
UPDATE finding SET meeting = $1, subject = $2, layer = $3, stance = $4, version = $5, body = $6,
	source = $7, link = $8, note = $9, file = $10
WHERE round = $11 AND id = $12;

-- name: finding_remove (round, id)
DELETE FROM finding WHERE round = $1 AND id = $2;

-- name: finding_by_id (organisation, round, id) -> finding
SELECT f.id, f.round, f.meeting, f.subject, f.layer, f.stance, f.version, f.body, f.source, f.link,
	f.note, f.file, f.created, coalesce(e.name, '') AS file_name
FROM finding f LEFT JOIN evidence_file e ON e.id = f.file
WHERE f.round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND f.id = $3;

-- name: finding_list (organisation, round) -> finding
SELECT f.id, f.round, f.meeting, f.subject, f.layer, f.stance, f.version, f.body, f.source, f.link,
	f.note, f.file, f.created, coalesce(e.name, '') AS file_name
FROM finding f LEFT JOIN evidence_file e ON e.id = f.file
WHERE f.round = (SELECT id FROM round WHERE organisation = $1 AND id = $2)
	ORDER BY f.layer, f.created, f.id;

-- name: finding_count (organisation, round) -> number
SELECT count(*) AS n FROM finding
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: evidence_add (id, organisation, round, name, type, bytes)
INSERT INTO evidence_file (id, round, name, type, bytes)
VALUES ($1, (SELECT id FROM round WHERE organisation = $2 AND id = $3), $4, $5, $6);

-- name: evidence_remove (organisation, round, id)
DELETE FROM evidence_file
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND id = $3;

-- name: evidence_total (organisation, round) -> number
SELECT coalesce(sum(length(bytes)), 0) AS n FROM evidence_file
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: evidence_by_id (organisation, round, id) -> (name, bytes)
SELECT name, bytes FROM evidence_file
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND id = $3;

-- name: fact_check_put (meeting, code, expires)
INSERT INTO fact_check (meeting, code, expires) VALUES ($1, $2, $3)
ON CONFLICT (meeting) DO UPDATE SET code = excluded.code, expires = excluded.expires;

-- name: fact_check_remove (meeting)
DELETE FROM fact_check WHERE meeting = $1;

-- name: fact_check_list (organisation, round) -> (meeting, code, expires)
SELECT c.meeting, c.code, c.expires
FROM fact_check c JOIN meeting m ON m.id = c.meeting
WHERE m.round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: fact_check_by_code (code) -> (meeting, expires, round, title, starts, organisation,
--	organisation_name, round_name, languages)
SELECT c.meeting, c.expires, m.round, m.title, m.starts, r.organisation,
	o.name AS organisation_name, r.name AS round_name, r.languages
FROM fact_check c JOIN meeting m ON m.id = c.meeting JOIN round r ON r.id = m.round
	JOIN organisation o ON o.id = r.organisation
WHERE c.code = $1;

-- name: fact_findings (meeting) -> (id, version, subject, layer, body)
SELECT id, version, subject, layer, body FROM finding WHERE meeting = $1
ORDER BY subject, layer, created, id;

-- name: reaction_add (id, meeting, finding, agreement, version, is_right, body)
INSERT INTO finding_reply (id, meeting, finding, agreement, version, is_right, body)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: reaction_load (meeting) -> (count, bytes)
SELECT count(*) AS count, coalesce(sum(length(CAST(body AS BLOB))), 0) AS bytes
FROM finding_reply WHERE meeting = $1;

-- name: reaction_load_of (meeting, finding, agreement) -> (count, bytes)
SELECT count(*) AS count, coalesce(sum(length(CAST(body AS BLOB))), 0) AS bytes
FROM finding_reply WHERE meeting = $1 AND finding = $2 AND agreement = $3;

-- name: reaction_list (organisation, round) -> (finding, agreement, version, is_right, body)
SELECT p.finding, p.agreement, p.version, p.is_right, p.body
FROM finding_reply p JOIN meeting m ON m.id = p.meeting
WHERE m.round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) ORDER BY p.id;

-- name: reaction_count_of (finding) -> number
SELECT count(*) AS n FROM finding_reply WHERE finding = $1;

-- name: reaction_remove (finding)
DELETE FROM finding_reply WHERE finding = $1;

-- What may go in a report; a quote only when its speaker agreed.
-- name: finding_notes (organisation, round, report, quote) -> (id, meeting, subject, body)
SELECT n.id, n.meeting, n.subject, n.body
FROM note n JOIN meeting m ON m.id = n.meeting
WHERE m.round = (SELECT id FROM round WHERE organisation = $1 AND id = $2)
	AND n.door = $3 AND (n.code <> $4 OR n.is_checked = 1)
ORDER BY n.changed DESC, n.id;

-- name: finding_meetings (organisation, round) -> (id, title, starts)
SELECT id, title, starts FROM meeting
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) ORDER BY starts DESC, id;

-- name: finding_meeting_units (organisation, round) -> (meeting, unit)
SELECT mu.meeting, u.id AS unit
FROM meeting_unit mu JOIN meeting m ON m.id = mu.meeting JOIN unit u ON u.id = mu.unit
WHERE m.round = (SELECT id FROM round WHERE organisation = $1 AND id = $2)
	ORDER BY mu.meeting, u.position;
