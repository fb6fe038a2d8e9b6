-- SPDX-License-Identifier: EUPL-1.2
-- Free text after closing.  Ids are random, so that their order
-- says nothing.

-- For the person who reads them first, and for nobody else.
-- name: remark_list (organisation, round) -> (id, unit, subject, body, rewritten, state)
SELECT id, unit, subject, body, rewritten, state FROM remark
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) ORDER BY id;

-- What everybody else sees: never an original that was rewritten.
-- name: remark_shown_list (organisation, round, shown) -> (id, unit, subject, shown)
SELECT id, unit, subject, CASE WHEN rewritten <> '' THEN rewritten ELSE body END AS shown
FROM remark
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2) AND state = $3 ORDER BY id;

-- name: remark_decide (state, rewritten, id, organisation, round, closed)
UPDATE remark SET state = $1, rewritten = $2
WHERE id = $3 AND round IN (SELECT r.id FROM round r
	WHERE r.organisation = $4 AND r.id = $5 AND r.stage = $6);

-- name: remark_to_read (to_read, organisation, round) -> (total, to_read)
SELECT count(*) AS total, coalesce(sum(CASE WHEN state = $1 THEN 1 ELSE 0 END), 0) AS to_read
FROM remark WHERE round = (SELECT id FROM round WHERE organisation = $2 AND id = $3);
