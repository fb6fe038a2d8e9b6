/* SPDX-License-Identifier: EUPL-1.2 */
/* The statistician's set and false discoveries: cases by hand, published
 * examples, and the identities between the indices. */
#include "cases.h"

#include "method/compare.h"
#include "method/statistics.h"

static struct statistics of(struct tally t)
{
	struct statistics s;

	statistics_of(&t, &s);
	return s;
}

static void by_hand(void **state)
{
	struct statistics s = of(FIVE(1, 3, 4, 2, 0));

	(void)state;
	assert_near(s.mean, 2.7);
	assert_near(s.agreement_a, 0.5);
	assert_near(s.mean_pair_difference, 49 / 45.0);
	assert_near(s.ad_median, 0.7);
	assert_near(s.ordinal_consensus_l2, 0.51);
	s = of(FIVE(5, 0, 0, 0, 5));
	assert_near(s.agreement_a, -1);
	assert_near(s.polarisation, 1);
	assert_near(s.consensus, 0);
	assert_near(s.rwg, 0);
	assert_near(s.rwg_raw, 1 - 40 / 9.0 / 2);
	s = of(FIVE(0, 0, 12, 0, 0));
	assert_near(s.agreement_a, 1);
	assert_near(s.consensus, 1);
	assert_near(s.rwg, 1);
	assert_near(s.awg, 1);
	s = of(FIVE(1, 0, 0, 0, 9));
	assert_near(s.agreement_a, 0.6);
	assert_near(s.variance, 1.6);
	assert_near(s.rwg, 0.2);
	assert_near(s.awg, -1);
	assert_near(of(FIVE(0, 5, 5, 0, 0)).agreement_a, 0.75);
	assert_near(of(FIVE(2, 2, 2, 2, 2)).agreement_a, 0);
}

/* Van der Eijk (2001), p. 331; the same counts in Tastle and Wierman (2007). */
static void as_published(void **state)
{
	const struct tally t = { .levels = 7, .c = { 30, 40, 210, 130, 530, 50, 10 } };
	struct statistics s;

	(void)state;
	statistics_of(&t, &s);
	assert_close(s.agreement_a, 0.6113333, 1e-7);
	assert_close(s.consensus, 0.7256876, 1e-7);
}

static void undefined_is_not_a_number(void **state)
{
	const struct tally two = { .levels = 2, .c = { 3, 1 } };
	struct statistics s = of(FIVE(0, 0, 0, 0, 0));

	(void)state;
	assert_true(isnan(s.mean) && isnan(s.variance) && isnan(s.sd) && isnan(s.agreement_a));
	assert_true(isnan(s.consensus) && isnan(s.ordinal_consensus_l2) && isnan(s.polarisation));
	assert_true(isnan(s.rwg) && isnan(s.rwg_raw) && isnan(s.awg) && isnan(s.ad_mean));
	s = of(FIVE(0, 1, 0, 0, 0));
	assert_near(s.agreement_a, 1);
	assert_near(s.consensus, 1);
	assert_true(isnan(s.variance) && isnan(s.rwg) && isnan(s.awg) && isnan(s.ad_median));
	assert_true(isnan(agreement_a(&two)));
	/* the mean is too near the end for two answers to vary as much as they could */
	assert_true(isnan(of(FIVE(1, 1, 0, 0, 0)).awg));
	assert_near(of(FIVE(0, 0, 0, 0, 3)).awg, 1);
}

/* Leik D is the average distance; l2 and the pair difference are one family. */
static void families_of_indices(void **state)
{
	struct rng r = { 41 };

	(void)state;
	for (int round = 0; round < 3000; round++) {
		const int levels = 3 + (int)rng_next_below(&r, 8);
		const struct tally t = random_tally(&r, levels, 30), m = mirrored(&t);
		const double n = (double)tally_n(&t);
		struct statistics s, turned;

		if (n < 2)
			continue;
		statistics_of(&t, &s);
		statistics_of(&m, &turned);
		assert_near(s.ad_median, spread_d(&t) * (levels - 1) / 2);
		assert_near(s.mean_pair_difference * (n - 1) / n,
			    (levels - 1) / 2.0 * (1 - s.ordinal_consensus_l2));
		assert_near(turned.agreement_a, s.agreement_a);
		assert_close(turned.consensus, s.consensus, 1e-9);
		assert_near(turned.polarisation, s.polarisation);
		assert_near(turned.variance, s.variance);
		assert_int_equal(isnan(turned.awg), isnan(s.awg));
		assert_true(s.agreement_a >= -1.0000001 && s.agreement_a <= 1.0000001);
		assert_true(s.polarisation >= 0 && s.polarisation <= 1.0000001);
	}
}

