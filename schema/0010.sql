-- SPDX-License-Identifier: EUPL-1.2
-- What who keeps the server does with accounts.

-- room: account
ALTER TABLE account ADD COLUMN is_disabled INTEGER NOT NULL DEFAULT 0;
-- How often its limits on guessing were lifted: they are counted under this number.
ALTER TABLE account ADD COLUMN unlocks INTEGER NOT NULL DEFAULT 0;

-- room: meeting
-- Nobody else may read notes that somebody keeps for himself (NOTE_OWN).
CREATE TRIGGER note_goes_with_account AFTER DELETE ON account BEGIN
	DELETE FROM note_version WHERE note IN
		(SELECT id FROM note WHERE account = OLD.id AND door = 0);
	DELETE FROM note WHERE account = OLD.id AND door = 0;
END;
