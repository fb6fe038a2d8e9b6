-- SPDX-License-Identifier: EUPL-1.2
-- What two states of a database have, to hold beside each other (lost.c).

-- The kinds are enum lost_kind.
-- name: lost_ids (organisation, account, round, meeting, note, finding, agreement, remark) -> (kind, id)
SELECT $1 AS kind, id FROM organisation
UNION ALL SELECT $2, id FROM account
UNION ALL SELECT $3, id FROM round
UNION ALL SELECT $4, id FROM meeting
UNION ALL SELECT $5, id FROM note
UNION ALL SELECT $6, id FROM finding
UNION ALL SELECT $7, id FROM agreement
UNION ALL SELECT $8, id FROM remark
ORDER BY 1, 2;

-- name: lost_sheets () -> (id, answers)
SELECT id, answers FROM sheet ORDER BY id;

-- name: lost_stages () -> (id, stage)
SELECT id, stage FROM round ORDER BY id;
