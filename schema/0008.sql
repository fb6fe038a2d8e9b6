-- SPDX-License-Identifier: EUPL-1.2
-- Two people in one form, and forms that come after their session ended.

-- room: account
-- The key by which this installation knows again what it made (server/seal.h).
CREATE TABLE seal_key (
	id INTEGER PRIMARY KEY,		-- 1
	secret BYTEA NOT NULL
);

-- Who saved a form last, and when, for whom saved the same one a moment later.
-- Rows of more than a week ago are removed with every save.
CREATE TABLE edit (
	place TEXT PRIMARY KEY,		-- path of the form
	account BIGINT NOT NULL,
	at BIGINT NOT NULL
);
CREATE INDEX edit_by_time ON edit (at);
