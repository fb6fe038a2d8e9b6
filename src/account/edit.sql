-- SPDX-License-Identifier: EUPL-1.2
-- Who saved a form last, and the key of the installation.

-- name: edit_put (place, account, at)
INSERT INTO edit (place, account, at) VALUES ($1, $2, $3)
ON CONFLICT (place) DO UPDATE SET account = excluded.account, at = excluded.at;

-- name: edit_sweep (before)
DELETE FROM edit WHERE at < $1;

-- name: edit_forget (login)
DELETE FROM edit WHERE account = (SELECT id FROM account WHERE login = $1);

-- name: edit_by_place (place) -> (account, name, at)
SELECT e.account, a.name, e.at FROM edit e JOIN account a ON a.id = e.account WHERE e.place = $1;

-- name: seal_key_add (id, secret)
INSERT INTO seal_key (id, secret) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING;

-- name: seal_key_get (id) -> (secret)
SELECT secret FROM seal_key WHERE id = $1;
