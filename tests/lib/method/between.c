/* SPDX-License-Identifier: EUPL-1.2 */
/* Differences between groups: by hand, against every way to deal the answers, and
 * by properties. */
#include "cases.h"

#include <stdlib.h>

#include "method/between.h"
#include "method/compare.h"

static struct between between(const struct tally *group, size_t groups)
{
	struct between b;

	assert_true(between_of(group, groups, 1, &b));
	return b;
}

static double p_of(const struct tally *group, size_t groups, bool is_exact)
{
	struct between_test t;

	assert_true(between_test(group, groups, 1, &t));
	assert_int_equal(t.is_exact, is_exact);
	assert_int_equal(t.draws > 0, !is_exact);
	assert_true(isnan(t.bh) && isnan(t.by));
	return t.p;
}

/*
 * (1,3,1,0,0): C = 1 4 5 5, distances 1*4 + 4*1 = 8 over 10 pairs; (0,0,3,2,0):
 * C = 0 0 3 5, 3*2 = 6 over 10.  Together (1,3,4,2,0): 1*9 + 4*6 + 8*2 = 49 over
 * 45.  m_w = 14/20, m_b = 35/25, H = 1/2.
 */
static void by_hand(void **state)
{
	const struct tally two[] = { FIVE(1, 3, 1, 0, 0), FIVE(0, 0, 3, 2, 0) };
	const struct tally same_middle[] = { FIVE(3, 0, 0, 0, 3), FIVE(0, 0, 6, 0, 0) };
	const struct tally leaders[] = { FIVE(0, 0, 2, 5, 1), FIVE(4, 9, 12, 3, 1) };
	struct between b = between(two, 2);

	(void)state;
	assert_int_equal(b.groups, 2);
	assert_int_equal(b.n, 10);
	assert_int_equal(b.within, 14);
	assert_int_equal(b.total, 49);
	assert_int_equal(b.pairs_within, 20);
	assert_int_equal(b.pairs, 45);
	assert_near(b.within_pair, 0.7);
	assert_near(b.between_pair, 1.4);
	assert_near(b.any_pair, 49 / 45.0);
	assert_near(b.h, 0.5);
	/* Of the 252 ways to deal ten answers to five and five, 8 are as small. */
	assert_near(p_of(two, 2, true), 8 / 252.0);
	/* W1 sees 2 levels, delta none: three and three at the ends, 9 pairs 4 apart. */
	b = between(same_middle, 2);
	assert_near(b.within_pair, 36 / 30.0);
	assert_near(b.between_pair, 72 / 36.0);
	assert_near(p_of(same_middle, 2, true), 42 / 924.0);
	/* (0,0,2,5,1): 2*6 + 7*1 = 19; (4,9,12,3,1): 4*25 + 13*16 + 25*4 + 28*1 = 436;
	 * together (4,9,14,8,2): 4*33 + 13*24 + 27*10 + 35*2 = 784. */
	b = between(leaders, 2);
	assert_int_equal(b.within, 19 + 436);
	assert_int_equal(b.total, 784);
	assert_near(b.within_pair, 455 / 434.0);
	assert_near(b.between_pair, 329 / 232.0);
}

static void three_groups_by_hand(void **state)
{
	const struct tally three[] = {
		{ .levels = 3, .c = { 2, 1, 0 } }, { .levels = 3, .c = { 0, 2, 1 } },
		{ .levels = 3, .c = { 0, 0, 3 } },
	};
	const struct between b = between(three, 3);

	(void)state;
	/* within 2 + 2 + 0 over 9 pairs; (2,3,4): 2*7 + 5*4 = 34 over 36 */
	assert_near(b.within_pair, 4 / 9.0);
	assert_near(b.between_pair, 30 / 27.0);
	assert_near(b.h, 0.6);
	assert_near(p_of(three, 3, true), 96 / 1680.0);
}

