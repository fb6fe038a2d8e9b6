/* SPDX-License-Identifier: EUPL-1.2 */
/* Middle, spread, gap: the cases checked by hand and what must hold always. */
#include "cases.h"

#include <stdlib.h>

static void an_ordinary_team(void **state)
{
	const struct tally t = FIVE(1, 3, 4, 2, 0);

	(void)state;
	assert_int_equal(tally_n(&t), 10);
	assert_int_equal(median_low(&t), 3);
	assert_int_equal(median_high(&t), 3);
	assert_int_equal(quartile_1(&t), 2);
	assert_int_equal(quartile_3(&t), 3);
	assert_near(interpolated_median(&t), 2.75);
	assert_near(spread_d(&t), 0.35);
	assert_near(average_distance(&t), 0.7);
	assert_near(pairs_apart(&t), 12 / 45.0);
	assert_int_equal(two_groups(&t), 0);
	assert_int_equal(spread_word(&t), SPREAD_APART);
}

static void two_camps(void **state)
{
	const struct tally t = FIVE(5, 0, 0, 0, 5);

	(void)state;
	assert_int_equal(median_low(&t), 1);
	assert_int_equal(median_high(&t), 5);
	assert_near(interpolated_median(&t), 3);
	assert_near(spread_d(&t), 1);
	assert_near(pairs_apart(&t), 25 / 45.0);
	assert_int_equal(two_groups(&t), 2);
	assert_int_equal(spread_word(&t), SPREAD_FAR);
}

static void all_the_same(void **state)
{
	const struct tally t = FIVE(0, 0, 12, 0, 0);

	(void)state;
	assert_int_equal(median_low(&t), 3);
	assert_int_equal(median_high(&t), 3);
	assert_near(interpolated_median(&t), 3);
	assert_near(spread_d(&t), 0);
	assert_near(pairs_apart(&t), 0);
	assert_int_equal(spread_word(&t), SPREAD_CLOSE);
}

static void one_far_away(void **state)
{
	const struct tally t = FIVE(1, 0, 0, 0, 9);

	(void)state;
	assert_near(spread_d(&t), 0.2);
	assert_near(pairs_apart(&t), 0.2);
	assert_int_equal(two_groups(&t), 0);
}

static void two_neighbours_and_every_level(void **state)
{
	const struct tally neighbours = FIVE(0, 5, 5, 0, 0), every = FIVE(2, 2, 2, 2, 2);

	(void)state;
	assert_int_equal(median_low(&neighbours), 2);
	assert_int_equal(median_high(&neighbours), 3);
	assert_near(interpolated_median(&neighbours), 2.5);
	assert_near(spread_d(&neighbours), 0.25);
	assert_near(pairs_apart(&neighbours), 0);
	assert_int_equal(spread_word(&neighbours), SPREAD_APART);
	assert_near(spread_d(&every), 0.6);
	assert_near(pairs_apart(&every), 24 / 45.0);
}

static void leaders_and_staff(void **state)
{
	const struct tally leaders = FIVE(0, 0, 2, 5, 1), staff = FIVE(4, 9, 12, 3, 1);
	struct gap g;

	(void)state;
	assert_true(gap_of(&leaders, &staff, &g));
	assert_near(g.p_higher, 179 / 232.0);
	assert_near(g.p_lower, 13 / 232.0);
	assert_near(g.cliffs_delta, 166 / 232.0);
	assert_near(g.superiority, (166 / 232.0 + 1) / 2);
	assert_near(g.w1, 299 / 232.0);
	assert_near(g.ks, 25 / 29.0 - 2 / 8.0);
}

static void same_middle_other_spread(void **state)
{
	const struct tally ends = FIVE(3, 0, 0, 0, 3), middle = FIVE(0, 0, 6, 0, 0);
	struct gap g;

	(void)state;
	assert_true(gap_of(&ends, &middle, &g));
	assert_near(g.cliffs_delta, 0);
	assert_near(g.w1, 2);
	assert_near(g.ks, 0.5);
}

static void nothing_from_nobody(void **state)
{
	const struct tally none = { .levels = 5 }, one = FIVE(0, 1, 0, 0, 0);
	struct gap g;

	(void)state;
	assert_int_equal(median_low(&none), 0);
	assert_int_equal(median_high(&none), 0);
	assert_int_equal(quartile_1(&none), 0);
	assert_int_equal(quartile_3(&none), 0);
	assert_true(isnan(interpolated_median(&none)));
	assert_true(isnan(spread_d(&none)));
	assert_true(isnan(average_distance(&none)));
	assert_true(isnan(pairs_apart(&none)));
	assert_true(isnan(dont_know_rate(&none)));
	assert_int_equal(two_groups(&none), 0);
	assert_int_equal(spread_word(&none), SPREAD_NONE);
	assert_false(gap_of(&none, &one, &g));
	assert_false(gap_of(&one, &none, &g));
	assert_near(spread_d(&one), 0);
	assert_true(isnan(pairs_apart(&one)));
}

