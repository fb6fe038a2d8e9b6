/* SPDX-License-Identifier: EUPL-1.2 */
/* Elimination modulo large primes. */
#include "disclosure/modular.h"

#include <math.h>
#include <string.h>

#include "base/must.h"

/* 2^61 minus these are the largest primes below 2^61. */
static const uint16_t below_2_61[MODULAR_PRIMES] = {
	1, 31, 45, 229, 259, 283, 339, 391, 403, 465, 531, 579, 675, 759, 799, 819, 829, 843,
	859, 939, 985, 1015, 1153, 1195, 1215, 1281, 1299,
};

uint64_t modular_prime(size_t i)
{
	must(i < MODULAR_PRIMES);
	return (UINT64_C(1) << 61) - below_2_61[i];
}

/*
 * At most bits/60 primes divide the deciding minor.  The rest must together
 * exceed twice the largest number that is tested for zero, which is a sum of
 * at most n+1 minors.
 */
size_t modular_primes_needed(size_t n)
{
	const double next = (double)n + 1;
	const double bits = next / 2 * log2(next) - (double)n;
	const size_t unlucky = (size_t)(bits / 60) + (bits > 59);
	const size_t deciding = (size_t)((bits + log2(next) + 2) / 60) + 1;

	must(unlucky + deciding <= MODULAR_PRIMES);
	return unlucky + deciding;
}

uint64_t modular_multiply(uint64_t x, uint64_t y, uint64_t p)
{
	return (uint64_t)((unsigned __int128)x * y % p);
}

uint64_t modular_add(uint64_t x, uint64_t y, uint64_t p)
{
	const uint64_t sum = x + y;

	return sum >= p ? sum - p : sum;
}

/* x^(p-2), by Fermat. */
static uint64_t inverse(uint64_t x, uint64_t p)
{
	uint64_t result = 1;

	for (uint64_t exponent = p - 2; exponent; exponent >>= 1) {
		if (exponent & 1)
			result = modular_multiply(result, x, p);
		x = modular_multiply(x, x, p);
	}
	return result;
}

/* target -= factor * source */
static void subtract_row(uint64_t *target, const uint64_t *source, uint64_t factor, size_t from,
			 size_t columns, uint64_t p)
{
	const uint64_t minus = p - factor;

	for (size_t j = from; j < columns; j++)
		if (source[j])
			target[j] = modular_add(target[j], modular_multiply(minus, source[j], p), p);
}

static void swap_rows(uint64_t *x, uint64_t *y, size_t columns)
{
	for (size_t j = 0; j < columns; j++) {
		const uint64_t keep = x[j];

		x[j] = y[j];
		y[j] = keep;
	}
}

/* Makes the column a unit column with its one at row `rank`, if it can. */
static bool eliminate_column(struct echelon *x, size_t rows, size_t column)
{
	uint64_t *top = x->row + x->rank * x->columns, factor;
	size_t found = x->rank;

	while (found < rows && x->row[found * x->columns + column] == 0)
		found++;
	if (found == rows)
		return false;
	if (found != x->rank)
		swap_rows(top, x->row + found * x->columns, x->columns);
	factor = inverse(top[column], x->p);
	for (size_t j = column; j < x->columns; j++)
		top[j] = modular_multiply(top[j], factor, x->p);
	for (size_t i = 0; i < rows; i++) {
		uint64_t *row = x->row + i * x->columns;

		if (i != x->rank && row[column])
			subtract_row(row, top, row[column], column, x->columns, x->p);
	}
	x->pivot[x->rank++] = column;
	return true;
}

struct echelon echelon_of(struct arena *a, const uint8_t *matrix, size_t rows, size_t columns,
			  uint64_t p)
{
	struct echelon x = {
		.p = p, .columns = columns,
		.row = ARENA_ARRAY(a, uint64_t, rows * columns + 1),
		.pivot = ARENA_ARRAY(a, size_t, rows + 1),
	};

	for (size_t i = 0; i < rows * columns; i++)
		x.row[i] = matrix[i];
	for (size_t j = 0; j < columns && x.rank < rows; j++)
		eliminate_column(&x, rows, j);
	return x;
}

bool echelon_is_better(const struct echelon *x, const struct echelon *y)
{
	if (x->rank != y->rank)
		return x->rank > y->rank;
	for (size_t i = 0; i < x->rank; i++)
		if (x->pivot[i] != y->pivot[i])
			return x->pivot[i] < y->pivot[i];
	return false;
}

bool echelon_is_same_shape(const struct echelon *x, const struct echelon *y)
{
	return x->rank == y->rank &&
	       memcmp(x->pivot, y->pivot, x->rank * sizeof(*x->pivot)) == 0;
}

/* In reduced form the factor of a row is what v has at the row's pivot. */
bool echelon_spans(const struct echelon *x, const uint8_t *v)
{
	for (size_t j = 0; j < x->columns; j++) {
		uint64_t sum = 0;

		for (size_t i = 0; i < x->rank; i++)
			if (v[x->pivot[i]])
				sum = modular_add(sum, x->row[i * x->columns + j], x->p);
		if (sum != v[j])
			return false;
	}
	return true;
}

/* The extended Euclidean algorithm, stopped half way. */
bool modular_to_fraction(uint64_t x, uint64_t p, int64_t *ret_n, int64_t *ret_d)
{
	const int64_t bound = INT64_C(1) << 30;
	int64_t r0 = (int64_t)p, r1 = (int64_t)x, t0 = 0, t1 = 1;

	while (r1 >= bound) {
		const int64_t q = r0 / r1, r2 = r0 - q * r1, t2 = t0 - q * t1;

		r0 = r1;
		r1 = r2;
		t0 = t1;
		t1 = t2;
	}
	if (t1 == 0 || t1 >= bound || t1 <= -bound)
		return false;
	*ret_n = t1 < 0 ? -r1 : r1;
	*ret_d = t1 < 0 ? -t1 : t1;
	return true;
}