static void who_takes_part(void **state)
{
	const struct tally four[] = { FIVE(0, 5, 0, 0, 0), FIVE(0, 0, 0, 4, 0), FIVE(0, 0, 1, 4, 0),
				      FIVE(0, 0, 0, 0, 0) };
	const struct tally ones[] = { FIVE(1, 0, 0, 0, 0), FIVE(0, 0, 0, 0, 1) };
	const struct tally same[] = { FIVE(0, 7, 0, 0, 0), FIVE(0, 9, 0, 0, 0) };
	struct between_test t;
	struct between b;

	(void)state;
	assert_true(between_of(four, 4, 5, &b));
	assert_int_equal(b.groups, 2);
	assert_int_equal(b.n, 10);
	assert_false(between_of(four, 2, 5, &b));
	assert_false(between_of(NULL, 0, 5, &b));
	assert_false(between_of(ones, 2, 1, &b));	/* no pair within */
	assert_false(between_test(four, 2, 5, &t));
	assert_true(isnan(t.p));
	b = between(same, 2);				/* nobody differs */
	assert_near(b.h, 0);
	assert_near(between_left(&b, 1), 1);
	assert_near(p_of(same, 2, true), 1);
	assert_near(between_left(NULL, 0), 1);
}

/* The largest that may come: nothing overflows, and one more is refused. */
static void at_the_limit(void **state)
{
	const int64_t half = TALLY_N_MAX / 2;
	struct tally ends[] = { { .levels = 10, .c = { half } }, { .levels = 10 } };
	struct between_test t;
	struct between b;

	(void)state;
	ends[1].c[9] = half;
	b = between(ends, 2);
	assert_true(b.total == 9 * half * half && b.within == 0);
	assert_near(b.between_pair, 9);
	assert_near(b.h, 1);
	assert_false(between_test(ends, 2, 1, &t));	/* more than is dealt by lot */
	ends[1].c[0] = 1;
	assert_false(between_of(ends, 2, 1, &b));
}

/* --- every way to deal ------------------------------------------------------------- */

struct dealing {
	const int *size;
	size_t groups;
	int levels, people;
	const int *answer;		/* per person */
	struct tally hand[4];
	int64_t within;			/* as it was */
	double sum, small, ways;	/* of m_w; as small as it was; all */
};

static void deal_rest(struct dealing *d, int person)
{
	if (person == d->people) {
		struct between b = between(d->hand, d->groups);

		d->ways++;
		d->sum += b.within_pair;
		d->small += b.within <= d->within;
		return;
	}
	for (size_t g = 0; g < d->groups; g++) {
		if (tally_n(&d->hand[g]) == d->size[g])
			continue;
		d->hand[g].c[d->answer[person]]++;
		deal_rest(d, person + 1);
		d->hand[g].c[d->answer[person]]--;
	}
}

/*
 * Over all ways to deal the same answers to groups of the same sizes two people of
 * one group lie, on average, exactly as far apart as any two: zero when there is no
 * difference, whatever the sizes.  And the share of ways that are as small is p.
 */
static void zero_under_exchange(void **state)
{
	static const int sizes[][4] = { { 3, 4 }, { 2, 5 }, { 2, 2, 3 }, { 1, 2, 5 }, { 2, 2, 2, 2 } };
	struct rng r = { 71 };

	(void)state;
	for (size_t i = 0; i < 40; i++) {
		const int *size = sizes[i % ARRAY_LEN(sizes)];
		struct tally group[4];
		int answer[8];
		struct dealing d = { .size = size, .levels = 3 + (int)rng_next_below(&r, 3),
				     .answer = answer };

		for (; d.groups < 4 && size[d.groups] > 0; d.groups++) {
			group[d.groups] = d.hand[d.groups] = (struct tally){ .levels = d.levels };
			for (int j = 0; j < size[d.groups]; j++) {
				answer[d.people] = (int)rng_next_below(&r, (uint64_t)d.levels);
				group[d.groups].c[answer[d.people++]]++;
			}
		}
		d.within = between(group, d.groups).within;
		deal_rest(&d, 0);
		assert_near(d.sum / d.ways, between(group, d.groups).any_pair);
		assert_near(p_of(group, d.groups, true), d.small / d.ways);
	}
}

/* By lot it comes near: two groups on two levels, where the distribution is known.
 * 250 people a group; of 200 on the upper level x are of the first. */
