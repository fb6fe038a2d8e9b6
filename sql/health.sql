-- SPDX-License-Identifier: EUPL-1.2

-- Reads a page of the file, and knows no table of ours.
-- name: health () -> number
SELECT count(*) AS n FROM sqlite_schema;
