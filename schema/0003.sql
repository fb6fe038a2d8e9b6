-- SPDX-License-Identifier: EUPL-1.2
-- What hangs on a row of an earlier room goes, or lets go, with it.

-- room: scan
CREATE TRIGGER ticket_goes_with_unit AFTER DELETE ON unit BEGIN
	DELETE FROM ticket WHERE round = OLD.round AND unit = OLD.id;
END;

-- room: finding
CREATE TRIGGER finding_forgets_note AFTER DELETE ON note BEGIN
	UPDATE finding SET note = 0 WHERE note = OLD.id;
END;

CREATE TRIGGER finding_forgets_meeting AFTER DELETE ON meeting BEGIN
	UPDATE finding SET meeting = 0 WHERE meeting = OLD.id;
	UPDATE agreement SET meeting = 0 WHERE meeting = OLD.id;
END;