static void by_lot_is_near_exact(void **state)
{
	(void)state;
	for (int64_t upper = 100; upper <= 112; upper += 4) {
		const struct tally two[] = { { .levels = 2, .c = { 250 - upper, upper } },
					     { .levels = 2, .c = { 50 + upper, 200 - upper } } };
		const double p = p_of(two, 2, false);
		double exact = 0;

		for (int64_t x = 0; x <= 200; x++)
			if (llabs(x - 100) >= upper - 100)
				exact += exp(2 * lgamma(251) - lgamma(501) + lgamma(201) - lgamma((double)x + 1) -
					     lgamma(201 - (double)x) + lgamma(301) - lgamma(251 - (double)x) -
					     lgamma(51 + (double)x));
		assert_close(p, exact, 4 * sqrt(exact * (1 - exact) / BETWEEN_DRAWS) + 0.002);
	}
}

/* --- properties -------------------------------------------------------------------- */

static size_t random_groups(struct rng *r, int levels, uint64_t most, struct tally *ret, size_t max)
{
	const size_t n = 2 + (size_t)rng_next_below(r, max - 1);

	for (size_t i = 0; i < n; i++) {
		ret[i] = random_tally(r, levels, most);
		ret[i].c[0]++;
		ret[i].c[levels - 1]++;
	}
	return n;
}

/* The order of the groups and the side from which levels are counted change nothing,
 * whether the test is exact or by lot. */
static void order_and_side_change_nothing(void **state)
{
	struct rng r = { 72 };

	(void)state;
	for (int i = 0; i < 120; i++) {
		const int levels = 2 + (int)rng_next_below(&r, 6);
		struct tally group[6], turned[6];
		const size_t n = random_groups(&r, levels, i % 2 ? 3 : 30, group, 6);
		const struct between b = between(group, n);
		struct between_test here, there;
		struct between back;

		for (size_t g = 0; g < n; g++)
			turned[g] = mirrored(&group[n - 1 - g]);
		back = between(turned, n);
		assert_true(b.within == back.within && b.total == back.total);
		assert_near(b.h, back.h);
		assert_true(between_test(group, n, 1, &here) && between_test(turned, n, 1, &there));
		assert_int_equal(here.is_exact, there.is_exact);
		assert_close(here.p, there.p, 1e-12);
		assert_true(here.p > 0 && here.p <= 1);
	}
}

/* As many of each answer m times: what is of a pair keeps its share, and of two equal
 * groups everything is within. */
static void scaling(void **state)
{
	struct rng r = { 73 };

	(void)state;
	for (int i = 0; i < 200; i++) {
		struct tally group[5], many[5];
		const size_t n = random_groups(&r, 5, 9, group, 5);
		const struct between b = between(group, n);
		struct between more;

		for (size_t g = 0; g < n; g++) {
			many[g] = group[g];
			for (int k = 0; k < 5; k++)
				many[g].c[k] *= 7;
		}
		more = between(many, n);
		assert_true(more.within == 49 * b.within && more.total == 49 * b.total);
		assert_near(more.between_pair, b.between_pair);
		assert_true(more.within_pair < b.within_pair || b.within == 0);
		assert_true(b.h <= 1);
		assert_near((b.within_pair * (double)b.pairs_within +
			     b.between_pair * (double)(b.pairs - b.pairs_within)) / (double)b.pairs,
			    b.any_pair);
	}
}

/* With no difference at all: teams dealt from one bell.  The largest W1 says half a
 * level; H says nothing, and one subject in twenty has a p of .05. */
static void no_difference_says_nothing(void **state)
{
	struct rng r = { 74 };
	double h = 0, w1 = 0, beyond = 0;
	int small = 0;
	enum { RUNS = 300, TEAMS = 10, TEAM = 8 };

	(void)state;
	for (int i = 0; i < RUNS; i++) {
		struct tally team[TEAMS], all = { .levels = 5 };
		double largest = 0, largest_beyond = 0;

		for (size_t g = 0; g < TEAMS; g++) {
			team[g] = (struct tally){ .levels = 5 };
			for (int j = 0; j < TEAM; j++) {
				const uint64_t x = rng_next_below(&r, 100);

				team[g].c[x < 7 ? 0 : x < 31 ? 1 : x < 69 ? 2 : x < 93 ? 3 : 4]++;
			}
			tally_add(&all, &team[g]);
		}
		for (size_t g = 0; g < TEAMS; g++) {
			struct tally rest = all;
			struct gap gap;

			for (int k = 0; k < 5; k++)
				rest.c[k] -= team[g].c[k];
			assert_true(gap_of(&team[g], &rest, &gap));
			largest = fmax(largest, gap.w1);
			largest_beyond = fmax(largest_beyond, gap_beyond_noise(&team[g], &rest));
		}
		h += between(team, TEAMS).h;
		w1 += largest;
		beyond += largest_beyond;
		small += p_of(team, TEAMS, false) <= 0.05;
	}
	assert_close(h / RUNS, 0, 0.01);
	assert_close(w1 / RUNS, 0.77, 0.05);
	assert_close(beyond / RUNS, 0.33, 0.04);
	assert_true(small >= 5 && small <= 27);		/* 15 expected, sd 3.8 */
}

