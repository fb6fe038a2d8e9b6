/* SPDX-License-Identifier: EUPL-1.2 */
/* Ranges for silent members: by hand, and against every filling. */
#include "cases.h"

#include "method/beta_binomial.h"
#include "method/range.h"

static void ten_of_twelve(void **state)
{
	const struct tally t = FIVE(1, 3, 4, 2, 0);
	struct range r;

	(void)state;
	assert_true(range_of(&t, 12, &r));
	assert_int_equal(r.median_min, 2);
	assert_int_equal(r.median_max, 3);
	assert_int_equal(r.at_least[1].level, 3);
	assert_int_equal(r.at_least[1].observed, 6);
	assert_int_equal(r.at_least[1].possible_low, 6);
	assert_int_equal(r.at_least[1].possible_high, 8);
	assert_near(r.median_at_most[1], 0.18);
	assert_near(r.median_at_most[4], 1);
	assert_int_equal(r.credible_median_low, 2);
	assert_int_equal(r.credible_median_high, 3);
	assert_int_equal(range_certainty(&r), CERTAINTY_OPEN);
	/* of eleven, six must be at or under 2: the one silent member is not enough */
	assert_true(range_of(&t, 11, &r));
	assert_near(r.median_at_most[1], 0);
	assert_int_equal(range_certainty(&r), CERTAINTY_SURE);
}

