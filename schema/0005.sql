-- SPDX-License-Identifier: EUPL-1.2
-- A group's name as it is told apart from others of the same name.

-- room: round
-- name is what was typed; shown is made of the tree.  Empty: a tree of an earlier
-- version, whose names are made when it is read.
ALTER TABLE unit ADD COLUMN shown TEXT NOT NULL DEFAULT '';
