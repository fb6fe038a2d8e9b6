/* SPDX-License-Identifier: EUPL-1.2 */
/* Two rounds compared, by hand and by properties; and what silent members can
 * do to the largest group. */
#include "cases.h"

#include "method/change.h"
#include "method/range.h"

enum { K = 5 };

static void by_hand(void **state)
{
	const struct tally then = FIVE(2, 5, 3, 0, 0), now = FIVE(0, 3, 5, 2, 0);
	struct change_figures c;

	(void)state;
	assert_true(change_of(&then, &now, K, &c));
	assert_int_equal(c.n_earlier, 10);
	assert_int_equal(c.n_later, 10);
	/* F then 2 7 10 10, now 0 3 8 10: (2 + 4 + 2)/10 */
	assert_near(c.gap.w1, 0.8);
	/* higher: 3*2 + 5*7 + 2*10 = 61; lower: 3*3 = 9 and none */
	assert_near(c.gap.cliffs_delta, (61 - 9) / 100.0);
	assert_int_equal(c.direction, 1);
	assert_int_equal(c.cut[0].earlier, 8);
	assert_int_equal(c.cut[0].later, 10);
	assert_int_equal(c.cut[1].level, 3);
	assert_int_equal(c.cut[1].earlier, 3);
	assert_int_equal(c.cut[1].later, 7);
	assert_int_equal(c.cut[3].later, 0);
	assert_int_equal(c.widest, 1);
	assert_true(isnan(c.bh));
	assert_false(change_is_apart(&c));
}

/* The turn of the rounds turns every sign and nothing else. */
static void turned_round(void **state)
{
	struct rng r = { 3 };

	(void)state;
	for (int i = 0; i < 300; i++) {
		const struct tally x = random_tally(&r, 5, 9), y = random_tally(&r, 5, 9);
		struct change_figures there, back;

		if (!change_of(&x, &y, K, &there))
			continue;
		assert_true(change_of(&y, &x, K, &back));
		assert_near(there.gap.w1, back.gap.w1);
		assert_near(there.gap.cliffs_delta, -back.gap.cliffs_delta);
		assert_int_equal(there.direction, -back.direction);
		assert_int_equal(there.widest, back.widest);
		assert_close(there.wmw.p, back.wmw.p, 1e-9);
		/* with one direction W1 is the difference of the means */
		if (there.direction) {
			double mean = 0;

			for (int k = 0; k < 4; k++)
				mean += (double)there.cut[k].later / (double)there.n_later -
					(double)there.cut[k].earlier / (double)there.n_earlier;
			assert_close(there.gap.w1, fabs(mean), 1e-9);
		}
	}
}

static void too_few_on_one_side(void **state)
{
	const struct tally four = FIVE(0, 4, 0, 0, 0), five = FIVE(0, 5, 0, 0, 0);
	struct change_figures c;

	(void)state;
	assert_false(change_of(&four, &five, K, &c));
	assert_false(change_of(&five, &four, K, &c));
	assert_true(change_of(&five, &five, K, &c));
	assert_int_equal(c.direction, 0);
	assert_true(change_is_small(&c));
	assert_near(c.wmw.p, 1);
}

/* The same p passes alone and fails among twenty others that show nothing. */
static void many_comparisons_ask_more(void **state)
{
	const struct tally then = FIVE(4, 8, 4, 0, 0), now = FIVE(2, 4, 6, 4, 0);
	const struct tally level = FIVE(3, 3, 3, 3, 3);
	struct arena *a = arena_new(1 << 20);
	struct change_figures c, rest[20], *list[21] = { &c };

	(void)state;
	assert_true(change_of(&then, &now, K, &c));
	assert_true(c.wmw.p > 0.005 && c.wmw.p < 0.10);
	change_tell_apart(a, list, 1);
	assert_true(change_is_apart(&c));
	assert_near(c.bh, c.wmw.p);
	for (size_t i = 0; i < 20; i++) {
		assert_true(change_of(&level, &level, K, &rest[i]));
		list[i + 1] = &rest[i];
	}
	change_tell_apart(a, list, 21);
	assert_near(c.bh, c.wmw.p * 21);
	assert_false(change_is_apart(&c));
	assert_true(c.by > c.bh || c.by >= 1);
	c.bh = DISCOVERY_RATE;
	assert_true(change_is_apart(&c));
	c.bh = nextafter(DISCOVERY_RATE, 1);
	assert_false(change_is_apart(&c));
	arena_free(a);
}

/* A bell of .07 .24 .38 .24 .07: the shifts of docs/developer/method.md. */
static void what_so_many_answers_show(void **state)
{
	static const struct {
		int64_t n;
		double levels;
	} seen[] = { { 100, 0.40 }, { 300, 0.23 }, { 1000, 0.13 } };
	const struct tally bell = FIVE(7, 24, 38, 24, 7), one = FIVE(0, 6, 0, 0, 0);
	const struct tally other = FIVE(0, 1, 5, 0, 0), ends = FIVE(1, 0, 0, 0, 1);
	const double cubes = 2 * 0.07 * 0.07 * 0.07 + 2 * 0.24 * 0.24 * 0.24 + 0.38 * 0.38 * 0.38;
	struct change_sight s = change_sight(&bell, &bell);

	(void)state;
	assert_near(s.superiority, 2.80 * sqrt((1 - cubes) * 200 / (12.0 * 100 * 100)));
	for (size_t i = 0; i < sizeof(seen) / sizeof(seen[0]); i++) {
		struct tally many = bell;

		for (int k = 0; k < 5; k++)
			many.c[k] = bell.c[k] * seen[i].n / 100;
		assert_close(change_sight(&many, &many).levels, seen[i].levels, 0.006);
	}
	/* All on one level show no width: both rounds together do. */
	s = change_sight(&one, &other);
	assert_near(s.superiority, 2.80 * sqrt((1 - (343 + 125) / 1728.0) * 12 / (12.0 * 36)));
	/* No shift is longer than the scale. */
	assert_near(change_sight(&ends, &ends).levels, 4);
}