static void nobody_silent_has_no_width(void **state)
{
	const struct tally t = FIVE(0, 0, 12, 0, 0);
	struct range r;

	(void)state;
	assert_true(range_of(&t, 12, &r));
	assert_int_equal(r.median_min, 3);
	assert_int_equal(r.median_max, 3);
	assert_near(r.spread_min, 0);
	assert_near(r.spread_max, 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(r.at_least[i].credible_low, r.at_least[i].credible_high);
	assert_int_equal(range_certainty(&r), CERTAINTY_SURE);
	assert_false(range_of(&t, 11, &r));
}

static void nobody_answered(void **state)
{
	const struct tally none = { .levels = 5 };
	struct range r;

	(void)state;
	assert_true(range_of(&none, 3, &r));
	assert_false(r.has_prediction);
	assert_int_equal(r.median_min, 1);
	assert_int_equal(r.median_max, 5);
	assert_int_equal(range_certainty(&r), CERTAINTY_OPEN);
	assert_true(range_of(&none, 0, &r));
	assert_int_equal(r.median_min, 0);
	assert_true(isnan(r.spread_min));
	assert_true(isnan(r.spread_max));
}

/*
 * One silent of eight and nobody on an end: that the silent one is there has a
 * chance of (1/5)/8 = 1/40 exactly, whichever end it is.
 */
static void equal_chances_are_equal_on_both_ends(void **state)
{
	const struct tally low = FIVE(0, 1, 2, 3, 1), high = mirrored(&low);
	struct range r, m;

	(void)state;
	assert_true(range_of(&low, 8, &r));
	assert_true(range_of(&high, 8, &m));
	assert_int_equal(r.at_least[0].credible_low, 8);
	assert_int_equal(m.at_least[3].credible_high, 0);
}

/* The chance that both medians of (0,6,4,0,0) with two silent ones are 2 is .805:
 * not likely, seen from either end. */
static void likely_is_of_the_whole_middle(void **state)
{
	const struct tally low = FIVE(0, 6, 4, 0, 0), high = mirrored(&low);
	struct range r, m;

	(void)state;
	assert_true(range_of(&low, 12, &r));
	assert_true(range_of(&high, 12, &m));
	assert_int_equal(r.credible_median_low, 2);
	assert_int_equal(r.credible_median_high, 3);
	assert_int_equal(m.credible_median_low, 3);
	assert_int_equal(m.credible_median_high, 4);
	/* Both silent ones over 2: (4.4)(5.4)/(11)(12) = .18; one: 2(6.6)(4.4)/132 = .44. */
	assert_near(r.median_at_most[1], 1);
	assert_near(r.upper_median_at_most[1], 1 - 4.6 * 5.6 / 132);
	assert_int_equal(range_certainty(&r), CERTAINTY_OPEN);
	assert_int_equal(range_certainty(&m), CERTAINTY_OPEN);
}

/* Nobody is silent and the middle lies between two levels. */
static void a_middle_between_two_levels_is_both(void **state)
{
	const struct tally t = FIVE(5, 5, 0, 0, 0);
	struct range r;

	(void)state;
	assert_true(range_of(&t, 10, &r));
	assert_int_equal(r.median_min, 1);
	assert_int_equal(r.median_max, 2);
	assert_int_equal(r.credible_median_low, 1);
	assert_int_equal(r.credible_median_high, 2);
	assert_int_equal(range_certainty(&r), CERTAINTY_OPEN);
}

/* The bounds hold for the middle itself: 2.5 % at most on either side of it. */
static void the_middle_is_inside_in_95_percent(void **state)
{
	struct rng g = { 54 };

	(void)state;
	for (int round = 0; round < 2000; round++) {
		const int levels = 2 + (int)rng_next_below(&g, 9);
		const struct tally t = random_tally(&g, levels, 9);
		struct range r;
		int low, high;

		assert_true(range_of(&t, tally_n(&t) + (int64_t)rng_next_below(&g, 9), &r));
		if (!r.has_prediction)
			continue;
		low = r.credible_median_low;
		high = r.credible_median_high;
		assert_true(low == 1 || r.median_at_most[low - 2] <= 0.025 + 1e-9);
		assert_true(r.upper_median_at_most[high - 1] >= 0.975 - 1e-9);
		assert_true(low <= high && low >= r.median_min && high <= r.median_max);
		assert_true(low <= median_low(&t) && high >= median_high(&t));
	}
}

/* Six of twelve say that it does not apply: the other six are everybody. */
static void whom_it_does_not_concern_is_not_silent(void **state)
{
	struct tally t = FIVE(0, 6, 0, 0, 0);
	struct range r, alone;
	struct range_majority g;

	(void)state;
	t.not_applicable = 6;
	assert_true(range_of(&t, 12, &r));
	assert_int_equal(r.members, 6);
	assert_int_equal(range_certainty(&r), CERTAINTY_SURE);
	assert_int_equal(r.at_least[0].possible_high, 6);
	assert_true(range_majority(&t, &r, &g));
	assert_int_equal(g.possible_high, 6);
	assert_int_equal(g.certainty, CERTAINTY_SURE);
	assert_false(range_of(&t, 11, &r));
	for (int64_t size = 12; size < 20; size++) {
		struct tally without = t;

		without.not_applicable = 0;
		assert_true(range_of(&t, size, &r));
		assert_true(range_of(&without, size - 6, &alone));
		assert_memory_equal(&r, &alone, sizeof(r));
	}
}

static void mirrored_answers_have_mirrored_ranges(void **state)
{
	struct rng g = { 53 };

	(void)state;
	for (int round = 0; round < 2000; round++) {
		const int levels = 2 + (int)rng_next_below(&g, 9);
		const struct tally t = random_tally(&g, levels, 6), back = mirrored(&t);
		const int64_t members = tally_n(&t) + (int64_t)rng_next_below(&g, 7);
		struct range r, m;

		assert_true(range_of(&t, members, &r));
		assert_true(range_of(&back, members, &m));
		assert_int_equal(range_certainty(&r), range_certainty(&m));
		if (r.has_prediction) {
			assert_int_equal(r.credible_median_low, levels + 1 - m.credible_median_high);
			assert_int_equal(r.credible_median_high, levels + 1 - m.credible_median_low);
		}
		for (int k = 0; k < levels - 1 && r.has_prediction; k++)
			assert_near(r.median_at_most[k],
				    1 - m.upper_median_at_most[levels - 2 - k]);
		for (int k = 0; k < levels - 1 && r.has_prediction; k++) {
			const struct range_at_least *x = &r.at_least[k];
			const struct range_at_least *y = &m.at_least[levels - 2 - k];

			assert_int_equal(x->credible_low, members - y->credible_high);
			assert_int_equal(x->credible_high, members - y->credible_low);
		}
	}
}

/* --- every filling --------------------------------------------------------------------- */

struct extremes {
	int median_low, median_high;
	double least, most;
};

static void fill(struct tally *t, int level, int64_t silent, struct extremes *x)
{
	double d;

	if (level == t->levels - 1) {
		t->c[level] += silent;
		d = spread_d(t);
		x->least = fmin(x->least, d);
		x->most = fmax(x->most, d);
		x->median_low = median_low(t) < x->median_low ? median_low(t) : x->median_low;
		x->median_high = median_high(t) > x->median_high ? median_high(t) : x->median_high;
		t->c[level] -= silent;
		return;
	}
	for (int64_t i = 0; i <= silent; i++) {
		t->c[level] += i;
		fill(t, level + 1, silent - i, x);
		t->c[level] -= i;
	}
}

static void bounds_are_those_of_every_filling(void **state)
{
	struct rng r = { 51 };

	(void)state;
	for (int round = 0; round < 1500; round++) {
		struct tally t = random_tally(&r, 2 + (int)rng_next_below(&r, 4), 6);
		const int64_t silent = (int64_t)rng_next_below(&r, 9);
		struct extremes x = { 99, 0, 9, -1 };
		struct range range;

		if (tally_n(&t) + silent == 0)
			continue;
		fill(&t, 0, silent, &x);
		assert_true(range_of(&t, tally_n(&t) + silent, &range));
		assert_int_equal(range.median_min, x.median_low);
		assert_int_equal(range.median_max, x.median_high);
		assert_near(range.spread_min, x.least);
		assert_near(range.spread_max, x.most);
	}
}

static double term(int64_t u, double a, double b, int64_t x)
{
	return exp(lgamma((double)u + 1) - lgamma((double)x + 1) - lgamma((double)(u - x) + 1) +
		   lgamma(a + (double)x) + lgamma(b + (double)(u - x)) - lgamma(a + b + (double)u) +
		   lgamma(a + b) - lgamma(a) - lgamma(b));
}

static void the_distribution_is_beta_binomial(void **state)
{
	struct rng r = { 52 };

	(void)state;
	for (int round = 0; round < 500; round++) {
		const int64_t u = (int64_t)rng_next_below(&r, 60);
		const double a = 0.2 + (double)rng_next_below(&r, 20);
		const double b = (a < 1 ? 1 : 0.4) + (double)rng_next_below(&r, 20);
		const struct beta_binomial d = beta_binomial_new(u, a, b);
		double above = 0, below = 0;
		int64_t low, high;

		for (int64_t x = u; x >= 0; x--) {
			above += term(u, a, b, x);
			assert_close(beta_binomial_at_least(&d, x), above, 1e-10);
		}
		assert_near(beta_binomial_at_least(&d, u + 1), 0);
		beta_binomial_interval(&d, 0.025, &low, &high);
		for (int64_t x = 0; x < low; x++)
			below += term(u, a, b, x);
		assert_true(below < 0.025 + 1e-9);
		assert_true(below + term(u, a, b, low) >= 0.025 - 1e-9);
		assert_true(1 - beta_binomial_at_least(&d, high + 1) >= 0.975 - 1e-9);
		assert_true(high == 0 || 1 - beta_binomial_at_least(&d, high) < 0.975 + 1e-9);
	}
}

/* A million silent members: the mean of the distribution stays where it is. */
static void very_many_silent_members(void **state)
{
	const struct tally t = FIVE(100, 200, 400, 200, 100);
	struct range r;

	(void)state;
	assert_true(range_of(&t, 1001000, &r));
	assert_true(r.at_least[2].credible_low < 300300 && r.at_least[2].credible_high > 300300);
	assert_close((double)(r.at_least[2].credible_high - r.at_least[2].credible_low),
		     2 * 1.96 * 1e6 * sqrt(0.3 * 0.7 / 1001), 600);
	assert_int_equal(r.credible_median_low, 3);
	assert_int_equal(range_certainty(&r), CERTAINTY_LIKELY);
	assert_false(range_of(&t, 1001 + (int64_t)SILENT_MAX, &r));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ten_of_twelve),
		cmocka_unit_test(nobody_silent_has_no_width),
		cmocka_unit_test(nobody_answered),
		cmocka_unit_test(equal_chances_are_equal_on_both_ends),
		cmocka_unit_test(likely_is_of_the_whole_middle),
		cmocka_unit_test(a_middle_between_two_levels_is_both),
		cmocka_unit_test(the_middle_is_inside_in_95_percent),
		cmocka_unit_test(whom_it_does_not_concern_is_not_silent),
		cmocka_unit_test(mirrored_answers_have_mirrored_ranges),
		cmocka_unit_test(bounds_are_those_of_every_filling),
		cmocka_unit_test(the_distribution_is_beta_binomial),
		cmocka_unit_test(very_many_silent_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
