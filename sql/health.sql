-- SPDX-License-Identifier: EUPL-1.2

-- name: health ()
SELECT count(*) FROM organisation;
