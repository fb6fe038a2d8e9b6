/* SPDX-License-Identifier: EUPL-1.2 */
/* What the silent can change, and what so many answers can show: by hand, and
 * against every way in which the silent can answer. */
#include "cases.h"

#include "method/change.h"
#include "method/range.h"
#include "method/sight.h"
#include "method/silence.h"

static struct silence silence(struct tally t, int64_t size, enum silence_of_whom whom)
{
	struct silence s;

	assert_true(silence_of(&t, size, whom, &s));
	return s;
}

/*
 * (43,35,13,55,23) of 222: C = 43 78 91 146 169, the middle is 3, u = 53.  Down
 * when 111 - 78 = 33 choose 1 or 2, of which 53 * 78/169 = 24.5 are expected; up
 * when 91 + 53 - 111 = 33 choose 4 or 5.  Certain after r more: 78 + 53 - 111 = 20,
 * over 1 - 78/169: 37.1; 111 - 91 = 20, over 91/169: the same; so 38.
 */
static void by_hand(void **state)
{
	struct silence s = silence(FIVE(43, 35, 13, 55, 23), 222, SILENCE_ALL);
	struct tally t = FIVE(43, 35, 13, 55, 23);

	(void)state;
	assert_int_equal(s.silent, 53);
	assert_int_equal(s.low, 3);
	assert_int_equal(s.moves_down, 33);
	assert_int_equal(s.moves_up, 33);
	assert_near(s.expected_down, 53 * 78 / 169.0);
	assert_near(s.expected_up, 53 * 78 / 169.0);
	assert_int_equal(s.needed, 38);
	assert_near(s.response_needed, 169 / (2.0 * 91));
	/* (7,68,78,13,1): C = 7 75 153; (75 + 55 - 111)/(1 - 75/167) = 34.5 */
	assert_int_equal(silence(FIVE(7, 68, 78, 13, 1), 222, SILENCE_ALL).needed, 35);
	/* Three found that it does not apply: 219, of whom 50 chose none; 110 - 78 = 32,
	 * (78 + 50 - 109.5)/(91/169) = 34.4.  Five do not know: without them 214, 45. */
	t.not_applicable = 3;
	t.dont_know = 5;
	s = silence(t, 222, SILENCE_ALL);
	assert_int_equal(s.members, 219);
	assert_int_equal(s.silent, 50);
	assert_int_equal(s.moves_down, 32);
	assert_int_equal(s.moves_up, 91 + 50 - 109);
	assert_int_equal(s.needed, 35);
	s = silence(t, 222, SILENCE_ABSENT);
	assert_int_equal(s.members, 214);
	assert_int_equal(s.silent, 45);
	assert_int_equal(s.moves_down, 107 - 78);
	assert_int_equal(s.moves_up, 91 + 45 - 107);
}

static void the_edges(void **state)
{
	const struct tally none = { .levels = 5, .dont_know = 3 };
	struct silence s = silence(FIVE(0, 0, 10, 0, 0), 12, SILENCE_ALL);

	(void)state;
	/* Ten of twelve on one level: the two others move nothing. */
	assert_int_equal(s.moves_down, SILENCE_IMPOSSIBLE);
	assert_int_equal(s.moves_up, SILENCE_IMPOSSIBLE);
	assert_int_equal(s.needed, 0);
	assert_near(s.response_needed, 0.5);
	/* Half of the members is never enough, one more is when all are on one level. */
	assert_int_equal(silence(FIVE(0, 0, 6, 0, 0), 12, SILENCE_ALL).needed, 1);
	assert_int_equal(silence(FIVE(0, 0, 6, 0, 0), 11, SILENCE_ALL).needed, 0);
	/* On an end there is nothing beyond. */
	s = silence(FIVE(5, 0, 0, 0, 0), 20, SILENCE_ALL);
	assert_int_equal(s.moves_down, SILENCE_IMPOSSIBLE);
	assert_int_equal(s.moves_up, 5 + 15 - 10);
	/* Between two levels: no more of the same make it one. */
	s = silence(FIVE(0, 5, 5, 0, 0), 30, SILENCE_ALL);
	assert_true(s.low == 2 && s.high == 3);
	assert_int_equal(s.moves_down, 15);
	assert_int_equal(s.moves_up, 10 + 20 - 15);
	assert_int_equal(s.needed, SILENCE_IMPOSSIBLE);
	assert_near(s.response_needed, 1);
	assert_int_equal(silence(FIVE(0, 5, 5, 0, 0), 10, SILENCE_ALL).needed, SILENCE_IMPOSSIBLE);
	assert_false(silence_of(&none, 9, SILENCE_ALL, &s));
	assert_false(silence_of(&(struct tally){ .levels = 5, .c = { 4 }, .dont_know = 3 }, 6,
				SILENCE_ABSENT, &s));
	s = silence((struct tally){ .levels = 2, .c = { 1, TALLY_N_MAX / 2 + 1 } }, TALLY_N_MAX,
		    SILENCE_ALL);
	assert_true(s.silent == TALLY_N_MAX / 2 - 2 && s.needed == 0);
}