static void dont_know_stands_beside_the_scale(void **state)
{
	struct tally sum = FIVE(1, 3, 4, 2, 0);
	const struct tally more = { .levels = 5, .c = { 0, 0, 1, 0, 0 }, .dont_know = 2,
				    .not_applicable = 7, .skipped = 1 };

	(void)state;
	assert_near(dont_know_rate(&sum), 0);
	tally_add(&sum, &more);
	assert_int_equal(tally_n(&sum), 11);
	assert_near(dont_know_rate(&sum), 2 / 13.0);
	assert_int_equal(sum.not_applicable, 7);
	assert_int_equal(sum.skipped, 1);
}

/* Ten levels of 100 million answers each: every sum still fits. */
static void the_largest_numbers(void **state)
{
	struct tally t = { .levels = 10 };
	struct gap g;

	(void)state;
	for (int i = 0; i < 10; i++)
		t.c[i] = 100000000;
	assert_near(spread_d(&t), 5 / 9.0);
	assert_int_equal(median_low(&t), 5);
	assert_int_equal(median_high(&t), 6);
	assert_close(pairs_apart(&t), 0.72, 1e-8);
	assert_true(gap_of(&t, &t, &g));
	assert_near(g.w1, 0);
	assert_near(g.superiority, 0.5);
}

/* --- from the definitions, answer by answer ----------------------------------- */

static size_t list_answers(const struct tally *t, int *answer)
{
	size_t n = 0;

	for (int i = 0; i < t->levels; i++)
		for (int64_t j = 0; j < t->c[i]; j++)
			answer[n++] = i + 1;
	return n;
}

static void agrees_with_lists_of_answers(void **state)
{
	struct rng r = { 11 };
	int x[200];

	(void)state;
	for (int round = 0; round < 3000; round++) {
		const struct tally t = random_tally(&r, 2 + (int)rng_next_below(&r, 9), 9);
		const size_t n = list_answers(&t, x);
		double distance = 0, apart = 0;

		if (n == 0)
			continue;
		assert_int_equal(median_low(&t), x[(n + 1) / 2 - 1]);
		assert_int_equal(median_high(&t), x[n / 2]);
		assert_int_equal(quartile_1(&t), x[(n + 3) / 4 - 1]);
		assert_int_equal(quartile_3(&t), x[(3 * n + 3) / 4 - 1]);
		for (size_t i = 0; i < n; i++) {
			distance += abs(x[i] - median_low(&t));
			for (size_t j = 0; j < i; j++)
				apart += x[i] - x[j] >= 2;
		}
		assert_near(average_distance(&t), distance / (double)n);
		if (n > 1)
			assert_near(pairs_apart(&t), apart / ((double)n * (double)(n - 1) / 2));
	}
}

static void gaps_agree_with_pairs_of_answers(void **state)
{
	struct rng r = { 12 };
	int x[200], y[200];

	(void)state;
	for (int round = 0; round < 2000; round++) {
		const int levels = 2 + (int)rng_next_below(&r, 9);
		const struct tally a = random_tally(&r, levels, 5), b = random_tally(&r, levels, 5);
		const size_t na = list_answers(&a, x), nb = list_answers(&b, y);
		double higher = 0, lower = 0;
		struct gap g;

		assert_int_equal(gap_of(&a, &b, &g), na > 0 && nb > 0);
		if (na == 0 || nb == 0)
			continue;
		for (size_t i = 0; i < na; i++)
			for (size_t j = 0; j < nb; j++) {
				higher += x[i] > y[j];
				lower += x[i] < y[j];
			}
		assert_near(g.p_higher, higher / (double)(na * nb));
		assert_near(g.p_lower, lower / (double)(na * nb));
	}
}

/* --- what must hold always ------------------------------------------------------ */

static void mirroring_the_levels_mirrors_the_figures(void **state)
{
	struct rng r = { 13 };

	(void)state;
	for (int round = 0; round < 3000; round++) {
		const int levels = 2 + (int)rng_next_below(&r, 9);
		const struct tally a = random_tally(&r, levels, 30), b = random_tally(&r, levels, 30);
		const struct tally ma = mirrored(&a), mb = mirrored(&b);
		struct gap g, m;

		if (tally_n(&a) == 0)
			continue;
		assert_int_equal(median_low(&ma), levels + 1 - median_high(&a));
		assert_near(interpolated_median(&ma), levels + 1 - interpolated_median(&a));
		assert_near(spread_d(&ma), spread_d(&a));
		assert_int_equal(spread_word(&ma), spread_word(&a));
		assert_int_equal(two_groups(&ma) > 0, two_groups(&a) > 0);
		if (!gap_of(&a, &b, &g))
			continue;
		assert_true(gap_of(&ma, &mb, &m));
		assert_near(m.w1, g.w1);
		assert_near(m.cliffs_delta, -g.cliffs_delta);
		assert_near(m.ks, g.ks);
	}
}

