-- SPDX-License-Identifier: EUPL-1.2
-- "Jullie zeiden, wij doen".

-- name: unit_reply_list (organisation, round) -> (unit, body, is_published, changed)
SELECT unit, body, is_published, changed FROM unit_reply
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: unit_reply_put (organisation, round, unit, body, is_published, changed)
INSERT INTO unit_reply (round, unit, body, is_published, changed)
VALUES ((SELECT id FROM round WHERE organisation = $1 AND id = $2), $3, $4, $5, $6)
ON CONFLICT (round, unit) DO UPDATE SET body = excluded.body,
	is_published = excluded.is_published, changed = excluded.changed;

-- name: reply_link_by_round (organisation, round) -> (code)
SELECT code FROM reply_link
WHERE round = (SELECT id FROM round WHERE organisation = $1 AND id = $2);

-- name: reply_link_by_code (code) -> round_key
SELECT r.organisation, r.id FROM reply_link l JOIN round r ON r.id = l.round WHERE l.code = $1;

-- name: reply_link_put (code, organisation, round)
INSERT INTO reply_link (code, round) SELECT $1, id FROM round WHERE organisation = $2 AND id = $3
ON CONFLICT (round) DO UPDATE SET code = excluded.code;