/* Whether the middle is at or above `level` whatever the silent say, told by range.h. */
static bool is_sure(const struct tally *t, int64_t size)
{
	struct range r;

	assert_true(range_of(t, size, &r));
	return range_certainty(&r) == CERTAINTY_SURE;
}

/* Filling in the silent one by one finds the same: so many lower ones move the
 * middle, one fewer does not; and certain is what range.h calls certain. */
static void the_silent_one_by_one(void **state)
{
	struct rng r = { 81 };

	(void)state;
	for (int i = 0; i < 3000; i++) {
		const int levels = 2 + (int)rng_next_below(&r, 5);
		const struct tally t = random_tally(&r, levels, 6), back = mirrored(&t);
		const int64_t n = tally_n(&t), size = n + (int64_t)rng_next_below(&r, 14);
		int64_t down = SILENCE_IMPOSSIBLE, up = SILENCE_IMPOSSIBLE;
		struct silence s, m;

		if (n == 0)
			continue;
		s = silence(t, size, SILENCE_ALL);
		m = silence(back, size, SILENCE_ALL);
		for (int64_t x = size - n; x >= 1; x--) {
			struct tally lower = t, higher = t;

			/* The others choose the middle, which holds it best. */
			lower.c[0] += x;
			lower.c[s.low - 1] += size - n - x;
			higher.c[levels - 1] += x;
			higher.c[s.high - 1] += size - n - x;
			down = median_low(&lower) < s.low ? x : down;
			up = median_high(&higher) > s.high ? x : up;
		}
		assert_int_equal(s.moves_down, down);
		assert_int_equal(s.moves_up, up);
		assert_int_equal(m.moves_down, up);
		assert_int_equal(m.moves_up, down);
		assert_int_equal(m.needed, s.needed);
		assert_near(m.expected_up, s.expected_down);
		assert_near(m.response_needed, s.response_needed);
		assert_int_equal(s.needed == 0, is_sure(&t, size));
		if (s.needed > 0)	/* more than that share of N, and not before */
			assert_true((double)(n + s.needed) > s.response_needed * (double)size &&
				    (double)(n + s.needed - 1) <= s.response_needed * (double)size + 1e-9);
		if (2 * n <= size)
			assert_int_not_equal(s.needed, 0);
	}
}

/* Answers that fall exactly as now: r more of them make it certain, fewer do not. */
static void so_many_more_make_it_certain(void **state)
{
	struct rng r = { 82 };

	(void)state;
	for (int i = 0; i < 2000; i++) {
		const struct tally t = random_tally(&r, 5, 5);
		const int64_t n = tally_n(&t), size = n * (1 + (int64_t)rng_next_below(&r, 4)) +
						      (int64_t)rng_next_below(&r, 9);
		struct silence s;

		if (n == 0)
			continue;
		s = silence(t, size, SILENCE_ALL);
		for (int64_t times = 1; times * n <= size; times++) {
			struct tally more = t;

			for (int k = 0; k < 5; k++)
				more.c[k] *= times;
			assert_int_equal(is_sure(&more, size),
					 s.needed >= 0 && (times - 1) * n >= s.needed);
		}
	}
}

/* --- sight ------------------------------------------------------------------------- */

/* docs/developer/method.md: shifts between rounds of so many answers, for the bell. */
static void what_can_be_seen(void **state)
{
	static const struct {
		int64_t n;
		double levels, by;
	} seen[] = { { 8, 1.4, 0.05 }, { 10, 1.3, 0.05 }, { 20, 0.9, 0.05 }, { 30, 0.74, 0.005 },
		     { 60, 0.52, 0.005 }, { 100, 0.40, 0.005 }, { 150, 0.33, 0.005 },
		     { 300, 0.23, 0.005 }, { 1000, 0.13, 0.005 } };
	static const double bell[] = { 0.07, 0.24, 0.38, 0.24, 0.07 };
	double share[5];
	struct sight s;

	(void)state;
	sight_bell(5, share);
	for (int i = 0; i < 5; i++)
		assert_close(share[i], bell[i], 0.005);
	for (size_t i = 0; i < ARRAY_LEN(seen); i++) {
		assert_true(sight_of(5, 2000, seen[i].n, &s));
		assert_close(s.levels, seen[i].levels, seen[i].by);
	}
	/* 1/(2 * .69) = 72.6 % of them: 9 of 12, 37 of 50. */
	assert_true(sight_of(5, 12, 8, &s));
	assert_int_equal(s.certain_from, 9);
	assert_true(sight_of(5, 50, 8, &s));
	assert_int_equal(s.certain_from, 37);
	assert_true(sight_of(4, 12, 8, &s));
	assert_int_equal(s.certain_from, 0);	/* its middle lies between two levels */
	assert_true(sight_of(2, 5, 1, &s));
	assert_near(s.levels, 1);		/* the length of that scale */
	assert_near(s.superiority, 0.5);
	assert_false(sight_of(5, 12, 13, &s) || sight_of(5, 12, 0, &s) || sight_of(1, 2, 2, &s) ||
		     sight_of(11, 2, 2, &s));
}

