/* SPDX-License-Identifier: EUPL-1.2 */
/* What all groups share, and who can teach whom. */
#include "cases.h"

#include "method/exchange.h"
#include "method/shared.h"

/* (0,1,3,2,2): 7 of 8 on 3 or higher, 4 of 8 on 4.  (0,2,3,3,0): 6 of 8, 3 of 8.
 * Half is not more than half: they share 3, product 8/10 * 7/10. */
static void shared_by_hand(void **state)
{
	const struct tally two[] = { FIVE(0, 1, 3, 2, 2), FIVE(0, 2, 3, 3, 0) };
	struct shared s;

	(void)state;
	assert_true(shared_of(two, 2, 5, &s));
	assert_int_equal(s.groups, 2);
	assert_int_equal(s.level, 3);
	assert_near(s.least_share, 6 / 8.0);
	assert_near(s.product, 8 / 10.0 * 7 / 10.0);
	assert_near(s.mean_share, sqrt(0.56));
	assert_true(s.is_known);
}

static void who_takes_part(void **state)
{
	struct tally group[] = { FIVE(0, 0, 9, 0, 0), FIVE(4, 0, 0, 0, 0), FIVE(0, 0, 3, 3, 0),
				 FIVE(3, 3, 0, 0, 0) };
	struct shared s;

	(void)state;
	assert_false(shared_of(group, 2, 5, &s));	/* four take no part */
	assert_false(shared_of(NULL, 0, 5, &s));
	assert_true(shared_of(group, 3, 5, &s));
	assert_int_equal(s.groups, 2);
	assert_int_equal(s.level, 3);
	assert_near(s.least_share, 1);
	assert_true(shared_of(group, 4, 5, &s));	/* half of the last on the lowest */
	assert_int_equal(s.level, 0);
	assert_near(s.product, 0);
	group[2].dont_know = 1;
	assert_true(shared_of(group, 3, 5, &s) && s.is_known);
	group[2].dont_know = 2;				/* a quarter of eight */
	assert_true(shared_of(group, 3, 5, &s) && !s.is_known);
	group[2].dont_know = 0;
	group[1].dont_know = 40;			/* of a group that takes no part */
	assert_true(shared_of(group, 3, 5, &s) && s.is_known);
}

static int64_t at_least(const struct tally *t, int level)
{
	int64_t sum = 0;

	for (int k = level; k <= t->levels; k++)
		sum += t->c[k - 1];
	return sum;
}

/* The level is the highest that every group reaches with more than half, in any
 * order of the groups; twice the answers say the same. */
static void shared_is_the_highest(void **state)
{
	struct rng r = { 91 };

	(void)state;
	for (int i = 0; i < 2000; i++) {
		const int levels = 2 + (int)rng_next_below(&r, 5);
		struct tally group[5], turned[5], twice[5];
		const size_t n = 2 + (size_t)rng_next_below(&r, 4);
		int highest = 0;
		struct shared s, other;

		for (size_t g = 0; g < n; g++) {
			group[g] = random_tally(&r, levels, 5);
			group[g].c[levels - 1] += 1;
			turned[n - 1 - g] = twice[g] = group[g];
			tally_add(&twice[g], &group[g]);
		}
		for (int level = 2; level <= levels; level++) {
			bool is_in_all = true;

			for (size_t g = 0; g < n; g++)
				is_in_all &= 2 * at_least(&group[g], level) > tally_n(&group[g]);
			highest = is_in_all ? level : highest;
		}
		assert_true(shared_of(group, n, 1, &s));
		assert_int_equal(s.level, highest);
		assert_true(s.level == 0 || (s.least_share > 0.5 && s.product > 0 && s.product < 1));
		assert_true(shared_of(turned, n, 1, &other));
		assert_int_equal(other.level, s.level);
		assert_near(other.product, s.product);
		assert_true(shared_of(twice, n, 1, &other));
		assert_int_equal(other.level, s.level);
		assert_near(other.least_share, s.least_share);
	}
}

/* --- exchange ----------------------------------------------------------------------- */

