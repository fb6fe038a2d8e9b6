-- SPDX-License-Identifier: EUPL-1.2
-- What belongs to no area of the product.

-- How many, how much or the last one: a single number, for db_number.
-- row: number (n)

-- Gives back what it is given: the check that every kind of value survives.
-- name: store_echo (number, text, bytes, real) -> (number, text, bytes, real)
SELECT $1 AS number, $2 AS text, $3 AS bytes, $4 AS real;

-- name: state_get (name) -> number
SELECT value AS n FROM state WHERE name = $1;

-- name: state_put (name, value)
INSERT INTO state (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