/* What is told before agrees with what is told after answers that fall like a bell. */
static void told_before_and_after(void **state)
{
	(void)state;
	for (int levels = 2; levels <= TALLY_LEVELS_MAX; levels++) {
		struct tally t = { .levels = levels };
		double share[TALLY_LEVELS_MAX], sum = 0;
		struct change_sight after;
		struct silence silent;
		struct sight before;
		int64_t n;

		sight_bell(levels, share);
		for (int i = 0; i < levels; i++) {
			sum += share[i];
			assert_close(share[i], share[levels - 1 - i], 1e-12);
			t.c[i] = llround(share[i] * 1e6);
		}
		assert_near(sum, 1);
		n = tally_n(&t);
		assert_true(sight_of(levels, 2 * n, n, &before));
		after = change_sight(&t, &t);
		assert_close(before.levels, after.levels, 1e-5);
		assert_close(before.superiority, after.superiority, 1e-5);
		silent = silence(t, 2 * n, SILENCE_ALL);
		if (levels % 2)
			assert_close((double)before.certain_from, (double)(n + silent.needed), 10);
		else
			assert_int_equal(before.certain_from, 0);
	}
}

/* --- certain change ----------------------------------------------------------------- */

/*
 * Earlier (2,5,3,0,0) of 12, later (0,1,5,4,0) of 11.  On 3 or higher 3 of 12, at
 * most 5, and 9 of 11: 9/11 > 5/12.  On 4: 4 of 11 against at most 2 of 12.  On 2:
 * 10/11 against 10/12.  On 5: none of 11 against at most 2 of 12.
 */
static void certain_by_hand(void **state)
{
	const struct tally then = FIVE(2, 5, 3, 0, 0), now = FIVE(0, 1, 5, 4, 0);
	struct tally some = then;
	int direction[TALLY_LEVELS_MAX - 1];

	(void)state;
	assert_true(change_certain(&then, 12, &now, 11, direction));
	assert_int_equal(direction[0], 1);
	assert_int_equal(direction[1], 1);
	assert_int_equal(direction[2], 1);
	assert_int_equal(direction[3], 0);
	assert_true(change_certain(&now, 11, &then, 12, direction));
	assert_int_equal(direction[1], -1);
	/* Of 15 it could be 13 on 2 or higher, .87 against .91; of 16 it could be 14, .875;
	 * of 23 it could be 21, .913: then it is open, unless it does not apply to eight. */
	assert_true(change_certain(&then, 23, &now, 11, direction));
	assert_int_equal(direction[0], 0);
	some.not_applicable = 8;
	assert_true(change_certain(&some, 23, &now, 11, direction));
	assert_int_equal(direction[0], 1);
	assert_false(change_certain(&then, 9, &now, 11, direction));
}

/* Every share that the silent can make lies on the same side; turned rounds and
 * mirrored levels turn the sign. */
static void no_silence_undoes_it(void **state)
{
	struct rng r = { 83 };

	(void)state;
	for (int i = 0; i < 800; i++) {
		const struct tally then = random_tally(&r, 4, 5), now = random_tally(&r, 4, 5);
		const struct tally then_back = mirrored(&then), now_back = mirrored(&now);
		const int64_t u1 = (int64_t)rng_next_below(&r, 5), u2 = (int64_t)rng_next_below(&r, 5);
		const int64_t n1 = tally_n(&then) + u1, n2 = tally_n(&now) + u2;
		int there[9], turned[9], back[9];

		if (n1 == 0 || n2 == 0)
			continue;
		assert_true(change_certain(&then, n1, &now, n2, there));
		assert_true(change_certain(&now, n2, &then, n1, turned));
		assert_true(change_certain(&then_back, n1, &now_back, n2, back));
		for (int cut = 0; cut < 3; cut++) {
			int64_t a1 = 0, a2 = 0;
			bool rose = true, fell = true;

			for (int k = cut + 1; k < 4; k++) {
				a1 += then.c[k];
				a2 += now.c[k];
			}
			for (int64_t x = 0; x <= u1; x++)
				for (int64_t y = 0; y <= u2; y++) {
					rose &= (a2 + y) * n1 > (a1 + x) * n2;
					fell &= (a2 + y) * n1 < (a1 + x) * n2;
				}
			assert_int_equal(there[cut], rose - fell);
			assert_int_equal(turned[cut], fell - rose);
			assert_int_equal(back[2 - cut], fell - rose);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(the_edges),
		cmocka_unit_test(the_silent_one_by_one),
		cmocka_unit_test(so_many_more_make_it_certain),
		cmocka_unit_test(what_can_be_seen),
		cmocka_unit_test(told_before_and_after),
		cmocka_unit_test(certain_by_hand),
		cmocka_unit_test(no_silence_undoes_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
