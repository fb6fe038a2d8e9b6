-- SPDX-License-Identifier: EUPL-1.2
-- What stands to a meeting: a link that works, and what people wrote there.
-- name: meeting_bound (meeting, now) -> (links, reactions, findings, agreements, notes)
SELECT (SELECT count(*) FROM fact_check WHERE meeting = $1 AND expires > $2) AS links,
	(SELECT count(*) FROM finding_reply WHERE meeting = $1) AS reactions,
	(SELECT count(*) FROM finding WHERE meeting = $1) AS findings,
	(SELECT count(*) FROM agreement WHERE meeting = $1) AS agreements,
	(SELECT count(*) FROM note WHERE meeting = $1) AS notes;