/* Pooling a tally with itself changes no share; pooling in any order is the same. */
static void pooling_keeps_shares(void **state)
{
	struct rng r = { 14 };

	(void)state;
	for (int round = 0; round < 2000; round++) {
		const struct tally a = random_tally(&r, 5, 20), b = random_tally(&r, 5, 20);
		struct tally twice = a, ab = a, ba = b;

		tally_add(&twice, &a);
		tally_add(&ab, &b);
		tally_add(&ba, &a);
		assert_memory_equal(ab.c, ba.c, sizeof(ab.c));
		if (tally_n(&a) == 0)
			continue;
		assert_near(spread_d(&twice), spread_d(&a));
		assert_near(interpolated_median(&twice), interpolated_median(&a));
		assert_int_equal(two_groups(&twice), two_groups(&a));
		assert_int_equal(spread_word(&twice), spread_word(&a));
	}
}

/* The order of the levels matters to D, the order of the people does not exist;
 * a gap with sides exchanged is the opposite. */
static void exchanging_sides_turns_the_gap(void **state)
{
	struct rng r = { 15 };

	(void)state;
	for (int round = 0; round < 2000; round++) {
		const struct tally a = random_tally(&r, 5, 20), b = random_tally(&r, 5, 20);
		struct gap g, h;

		if (!gap_of(&a, &b, &g))
			continue;
		assert_true(gap_of(&b, &a, &h));
		assert_near(h.p_higher, g.p_lower);
		assert_near(h.cliffs_delta, -g.cliffs_delta);
		assert_near(h.w1, g.w1);
		assert_true(g.w1 >= 0 && g.w1 <= 4 && g.ks <= 1);
	}
}

/* A twentieth of D is 4 n1 n2 / 40 of the smaller sides: at it, and under it. */
static void a_change_of_spread_is_a_twentieth_or_more(void **state)
{
	const struct tally first = FIVE(0, 5, 5, 0, 0), one_more = FIVE(0, 5, 6, 0, 0);
	const struct tally fifth = FIVE(0, 2, 3, 0, 0), quarter = FIVE(0, 3, 3, 0, 0);
	struct rng r = { 12 };

	(void)state;
	assert_int_equal(spread_change(&first, &one_more), 0);	/* .25 and .227 */
	assert_int_equal(spread_change(&quarter, &fifth), -1);	/* .25 and .20 */
	assert_int_equal(spread_change(&fifth, &quarter), 1);
	for (int i = 0; i < 2000; i++) {
		const struct tally a = random_tally(&r, 5, 9), b = random_tally(&r, 5, 9);
		const struct tally ma = mirrored(&a), mb = mirrored(&b);
		const double d = tally_n(&a) && tally_n(&b) ? spread_d(&b) - spread_d(&a) : 0;

		if (!tally_n(&a) || !tally_n(&b))
			continue;
		assert_int_equal(spread_change(&a, &b), -spread_change(&b, &a));
		assert_int_equal(spread_change(&a, &b), spread_change(&ma, &mb));
		if (fabs(fabs(d) - 0.05) > 1e-9)
			assert_int_equal(spread_change(&a, &b), d > 0.05 ? 1 : d < -0.05 ? -1 : 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_ordinary_team),
		cmocka_unit_test(two_camps),
		cmocka_unit_test(all_the_same),
		cmocka_unit_test(one_far_away),
		cmocka_unit_test(two_neighbours_and_every_level),
		cmocka_unit_test(leaders_and_staff),
		cmocka_unit_test(same_middle_other_spread),
		cmocka_unit_test(nothing_from_nobody),
		cmocka_unit_test(dont_know_stands_beside_the_scale),
		cmocka_unit_test(the_largest_numbers),
		cmocka_unit_test(agrees_with_lists_of_answers),
		cmocka_unit_test(gaps_agree_with_pairs_of_answers),
		cmocka_unit_test(mirroring_the_levels_mirrors_the_figures),
		cmocka_unit_test(pooling_keeps_shares),
		cmocka_unit_test(exchanging_sides_turns_the_gap),
		cmocka_unit_test(a_change_of_spread_is_a_twentieth_or_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
