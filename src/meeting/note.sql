-- SPDX-License-Identifier: EUPL-1.2
-- Notes of meetings and what they said before.

-- row: note_row (id, meeting, account, author, door, code, subject, task, is_checked, body,
--	changed)

-- name: note_list (meeting, own, account) -> note_row
SELECT n.id, n.meeting, n.account, a.name AS author, n.door, n.code, n.subject, n.task,
	n.is_checked, n.body, n.changed
FROM note n LEFT JOIN account a ON a.id = n.account
WHERE n.meeting = $1 AND (n.door <> $2 OR n.account = $3)
ORDER BY n.changed DESC, n.id;

-- name: note_by_id (meeting, own, account, id) -> note_row
SELECT n.id, n.meeting, n.account, a.name AS author, n.door, n.code, n.subject, n.task,
	n.is_checked, n.body, n.changed
FROM note n LEFT JOIN account a ON a.id = n.account
WHERE n.meeting = $1 AND (n.door <> $2 OR n.account = $3) AND n.id = $4;

-- name: note_owner (id) -> (meeting, account, code, is_checked, body, changed)
SELECT meeting, account, code, is_checked, body, changed FROM note WHERE id = $1;

-- name: note_is_of_round (organisation, round, id) -> ()
SELECT 1 FROM note n JOIN meeting m ON m.id = n.meeting
WHERE m.round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND n.id = $3;

-- name: note_count (meeting) -> number
SELECT count(*) AS n FROM note WHERE meeting = $1;

-- name: note_add (id, meeting, account, door, code, subject, task, is_checked, body, changed)
INSERT INTO note (id, meeting, account, door, code, subject, task, is_checked, body, changed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: note_change (door, code, subject, task, is_checked, body, changed, account, id)
UPDATE note SET door = $1, code = $2, subject = $3, task = $4, is_checked = $5, body = $6,
	changed = $7
WHERE account = $8 AND id = $9;

-- name: note_set_body (door, is_checked, body, changed, account, id)
UPDATE note SET door = $1, is_checked = $2, body = $3, changed = $4
WHERE account = $5 AND id = $6;

-- name: note_remove (meeting, account, id)
DELETE FROM note WHERE meeting = $1 AND account = $2 AND id = $3;

-- row: note_version (version, changed, body)

-- name: note_version_list (note) -> note_version
SELECT version, changed, body FROM note_version WHERE note = $1 ORDER BY version DESC;

-- name: note_version_by_number (note, version) -> note_version
SELECT version, changed, body FROM note_version WHERE note = $1 AND version = $2;

-- name: note_version_last (note) -> number
SELECT coalesce(max(version), 0) AS n FROM note_version WHERE note = $1;

-- name: note_version_add (note, version, body, changed)
INSERT INTO note_version (note, version, body, changed) VALUES ($1, $2, $3, $4);

-- name: note_version_trim (note, oldest)
DELETE FROM note_version WHERE note = $1 AND version < $2;

-- name: note_version_remove_all (note)
DELETE FROM note_version WHERE note = $1;
