/* SPDX-License-Identifier: EUPL-1.2 */
/* The attack itself: the cases checked by hand, and trying everything. */
#include "cases.h"

#include <string.h>

#include "disclosure/disclosure.h"

static struct disclosure find(struct arena *a, size_t cells, const int64_t *size, size_t sets,
			      const uint8_t *member, int64_t k)
{
	const struct disclosure_family f = { cells, sets, size, member, k };
	struct disclosure d = { 0 };
	struct err e = { 0 };

	if (!disclosure_find(a, &f, &d, &e))
		fail_msg("%s", e.text);
	return d;
}

static void subtraction_is_found_and_explained(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const int64_t size[] = { 6, 3 };
	const uint8_t both[] = { 1, 0, 1, 1 }, one[] = { 1, 0 };
	struct disclosure d = find(a, 2, size, 2, both, 5);

	(void)state;
	assert_int_equal(d.size, 3);
	assert_int_equal(d.cells, 1);
	assert_int_equal(d.cell[0], 1);
	assert_int_equal(d.terms, 2);
	assert_int_equal(d.divisor, 1);
	assert_int_equal(d.term[0].factor, -1);
	assert_int_equal(d.term[1].factor, 1);
	assert_int_equal(d.smallest_class, 3);
	d = find(a, 2, size, 1, one, 5);
	assert_int_equal(d.size, 0);
	assert_int_equal(d.smallest_class, 6);
}

static void half_a_sum_is_found(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const int64_t size[] = { 2, 3, 4 };
	const uint8_t member[] = { 1, 1, 0, 0, 1, 1, 1, 0, 1 };
	const struct disclosure d = find(a, 3, size, 3, member, 5);

	(void)state;
	assert_int_equal(d.size, 2);
	assert_int_equal(d.cell[0], 0);
	assert_int_equal(d.divisor, 2);
	assert_int_equal(d.terms, 3);
	assert_int_equal(d.term[0].factor, 1);
	assert_int_equal(d.term[1].factor, -1);
	assert_int_equal(d.term[2].factor, 1);
}

static void below_k_and_nobody(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const int64_t size[] = { 4, 0, 7 };
	const uint8_t member[] = { 1, 1, 0, 0, 1, 0, 0, 0, 1 };
	struct disclosure d = find(a, 3, size, 3, member, 5);

	(void)state;
	assert_true(d.is_published_below_k);
	assert_int_equal(d.size, 4);
	d = find(a, 3, size, 0, member, 5);
	assert_int_equal(d.size, 0);
	assert_int_equal(d.smallest_class, 0);
	assert_false(d.is_published_below_k);
}

/* What x answered follows from whole numbers: only one answer occurs in both
 * tables.  No sum of the two says it. */
static void not_by_sums_is_not_safe(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const int64_t size[] = { 1, 4, 4 };
	const uint8_t member[] = { 1, 1, 0, 1, 0, 1 };
	const struct disclosure d = find(a, 3, size, 2, member, 5);

	(void)state;
	assert_int_equal(d.size, 0);
	assert_false(d.is_published_below_k);
	assert_int_equal(d.smallest_class, 1);
	assert_false(disclosure_is_safe(&d, 5));
	assert_true(disclosure_is_safe(&d, 1));
}

/* --- against trying every group ----------------------------------------------------- */

enum { CELLS = 7, SETS = 6 };

/* Rank by fraction-free elimination; 7 x 7 zeros and ones stay small. */
static int rank_of(const uint8_t *member, size_t sets, const uint8_t *extra)
{
	int64_t m[SETS + 1][CELLS], last = 1;
	size_t rows = sets;
	int rank = 0;

	for (size_t i = 0; i < sets; i++)
		for (size_t j = 0; j < CELLS; j++)
			m[i][j] = member[i * CELLS + j];
	for (size_t j = 0; extra && j < CELLS; j++)
		m[sets][j] = extra[j];
	rows += extra != NULL;
	for (size_t j = 0; j < CELLS && (size_t)rank < rows; j++) {
		size_t at = (size_t)rank;

		while (at < rows && m[at][j] == 0)
			at++;
		if (at == rows)
			continue;
		for (size_t x = 0; x < CELLS; x++) {
			const int64_t keep = m[at][x];

			m[at][x] = m[rank][x];
			m[rank][x] = keep;
		}
		for (size_t i = (size_t)rank + 1; i < rows; i++) {
			const int64_t factor = m[i][j];

			for (size_t x = 0; x < CELLS; x++)
				m[i][x] = (m[rank][j] * m[i][x] - factor * m[rank][x]) / last;
		}
		last = m[rank][j];
		rank++;
	}
	return rank;
}