/*
 * Two groups of eight, all on one level: a on 4 and b on 2 for the first subject.
 * F = 0 1/2 1/2 1, noise 2 sqrt(2/pi * 1/4 * 1/4) = .3989; a is 2 - .3989 ahead.
 * The other way round for the second, both the same for the third.
 */
static void exchange_by_hand(void **state)
{
	const struct tally up = FIVE(0, 0, 0, 8, 0), down = FIVE(0, 8, 0, 0, 0);
	const struct tally answers[] = { up, down, up,	down, up, up,	up, up, up };
	const double beyond = 2 - 2 * sqrt(2 / acos(-1) / 16);
	struct exchange e[EXCHANGE_PAIRS];

	(void)state;
	assert_near(exchange_ahead(&up, &down, 5), beyond);
	assert_near(exchange_ahead(&down, &up, 5), -beyond);
	assert_near(exchange_ahead(&up, &down, 9), 0);
	assert_near(exchange_ahead(&up, &up, 5), 0);
	/* The third is behind on nothing: it exchanges with none. */
	assert_int_equal(exchange_find(answers, 3, 3, 5, e), 1);
	assert_int_equal(e[0].first, 0);
	assert_int_equal(e[0].second, 1);
	assert_near(e[0].levels, beyond);
	assert_int_equal(e[0].first_ahead, 0);
	assert_int_equal(e[0].second_ahead, 1);
	assert_near(e[0].first_by, beyond);
	assert_near(e[0].second_by, beyond);
	assert_int_equal(exchange_find(answers, 1, 3, 5, e), 0);
	assert_int_equal(exchange_find(answers, 3, 3, 9, e), 0);
	assert_int_equal(exchange_find(answers, EXCHANGE_GROUPS_MAX + 1, 0, 5, e), 0);
}

/* Turned groups give the same pair the other way round; mirrored answers let who was
 * ahead be behind: the same pairs, exchanged.  No group stands in two. */
static void exchange_has_no_side(void **state)
{
	enum { GROUPS = 7, SUBJECTS = 4 };
	struct rng r = { 92 };
	size_t found = 0;

	(void)state;
	for (int i = 0; i < 300; i++) {
		struct tally answers[GROUPS * SUBJECTS], turned[GROUPS * SUBJECTS], back[GROUPS * SUBJECTS];
		struct exchange e[EXCHANGE_PAIRS], t[EXCHANGE_PAIRS], m[EXCHANGE_PAIRS];
		bool is_seen[GROUPS] = { false };
		size_t n;

		for (size_t g = 0; g < GROUPS; g++)
			for (size_t s = 0; s < SUBJECTS; s++) {
				const struct tally x = random_tally(&r, 5, 7);

				answers[g * SUBJECTS + s] = x;
				turned[(GROUPS - 1 - g) * SUBJECTS + s] = x;
				back[g * SUBJECTS + s] = mirrored(&x);
			}
		n = exchange_find(answers, GROUPS, SUBJECTS, 5, e);
		assert_int_equal(exchange_find(turned, GROUPS, SUBJECTS, 5, t), n);
		assert_int_equal(exchange_find(back, GROUPS, SUBJECTS, 5, m), n);
		found += n;
		for (size_t j = 0; j < n; j++) {
			assert_true(e[j].first < e[j].second && e[j].levels >= EXCHANGE_MIN - 1e-12);
			assert_true(j == 0 || e[j].levels <= e[j - 1].levels + 1e-9);
			assert_false(is_seen[e[j].first] || is_seen[e[j].second]);
			is_seen[e[j].first] = is_seen[e[j].second] = true;
			assert_close(t[j].levels, e[j].levels, 1e-9);
			assert_int_equal(t[j].first, GROUPS - 1 - e[j].second);
			assert_int_equal(t[j].first_ahead, e[j].second_ahead);
			assert_close(m[j].levels, e[j].levels, 1e-9);
			assert_int_equal(m[j].first_ahead, e[j].second_ahead);
		}
	}
	assert_true(found > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shared_by_hand),
		cmocka_unit_test(who_takes_part),
		cmocka_unit_test(shared_is_the_highest),
		cmocka_unit_test(exchange_by_hand),
		cmocka_unit_test(exchange_has_no_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
