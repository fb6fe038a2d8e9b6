-- SPDX-License-Identifier: EUPL-1.2
-- Organisations for who keeps the server: what each has, and the way out.  Each statement
-- takes the organisation; what points at a row goes before it.  A test holds the list
-- against the schema.

-- name: keep_list () -> (id, name, accounts, rounds, open, meetings, findings, files, bytes)
SELECT o.id, o.name,
	(SELECT count(*) FROM account a WHERE a.organisation = o.id) AS accounts,
	(SELECT count(*) FROM round r WHERE r.organisation = o.id) AS rounds,
	(SELECT count(*) FROM round r WHERE r.organisation = o.id AND r.opened > 0 AND r.closed = 0) AS open,
	(SELECT count(*) FROM meeting m JOIN round r ON r.id = m.round WHERE r.organisation = o.id) AS meetings,
	(SELECT count(*) FROM finding f JOIN round r ON r.id = f.round WHERE r.organisation = o.id) AS findings,
	(SELECT count(*) FROM evidence_file f JOIN round r ON r.id = f.round WHERE r.organisation = o.id) AS files,
	(SELECT coalesce(sum(length(f.bytes)), 0) FROM evidence_file f JOIN round r ON r.id = f.round
		WHERE r.organisation = o.id) AS bytes
FROM organisation o ORDER BY o.name, o.id;

-- name: keep_remove_vote_phone (organisation)
DELETE FROM vote_phone WHERE topic IN (SELECT t.id FROM meeting_topic t
	JOIN meeting m ON m.id = t.meeting JOIN round r ON r.id = m.round WHERE r.organisation = $1);

-- name: keep_remove_vote_turn_key (organisation)
DELETE FROM vote_turn_key WHERE topic IN (SELECT t.id FROM meeting_topic t
	JOIN meeting m ON m.id = t.meeting JOIN round r ON r.id = m.round WHERE r.organisation = $1);

-- name: keep_remove_vote_count (organisation)
DELETE FROM vote_count WHERE topic IN (SELECT t.id FROM meeting_topic t
	JOIN meeting m ON m.id = t.meeting JOIN round r ON r.id = m.round WHERE r.organisation = $1);

-- name: keep_remove_meeting_topic (organisation)
DELETE FROM meeting_topic WHERE meeting IN (SELECT m.id FROM meeting m
	JOIN round r ON r.id = m.round WHERE r.organisation = $1);

-- name: keep_remove_meeting_unit (organisation)
DELETE FROM meeting_unit WHERE meeting IN (SELECT m.id FROM meeting m
	JOIN round r ON r.id = m.round WHERE r.organisation = $1);

-- name: keep_remove_meeting_person (organisation)
DELETE FROM meeting_person WHERE meeting IN (SELECT m.id FROM meeting m
	JOIN round r ON r.id = m.round WHERE r.organisation = $1);

-- name: keep_remove_fact_check (organisation)
DELETE FROM fact_check WHERE meeting IN (SELECT m.id FROM meeting m
	JOIN round r ON r.id = m.round WHERE r.organisation = $1);

-- name: keep_remove_finding_reply (organisation)
DELETE FROM finding_reply WHERE meeting IN (SELECT m.id FROM meeting m
	JOIN round r ON r.id = m.round WHERE r.organisation = $1);

-- name: keep_remove_note_version (organisation)
DELETE FROM note_version WHERE note IN (SELECT n.id FROM note n JOIN meeting m ON m.id = n.meeting
	JOIN round r ON r.id = m.round WHERE r.organisation = $1);

-- name: keep_remove_note (organisation)
DELETE FROM note WHERE meeting IN (SELECT m.id FROM meeting m
	JOIN round r ON r.id = m.round WHERE r.organisation = $1);

-- name: keep_remove_finding (organisation)
DELETE FROM finding WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_evidence_file (organisation)
DELETE FROM evidence_file WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_agreement (organisation)
DELETE FROM agreement WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_agreement_line (organisation)
DELETE FROM agreement_line WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_meeting (organisation)
DELETE FROM meeting WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_unit_reply (organisation)
DELETE FROM unit_reply WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_reply_link (organisation)
DELETE FROM reply_link WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_remark (organisation)
DELETE FROM remark WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_piece (organisation)
DELETE FROM piece WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_sheet (organisation)
DELETE FROM sheet WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_note_slot (organisation)
DELETE FROM note_slot WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_offer_slot (organisation)
DELETE FROM offer_slot WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_volunteer (organisation)
DELETE FROM volunteer WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_ticket (organisation)
DELETE FROM ticket WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_closed_ticket (organisation)
DELETE FROM closed_ticket WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_stage_exit (organisation)
DELETE FROM stage_exit WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_task (organisation)
DELETE FROM task WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_unit (organisation)
DELETE FROM unit WHERE round IN (SELECT id FROM round WHERE organisation = $1);

-- name: keep_remove_round (organisation)
DELETE FROM round WHERE organisation = $1;

-- name: keep_remove_session (organisation)
DELETE FROM session WHERE account IN (SELECT id FROM account WHERE organisation = $1);

-- name: keep_remove_edit (organisation)
DELETE FROM edit WHERE account IN (SELECT id FROM account WHERE organisation = $1);

-- name: keep_remove_account (organisation)
DELETE FROM account WHERE organisation = $1;

-- name: keep_remove_organisation (organisation)
DELETE FROM organisation WHERE id = $1;