/* Mirrored rounds show as much, and more answers on either side show more. */
static void sight_has_no_side(void **state)
{
	struct rng r = { 9 };

	(void)state;
	for (int i = 0; i < 400; i++) {
		const struct tally then = random_tally(&r, 5, 9), now = random_tally(&r, 5, 9);
		const struct tally then_back = mirrored(&then), now_back = mirrored(&now);
		struct tally twice = now;
		struct change_figures c;
		struct change_sight more;

		if (!change_of(&then, &now, K, &c))
			continue;
		assert_near(c.sight.levels, change_sight(&then_back, &now_back).levels);
		assert_near(c.sight.superiority, change_sight(&then_back, &now_back).superiority);
		tally_add(&twice, &now);
		more = change_sight(&then, &twice);
		assert_true(more.superiority <= c.sight.superiority && more.levels <= c.sight.levels);
		assert_int_equal(change_is_under_sight(&c),
				 fabs(c.gap.superiority - 0.5) < c.sight.superiority);
	}
}

/* Beyond the limit the normal distribution takes over, near the exact one. */
static void quick_is_near_exact(void **state)
{
	const struct tally x = FIVE(5, 10, 20, 10, 5), y = FIVE(9, 14, 16, 8, 3);
	struct tally more = y;
	struct wmw exact, quick;

	(void)state;
	assert_true(wmw_quick(&x, &y, &quick));
	assert_true(quick.is_exact);
	more.c[0]++;
	assert_true(wmw_quick(&x, &more, &quick));
	assert_true(wmw_of(&x, &more, &exact));
	assert_false(quick.is_exact);
	assert_true(exact.is_exact);
	assert_close(quick.p, exact.p, 0.005);
}

/* --- the largest group ----------------------------------------------------------- */

static struct range_majority majority(struct tally t, int64_t members)
{
	struct range r;
	struct range_majority m;

	assert_true(range_of(&t, members, &r));
	assert_true(range_majority(&t, &r, &m));
	return m;
}

static void more_than_half(void **state)
{
	struct range_majority m = majority(FIVE(0, 2, 5, 3, 0), 12);

	(void)state;
	assert_int_equal(m.level, 3);
	assert_true(m.is_or_higher);
	assert_int_equal(m.observed, 8);
	assert_int_equal(m.possible_low, 8);
	assert_int_equal(m.possible_high, 10);
	assert_int_equal(m.certainty, CERTAINTY_SURE);
	/* 8 of 16 is not more than half, 8 of 15 is */
	assert_int_equal(majority(FIVE(0, 2, 5, 3, 0), 15).certainty, CERTAINTY_SURE);
	assert_int_equal(majority(FIVE(0, 2, 5, 3, 0), 16).certainty, CERTAINTY_LIKELY);
	assert_int_equal(majority(FIVE(0, 4, 3, 3, 0), 60).certainty, CERTAINTY_OPEN);
	/* half is not more than half: one level down */
	assert_int_equal(majority(FIVE(0, 0, 5, 5, 0), 10).level, 3);
	assert_int_equal(majority(FIVE(0, 0, 5, 6, 0), 11).level, 4);
}

static void on_the_lowest_level(void **state)
{
	struct range_majority m = majority(FIVE(6, 3, 1, 0, 0), 11);
	struct range r;
	const struct tally none = { .levels = 5 };

	(void)state;
	assert_int_equal(m.level, 1);
	assert_false(m.is_or_higher);
	assert_int_equal(m.observed, 6);
	assert_int_equal(m.possible_high, 7);
	assert_int_equal(m.certainty, CERTAINTY_SURE);
	assert_int_equal(majority(FIVE(6, 3, 1, 0, 0), 12).certainty, CERTAINTY_OPEN);
	assert_true(range_of(&none, 8, &r));
	assert_false(range_majority(&none, &r, &m));
}

/* Certain is certain: no filling of the silent members undoes it. */
static void no_filling_undoes_sure(void **state)
{
	struct rng rng = { 8 };

	(void)state;
	for (int i = 0; i < 400; i++) {
		const struct tally t = random_tally(&rng, 5, 6);
		const int64_t members = tally_n(&t) + (int64_t)rng_next_below(&rng, 6);
		struct range_majority m;

		if (tally_n(&t) == 0)
			continue;
		m = majority(t, members);
		assert_true(2 * m.observed >= tally_n(&t));
		if (m.certainty == CERTAINTY_SURE)
			assert_true(2 * m.observed > members);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(turned_round),
		cmocka_unit_test(too_few_on_one_side),
		cmocka_unit_test(many_comparisons_ask_more),
		cmocka_unit_test(what_so_many_answers_show),
		cmocka_unit_test(sight_has_no_side),
		cmocka_unit_test(quick_is_near_exact),
		cmocka_unit_test(more_than_half),
		cmocka_unit_test(on_the_lowest_level),
		cmocka_unit_test(no_filling_undoes_sure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
