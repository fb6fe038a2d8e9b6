-- SPDX-License-Identifier: EUPL-1.2

-- name: health () -> number
SELECT count(*) AS n FROM organisation;