static int64_t smallest_by_trying(const int64_t *size, size_t sets, const uint8_t *member, int64_t k)
{
	int64_t smallest = 0;
	const int rank = rank_of(member, sets, NULL);

	for (unsigned group = 1; group < 1u << CELLS; group++) {
		uint8_t v[CELLS];
		int64_t people = 0;

		for (size_t j = 0; j < CELLS; j++) {
			v[j] = group >> j & 1;
			people += v[j] ? size[j] : 0;
		}
		if (people < k && (smallest == 0 || people < smallest) &&
		    rank_of(member, sets, v) == rank)
			smallest = people;
	}
	return smallest;
}

static void agrees_with_trying_every_group(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct rng r = { 31 };
	int found = 0, explained = 0;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		const size_t sets = 1 + rng_next_below(&r, SETS);
		const int64_t k = 2 + (int64_t)rng_next_below(&r, 8);
		uint8_t member[SETS * CELLS];
		int64_t size[CELLS];
		struct disclosure d;

		for (size_t j = 0; j < CELLS; j++)
			size[j] = 1 + (int64_t)rng_next_below(&r, 9);
		for (size_t j = 0; j < sets * CELLS; j++)
			member[j] = rng_next_below(&r, 5) < 3;
		d = find(a, CELLS, size, sets, member, k);
		assert_int_equal(d.size, smallest_by_trying(size, sets, member, k));
		found += d.size > 0;
		explained += d.has_factors;
		arena_reset(a);
	}
	assert_true(found > 300 && found < 2900);
	assert_int_equal(explained, found);
}

/* Many different groups of many small cells: everything can be computed. */
static void fifty_groups(void **state)
{
	enum { MANY = 50 };
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct rng r = { 32 };
	uint8_t member[MANY * MANY];
	int64_t size[MANY];
	struct disclosure d;

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		size[i] = 2 + (int64_t)(i % 7);
	for (size_t i = 0; i < sizeof(member); i++)
		member[i] = rng_next_below(&r, 2) == 1;
	d = find(a, MANY, size, MANY, member, 5);
	assert_int_equal(d.size, 2);
}

/* Group i holds cells i, i - 1 and i - 3: the factors that undo them grow by
 * half at every step.  The groups are named without them then. */
static void factors_that_are_too_large_are_left_out(void **state)
{
	enum { MANY = 80 };
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	uint8_t *member = ARENA_ARRAY(a, uint8_t, MANY * MANY);
	int64_t size[MANY];
	struct disclosure d;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		size[i] = i + 1 == MANY ? 1 : 5;
		for (size_t j = 0; j <= i; j++)
			member[i * MANY + j] = i - j == 0 || i - j == 1 || i - j == 3;
	}
	d = find(a, MANY, size, MANY, member, 5);
	assert_int_equal(d.size, 1);
	assert_int_equal(d.cell[0], MANY - 1);
	assert_false(d.has_factors);
	assert_true(d.terms > MANY / 2);
	assert_int_equal(d.term[d.terms - 1].set, MANY - 1);
	/* The beginning of it has factors that fit. */
	size[19] = 1;
	d = find(a, MANY, size, 20, member, 5);
	assert_int_equal(d.size, 1);
	assert_true(d.has_factors);
}

static void too_much_is_refused(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	const size_t n = DISCLOSURE_RANK_MAX + 1;
	uint8_t *member = ARENA_ARRAY(a, uint8_t, n * n);
	int64_t *size = ARENA_ARRAY(a, int64_t, n);
	struct disclosure_family f = { n, n, size, member, 5 };
	struct disclosure d;
	struct err e = { 0 };

	(void)state;
	for (size_t i = 0; i < n; i++) {
		size[i] = 1;
		for (size_t j = 0; j <= i; j++)
			member[i * n + j] = 1;
	}
	assert_false(disclosure_find(a, &f, &d, &e));
	assert_int_equal(e.kind, ERR_LIMIT);
	for (size_t i = 0; i < n; i++)
		size[i] = 5;
	assert_true(disclosure_find(a, &f, &d, &e));
	assert_int_equal(d.size, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(subtraction_is_found_and_explained),
		cmocka_unit_test(half_a_sum_is_found),
		cmocka_unit_test(below_k_and_nobody),
		cmocka_unit_test(not_by_sums_is_not_safe),
		cmocka_unit_test(agrees_with_trying_every_group),
		cmocka_unit_test(fifty_groups),
		cmocka_unit_test(factors_that_are_too_large_are_left_out),
		cmocka_unit_test(too_much_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