static void false_discoveries(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const double p[] = { 0.5, 0.01, 0.04, 0.01, 0.04 };
	const double want[] = { 0.5, 0.025, 0.05, 0.025, 0.05 };
	double bh[5], by[5];

	(void)state;
	false_discovery(a, p, 5, bh, by);
	for (int i = 0; i < 5; i++) {
		assert_near(bh[i], want[i]);
		assert_near(by[i], fmin(1, want[i] * (1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0)));
	}
	false_discovery(a, p, 0, bh, by);
	assert_near(bh[0], 0.5);
}

/* --- the exact test, against every way to draw -------------------------------------- */

struct drawing {
	int pool[14];
	int n, na;
	int64_t far, twice_mean;	/* twice: 2U against na * nb */
	double extreme, all;
};

static int64_t twice_u(const struct drawing *d, unsigned taken)
{
	int64_t sum = 0;

	for (int i = 0; i < d->n; i++)
		for (int j = 0; j < d->n; j++)
			if ((taken >> i & 1) && !(taken >> j & 1))
				sum += 1 + (d->pool[i] > d->pool[j]) - (d->pool[i] < d->pool[j]);
	return sum;
}

static double p_by_drawing(const struct tally *x, const struct tally *y)
{
	struct drawing d = { .na = (int)tally_n(x), .far = 0 };
	unsigned first = 0;
	int64_t observed;

	for (int i = 0; i < x->levels; i++) {
		for (int64_t j = 0; j < x->c[i]; j++) {
			first |= 1u << d.n;
			d.pool[d.n++] = i;
		}
		for (int64_t j = 0; j < y->c[i]; j++)
			d.pool[d.n++] = i;
	}
	d.twice_mean = (int64_t)d.na * (d.n - d.na);
	observed = twice_u(&d, first) - d.twice_mean;
	d.far = observed < 0 ? -observed : observed;
	for (unsigned taken = 0; taken < 1u << d.n; taken++) {
		int64_t off;

		if (__builtin_popcount(taken) != d.na)
			continue;
		off = twice_u(&d, taken) - d.twice_mean;
		d.all++;
		d.extreme += (off < 0 ? -off : off) >= d.far;
	}
	return d.extreme / d.all;
}

static void the_exact_test_counts_every_drawing(void **state)
{
	struct rng r = { 42 };

	(void)state;
	for (int round = 0; round < 120; round++) {
		const int levels = 2 + (int)rng_next_below(&r, 5);
		const struct tally x = random_tally(&r, levels, 2), y = random_tally(&r, levels, 3);
		struct wmw w, back;

		if (tally_n(&x) + tally_n(&y) > 13 || tally_n(&x) == 0 || tally_n(&y) == 0)
			continue;
		assert_true(wmw_of(&x, &y, &w));
		assert_true(wmw_of(&y, &x, &back));
		assert_true(w.is_exact);
		assert_near(w.p, p_by_drawing(&x, &y));
		assert_near(back.p, w.p);
		assert_near(w.u + back.u, (double)(tally_n(&x) * tally_n(&y)));
	}
}

static void exact_and_normal_meet(void **state)
{
	struct tally x = FIVE(20, 40, 60, 40, 40), y = FIVE(30, 50, 60, 40, 20), tied = FIVE(0, 9, 0, 0, 0);
	struct wmw exact, normal;

	(void)state;
	assert_true(wmw_of(&x, &y, &exact));
	assert_true(exact.is_exact);
	y.c[2]++;
	assert_true(wmw_of(&x, &y, &normal));
	assert_false(normal.is_exact);
	assert_close(exact.p, normal.p, 0.002);
	assert_true(wmw_of(&tied, &tied, &exact));
	assert_near(exact.p, 1);
	tied.c[1] = 900;
	assert_true(wmw_of(&tied, &tied, &exact));
	assert_near(exact.p, 1);
}

/* One answer of 110,000,001 is not tied: variance n_a n_b / 12 (n + 1 - ties)
 * leaves 3/12 n_a n_b / n; p worked out in whole numbers. */
static void nearly_all_tied(void **state)
{
	const struct tally x = FIVE(100000000, 0, 0, 0, 1), y = FIVE(10000000, 0, 0, 0, 0);
	struct wmw w;

	(void)state;
	assert_true(wmw_of(&x, &y, &w));
	assert_near(w.p, 0.7518296352458882);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(as_published),
		cmocka_unit_test(undefined_is_not_a_number),
		cmocka_unit_test(families_of_indices),
		cmocka_unit_test(false_discoveries),
		cmocka_unit_test(the_exact_test_counts_every_drawing),
		cmocka_unit_test(exact_and_normal_meet),
		cmocka_unit_test(nearly_all_tied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
