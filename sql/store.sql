-- SPDX-License-Identifier: EUPL-1.2
-- What belongs to no area of the product.

-- Gives back what it is given: the check that every kind of value survives.
-- name: store_echo (number, text, bytes, real)
SELECT $1, $2, $3, $4;