/* --- noise ------------------------------------------------------------------------- */

/* F = .1 .4 .8 1 of ten, five a side: sqrt(2/pi * .4) (sqrt .09 + sqrt .24 + sqrt .16) */
static void noise_by_hand(void **state)
{
	const struct tally a = FIVE(1, 3, 1, 0, 0), b = FIVE(0, 0, 3, 2, 0), none = FIVE(0, 0, 0, 0, 0);
	const double noise = sqrt(2 / acos(-1) * 0.4) * (0.3 + sqrt(0.24) + 0.4);

	(void)state;
	assert_near(gap_noise(&a, &b), noise);
	assert_near(gap_beyond_noise(&a, &b), 1.4 - noise);
	assert_near(gap_beyond_noise(&a, &a), 0);
	assert_true(isnan(gap_beyond_noise(&a, &none)));
	assert_near(gap_noise(&b, &a), gap_noise(&a, &b));
}

/* --- told from chance -------------------------------------------------------------- */

static void the_family(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct between_test t[4] = { { .p = 0.01 }, { .p = (double)NAN }, { .p = 0.04 }, { .p = 0.5 } };
	struct between_test *const list[] = { &t[0], &t[1], &t[2], &t[3] };

	(void)state;
	between_tell_apart(a, list, 4);
	/* of three: .03 .06 .5; times 1 + 1/2 + 1/3 */
	assert_near(t[0].bh, 0.03);
	assert_true(isnan(t[1].bh) && isnan(t[1].by));
	assert_near(t[2].bh, 0.06);
	assert_near(t[2].by, 0.11);
	assert_near(t[3].bh, 0.5);
	assert_true(between_is_apart(&t[0]) && between_is_apart(&t[2]));
	assert_false(between_is_apart(&t[1]) || between_is_apart(&t[3]));
	t[0].bh = DISCOVERY_RATE;
	assert_true(between_is_apart(&t[0]));
	t[0].bh = nextafter(DISCOVERY_RATE, 1);
	assert_false(between_is_apart(&t[0]));
}

/* Ten groups that answer the same: within/total is a tenth, and yet all is within. */
static void where_differences_lie(void **state)
{
	struct tally same[10], apart[2] = { FIVE(8, 0, 0, 0, 0), FIVE(0, 0, 0, 0, 8) };
	struct between b[2];

	(void)state;
	for (size_t i = 0; i < 10; i++)
		same[i] = FIVE(10, 20, 40, 20, 10);
	b[0] = between(same, 10);
	assert_close((double)b[0].within / (double)b[0].total, 0.1, 1e-12);
	assert_true(between_left(b, 1) > 1);	/* a pair within is of other people */
	assert_close(between_left(b, 1), 1, 0.01);
	b[1] = between(apart, 2);
	assert_near(between_left(&b[1], 1), 0);
	assert_near(between_left(b, 2), b[0].within_pair / (b[0].any_pair + b[1].any_pair));
	assert_int_equal(between_where(1), BETWEEN_INSIDE);
	assert_int_equal(between_where(0.75), BETWEEN_INSIDE);
	assert_int_equal(between_where(0.7499), BETWEEN_BOTH);
	assert_int_equal(between_where(0.5001), BETWEEN_BOTH);
	assert_int_equal(between_where(0.5), BETWEEN_GROUPS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(three_groups_by_hand),
		cmocka_unit_test(who_takes_part),
		cmocka_unit_test(at_the_limit),
		cmocka_unit_test(zero_under_exchange),
		cmocka_unit_test(by_lot_is_near_exact),
		cmocka_unit_test(order_and_side_change_nothing),
		cmocka_unit_test(scaling),
		cmocka_unit_test(no_difference_says_nothing),
		cmocka_unit_test(noise_by_hand),
		cmocka_unit_test(the_family),
		cmocka_unit_test(where_differences_lie),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
