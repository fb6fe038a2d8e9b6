/* SPDX-License-Identifier: EUPL-1.2 */
/* How many took part, without telling who. */
#include "database.h"

#include "base/rng.h"
#include "round/unit.h"

enum { K = 5, TREES = 3000, UNITS = 30 };

static void tell(struct database *d, struct unit *units, size_t count)
{
	struct unit_tree t = { units, count };

	unit_tell(d->a, &t, K);
}

static void told_is(const struct unit *u, int64_t answered, int64_t size)
{
	assert_int_equal(u->told.answered, answered);
	assert_int_equal(u->told.size, size);
}

/* A director alone, two small teams that are five together, one that is large. */
static void one_of_one_is_not_told(void **state)
{
	struct unit u[] = {
		{ .name = STR("x") },
		{ .name = STR("Afdeling"), .parent = 0 },
		{ .name = STR("Groot"), .parent = 1, .size = 12, .answered = 7, .is_leaf = true },
		{ .name = STR("Drie"), .parent = 1, .size = 3, .answered = 3, .is_leaf = true },
		{ .name = STR("Twee"), .parent = 1, .size = 2, .answered = 0, .is_leaf = true },
		{ .name = STR("Directeur"), .parent = 0, .size = 1, .answered = 1, .is_leaf = true },
	};

	tell(*state, u, ARRAY_LEN(u));
	told_is(&u[2], 7, 12);
	told_is(&u[3], 0, 0);
	told_is(&u[4], 0, 0);
	told_is(&u[5], 0, 0);
	told_is(&u[1], 10, 17);
	told_is(&u[0], 10, 17);		/* the director is in no number */
	u[4].size = 1;
	tell(*state, u, ARRAY_LEN(u));
	told_is(&u[1], 7, 12);		/* four of them: not here */
	told_is(&u[0], 11, 17);		/* with the director they are five */
}

/* Who has no card cannot have handed in. */
static void a_card_makes_a_person(void **state)
{
	struct unit u[] = {
		{ .name = STR("x") },
		{ .name = STR("A"), .parent = 0, .size = 9, .cards = 1, .answered = 1, .is_leaf = true },
		{ .name = STR("B"), .parent = 0, .size = 9, .cards = 12, .answered = 2, .is_leaf = true },
	};

	tell(*state, u, ARRAY_LEN(u));
	assert_int_equal(unit_people(&u[1]), 1);
	assert_int_equal(unit_people(&u[2]), 9);
	told_is(&u[1], 0, 0);
	told_is(&u[2], 2, 9);
	told_is(&u[0], 2, 9);
}

/* Of any tree: what a unit has more than the units below it together is nothing,
 * or of k people at least.  All differences of numbers are sums of these. */
static void no_difference_is_smaller(void **state)
{
	struct unit u[UNITS];
	int64_t size[UNITS], answered[UNITS];

	for (int i = 0; i < TREES; i++) {
		const size_t count = 2 + rng_below(UNITS - 1);

		for (size_t n = 0; n < count; n++) {
			const int64_t people = 1 + (int64_t)rng_below(9);

			u[n] = (struct unit){ .parent = n ? rng_below(n) : 0, .is_leaf = true,
					      .size = people,
					      .answered = (int64_t)rng_below((uint64_t)people + 1) };
			u[u[n].parent].is_leaf = n == 0;
		}
		u[0].is_leaf = false;
		tell(*state, u, count);
		for (size_t n = 0; n < count; n++) {
			size[n] = u[n].told.size;
			answered[n] = u[n].told.answered;
		}
		for (size_t n = 1; n < count; n++) {
			size[u[n].parent] -= u[n].told.size;
			answered[u[n].parent] -= u[n].told.answered;
		}
		for (size_t n = 0; n < count; n++) {
			assert_true(size[n] == 0 || size[n] >= K);
			assert_true(answered[n] >= 0 && answered[n] <= size[n]);
			assert_true(!u[n].is_leaf || u[n].size < K || u[n].told.size == u[n].size);
		}
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_of_one_is_not_told),
		TEST(a_card_makes_a_person),
		TEST(no_difference_is_smaller),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
