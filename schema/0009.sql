-- SPDX-License-Identifier: EUPL-1.2
-- Sign-ins that their owner can look at and end.

-- room: account
-- By what a form names a sign-in; its hash stands nowhere but here.  Times are for
-- its owner: to the minute, and kept as long as it lasts.  Of the device, the browser
-- and the address nothing is kept.
ALTER TABLE session ADD COLUMN id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN started BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN used BIGINT NOT NULL DEFAULT 0;	-- at most an hour behind
UPDATE session SET id = abs(random() >> 11), started = expires - 43200000, used = expires - 43200000;
CREATE UNIQUE INDEX session_by_id ON session (id);
CREATE INDEX session_by_account ON session (account);
