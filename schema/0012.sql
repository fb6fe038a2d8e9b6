-- SPDX-License-Identifier: EUPL-1.2
-- A vote can be changed until it is shown.

-- room: live
-- The choice, sealed under the cookie of the phone and the key of the turn: who
-- has the file has neither the one nor, once the turn is over, the other.
ALTER TABLE vote_phone ADD COLUMN choice BYTEA NOT NULL DEFAULT '';
