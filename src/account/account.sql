-- SPDX-License-Identifier: EUPL-1.2
-- Organisations, accounts and their sign-ins.

-- name: organisation_add (id, name, created)
INSERT INTO organisation (id, name, created) VALUES ($1, $2, $3);

-- name: account_add (id, organisation, login, name, role, password, created)
INSERT INTO account (id, organisation, login, name, role, password, created)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (login) DO NOTHING;

-- name: account_set_password (password, login)
UPDATE account SET password = $1 WHERE login = $2;

-- name: account_set_name (name, login)
UPDATE account SET name = $1 WHERE login = $2;

-- name: account_set_login (new, login)
UPDATE account SET login = $1 WHERE login = $2;

-- name: account_set_disabled (is_disabled, login)
UPDATE account SET is_disabled = $1 WHERE login = $2;

-- name: account_unlock (login)
UPDATE account SET unlocks = unlocks + 1 WHERE login = $1;

-- name: account_unlocks (login) -> number
SELECT coalesce(max(unlocks), 0) AS n FROM account WHERE login = $1;

-- name: account_remove (login)
DELETE FROM account WHERE login = $1;

-- Who else can sign in for the organisation of this login.
-- name: account_others (login) -> number
SELECT count(*) AS n FROM account
WHERE organisation = (SELECT organisation FROM account WHERE login = $1)
	AND login <> $1 AND is_disabled = 0;

-- row: account (id, organisation, name, login, organisation_name, role, is_disabled)

-- name: account_list () -> account
SELECT a.id, a.organisation, a.name, a.login, o.name AS organisation_name, a.role,
	a.is_disabled
FROM account a JOIN organisation o ON o.id = a.organisation
ORDER BY o.name, a.login;

-- name: account_by_login (login) -> account (password)
SELECT a.id, a.organisation, a.name, a.login, o.name AS organisation_name, a.role,
	a.is_disabled, a.password
FROM account a JOIN organisation o ON o.id = a.organisation
WHERE a.login = $1;

-- name: session_add (hash, csrf, expires, id, now, account, password)
INSERT INTO session (hash, account, csrf, expires, id, started, used)
SELECT $1, a.id, $2, $3, $4, $5, $5 FROM account a WHERE a.id = $6 AND a.password = $7;

-- name: session_end (hash)
DELETE FROM session WHERE hash = $1;

-- name: session_end_all (login)
DELETE FROM session WHERE account = (SELECT id FROM account WHERE login = $1);

-- name: session_list (account, now) -> (id, hash, started, used)
SELECT id, hash, started, used FROM session WHERE account = $1 AND expires > $2
ORDER BY started DESC, id;

-- name: session_end_one (account, id)
DELETE FROM session WHERE account = $1 AND id = $2;

-- name: session_end_of (account)
DELETE FROM session WHERE account = $1;

-- name: session_end_others (account, hash)
DELETE FROM session WHERE account = $1 AND hash <> $2;

-- name: session_used (used, hash)
UPDATE session SET used = $1 WHERE hash = $2;

-- name: account_password (id) -> (password)
SELECT password FROM account WHERE id = $1;

-- name: account_change_password (password, id, old)
UPDATE account SET password = $1 WHERE id = $2 AND password = $3;

-- name: session_sweep (now)
DELETE FROM session WHERE expires <= $1;

-- name: account_by_session (hash, now) -> account (csrf, used)
SELECT a.id, a.organisation, a.name, a.login, o.name AS organisation_name, a.role,
	a.is_disabled, s.csrf, s.used
FROM session s
JOIN account a ON a.id = s.account
JOIN organisation o ON o.id = a.organisation
WHERE s.hash = $1 AND s.expires > $2 AND a.is_disabled = 0;
