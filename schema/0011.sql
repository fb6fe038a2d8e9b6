-- SPDX-License-Identifier: EUPL-1.2
-- What the server knows of itself.

-- room: store
-- One number under a name (store/state.h), such as the last time seen.
CREATE TABLE state (
	name TEXT PRIMARY KEY,
	value BIGINT NOT NULL
);
