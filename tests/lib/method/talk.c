/* SPDX-License-Identifier: EUPL-1.2 */
/* Conversation value: by hand, order, robustness, questions. */
#include "cases.h"

#include "method/question.h"

static const struct tally two_teams[] = {
	{ .levels = 5, .c = { 1, 3, 1, 0, 0 } }, { .levels = 5, .c = { 0, 0, 3, 2, 0 } },
};

static struct talk_item alone(struct tally now, struct tally wish)
{
	return (struct talk_item){ .now = now, .wish = wish, .importance.levels = 5 };
}

static struct talk_item by_hand(void)
{
	struct talk_item item = {
		.now = FIVE(1, 3, 4, 2, 0), .wish = FIVE(0, 0, 4, 6, 2),
		.importance = FIVE(2, 1, 1, 4, 4), .group = two_teams, .groups = 2,
	};

	item.now.dont_know = 2;
	return item;
}

static void the_value_by_hand(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const struct talk_item item = by_hand();
	enum talk_part reason;
	struct talk_value v;
	size_t order[1];

	(void)state;
	talk_values(a, &item, 1, 5, &v, order);
	assert_near(v.part[TALK_SPREAD], 0.35 / 0.6);
	assert_near(v.gap, 1.4);
	assert_int_equal(v.gap_group, 0);
	assert_int_equal(v.gap_direction, -1);
	/* Pairs of one group .7 apart, of two 1.4 (tests/lib/method/between.c): full. */
	assert_near(v.gap_levels, 0.7);
	assert_near(v.part[TALK_GAP], 1);
	assert_false(v.is_own_gap);
	assert_near(v.test.p, 8 / 252.0);
	assert_near(v.test.bh, 8 / 252.0);	/* one test in the family */
	assert_true(isnan(v.leaders.p));
	assert_near(v.part[TALK_AMBITION], (23 / 6.0 - 2.75) / 2);
	assert_near(v.part[TALK_DONT_KNOW], 2 / 12.0 / 0.4);
	assert_near(v.multiplier, (1 + 2 / 3.0) / 2);
	/* 25 * 5/6 * (7/12 + 1 + 13/24 + 5/12) = 25 * 5/6 * 61/24 */
	assert_near(v.value, 7625 / 144.0);
	assert_true(talk_main_reason(&v, &reason));
	assert_int_equal(reason, TALK_GAP);
	assert_int_equal(v.rank, 1);
	assert_int_equal(v.weightings, TALK_WEIGHTINGS);
	assert_int_equal(v.first_weightings, TALK_WEIGHTINGS);
	assert_near(v.first_by_lot, 1);
}

/*
 * Of thirty in five groups of six, four (0,3,3,0,0) and one (0,0,0,3,3) two higher:
 * pairs of one group lie 9/15 apart, of two groups (6 * 18 + 4 * 72)/360 = 1.1, so
 * the pairs make (1.1 - .6)/.5, full; so does the group itself, W1 2 less noise.
 * Among ten the pairs make .2/.5, and the group as much as before.
 */
static void one_group_apart_makes_the_part(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct tally group[10], rest;
	struct talk_item item = { .now.levels = 5, .wish.levels = 5, .importance.levels = 5,
				  .group = group, .groups = 5 };
	struct talk_value v;
	size_t order[1];
	double noise;

	(void)state;
	for (size_t i = 0; i < 10; i++)
		group[i] = i == 4 ? FIVE(0, 0, 0, 3, 3) : FIVE(0, 3, 3, 0, 0);
	for (size_t i = 0; i < 5; i++)
		tally_add(&item.now, &group[i]);
	talk_values(a, &item, 1, 5, &v, order);
	assert_near(v.between.between_pair - v.between.within_pair, 0.5);
	assert_near(v.part[TALK_GAP], 1);
	assert_true(v.is_own_gap);	/* of equal ones what can be pointed at */
	for (size_t i = 5; i < 10; i++)
		tally_add(&item.now, &group[i]);
	item.groups = 10;
	talk_values(a, &item, 1, 5, &v, order);
	rest = item.now;
	for (int l = 0; l < 5; l++)
		rest.c[l] -= group[4].c[l];
	noise = gap_noise(&group[4], &rest);
	/* 36 pairs of groups alike, 36 * 18; 9 with the one, 9 * 72: 1296/1620 = .8 */
	assert_near(v.between.between_pair - v.between.within_pair, 0.2);
	assert_true(between_is_apart(&v.test));
	assert_true(v.is_own_gap);
	assert_int_equal(v.own_gap_group, 4);
	assert_int_equal(v.own_gap_direction, 1);
	assert_near(v.own_gap_w1, 2);
	assert_near(v.gap_levels, 2 - noise);
	assert_near(v.part[TALK_GAP], fmin(1, (2 - noise) / 1.5));
}

/* A group that chance makes lie apart weighs nothing by itself: only pairs do. */
static void a_group_not_told_from_chance(void **state)
{
	const struct tally group[] = { FIVE(1, 1, 2, 1, 0), FIVE(0, 2, 2, 1, 0), FIVE(1, 2, 1, 1, 0) };
	struct talk_item item = { .now = FIVE(2, 5, 5, 3, 0), .wish.levels = 5, .importance.levels = 5,
				  .group = group, .groups = 3 };
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct talk_value v;
	size_t order[1];

	(void)state;
	talk_values(a, &item, 1, 5, &v, order);
	assert_true(v.gap > 0);
	assert_true(v.between.between_pair < v.between.within_pair);
	assert_false(between_is_apart(&v.test) || v.is_own_gap || v.is_missing[TALK_GAP]);
	assert_near(v.part[TALK_GAP], 0);
}

/* One visible group is compared with who is in none; leaders are tested apart only
 * when they are given apart, and then they are of the family. */
static void the_tests_of_a_page(void **state)
{
	const struct tally one[] = { FIVE(0, 0, 0, 3, 4) }, leaders = FIVE(0, 0, 0, 2, 6);
	const struct tally others = FIVE(6, 4, 0, 0, 0);
	struct talk_item item[2] = {
		{ .now = FIVE(3, 4, 0, 3, 4), .wish.levels = 5, .importance.levels = 5,
		  .group = one, .groups = 1, .dimension = 0 },
		{ .now = FIVE(3, 4, 0, 3, 4), .wish.levels = 5, .importance.levels = 5,
		  .leaders = &leaders, .others = &others, .dimension = 1 },
	};
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct talk_value v[2];
	size_t order[2];

	(void)state;
	talk_values(a, item, 2, 5, v, order);
	assert_true(v[0].has_between && !v[0].has_shared && !v[0].is_missing[TALK_GAP]);
	assert_int_equal(v[0].between.n, 14);
	assert_true(v[1].is_missing[TALK_GAP] && isnan(v[1].test.p) && isnan(v[1].gap_levels));
	/* (3,4,0,0,0) and (0,0,0,3,4) each 12 of 42: two ways of 3432, and the mirror of
	 * either; of leaders (0,0,0,2,6) and (6,4,0,0,0) one way of 18 over 8. */
	assert_near(v[0].test.p, 2 / 3432.0);
	assert_near(v[1].leaders.p, 1 / 43758.0);
	assert_near(v[1].leaders.bh, 2 / 43758.0);
	assert_near(v[0].test.bh, 2 / 3432.0);
}

static void small_counts_take_no_part(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct talk_item item[2] = { by_hand(), by_hand() };
	struct talk_value v[2];
	size_t order[2];

	(void)state;
	item[0].now = FIVE(1, 0, 0, 0, 1);
	item[0].now.dont_know = 2;
	item[1].now = FIVE(1, 0, 0, 0, 2);
	item[1].now.dont_know = 6;
	item[1].groups = 0;
	talk_values(a, item, 2, 5, v, order);
	assert_false(v[0].is_eligible);
	assert_int_equal(v[0].rank, 0);
	assert_int_equal(v[0].weightings, 0);
	assert_true(v[1].is_eligible && v[1].is_missing[TALK_SPREAD] && v[1].is_missing[TALK_GAP]);
	assert_near(v[1].part[TALK_SPREAD], 0);
	assert_near(v[1].part[TALK_DONT_KNOW], 1);
	assert_int_equal(order[0], 1);
	assert_int_equal(order[1], 0);
}

/* Equal fractions that are computed differently stay in the order of the items. */
static void ties_keep_the_order_of_the_items(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct talk_item item[8];
	struct talk_value v[8];
	size_t order[8];

	(void)state;
	for (int i = 0; i < 8; i++) {
		item[i] = (struct talk_item){ .now = FIVE(3, 7, 9, 4, 1), .wish.levels = 5,
					      .importance.levels = 5 };
		for (int l = 0; l < 5; l++)
			item[i].now.c[l] *= i + 1;
	}
	talk_values(a, item, 8, 5, v, order);
	for (size_t i = 0; i < 8; i++) {
		assert_int_equal(order[i], i);
		assert_int_equal(v[i].weightings, i < 5 ? TALK_WEIGHTINGS : 0);
		/* All of one dimension: the first two of it, and no third. */
		assert_int_equal(v[i].first_weightings, i < 2 ? TALK_WEIGHTINGS : 0);
		assert_near(v[i].first_by_lot, 2 / 8.0);
		item[i].dimension = i / 4;
	}
	talk_values(a, item, 8, 5, v, order);
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(v[i].first_weightings, i < 2 || i == 4 ? TALK_WEIGHTINGS : 0);
}

/* Every order of so many items, dealt one by one: how often each is among the first
 * three, two of a dimension. */
static void deal_orders(const size_t *dimension, size_t n, size_t *order, size_t at, double *ret)
{
	if (at == n) {
		size_t taken[3], count = 0;

		for (size_t i = 0; i < n && count < 3; i++) {
			size_t same = 0;

			for (size_t j = 0; j < count; j++)
				same += dimension[taken[j]] == dimension[order[i]];
			if (same < 2)
				taken[count++] = order[i];
		}
		for (size_t i = 0; i < count; i++)
			ret[taken[i]]++;
		ret[n]++;
		return;
	}
	for (size_t i = at; i < n; i++) {
		size_t other = order[at];

		order[at] = order[i];
		order[i] = other;
		deal_orders(dimension, n, order, at + 1, ret);
		other = order[at];
		order[at] = order[i];
		order[i] = other;
	}
}

static void the_share_by_lot(void **state)
{
	static const size_t dimensions[][7] = {
		{ 0, 1, 2, 3, 4, 5, 6 }, { 0, 0, 0, 1, 1, 1, 2 }, { 0, 0, 0, 0, 0, 1, 1 },
		{ 0, 0, 1, 1, 2, 2, 3 }, { 5, 5, 5, 5, 5, 5, 5 },
	};
	struct talk_item item[7];

	(void)state;
	for (size_t c = 0; c < ARRAY_LEN(dimensions); c++)
		for (size_t n = 1; n <= 7; n++) {
			SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
			size_t order[7] = { 0, 1, 2, 3, 4, 5, 6 };
			double often[8] = { 0 };
			struct talk_value v[7];

			for (size_t i = 0; i < n; i++) {
				item[i] = alone(FIVE(3, 7, 9, 4, 1), (struct tally){ .levels = 5 });
				item[i].dimension = dimensions[c][i];
			}
			deal_orders(dimensions[c], n, order, 0, often);
			talk_values(a, item, n, 5, v, order);
			for (size_t i = 0; i < n; i++)
				assert_near(v[i].first_by_lot, often[i] / often[n]);
		}
}

static void weightings_share_five_places(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 22);
	struct rng r = { 61 };
	struct talk_item item[20];
	struct talk_value v[20];
	size_t order[20];
	int sum = 0, first = 0;
	double lot = 0;

	(void)state;
	for (int i = 0; i < 20; i++) {
		item[i] = (struct talk_item){ .now = random_tally(&r, 5, 9), .wish = random_tally(&r, 5, 9),
					      .importance = random_tally(&r, 5, 9) };
		item[i].now.dont_know = 5 + (int64_t)rng_next_below(&r, 9);
		item[i].dimension = (size_t)i / 4;
	}
	talk_values(a, item, 20, 5, v, order);
	for (int i = 0; i < 20; i++) {
		sum += v[i].weightings;
		first += v[i].first_weightings;
		lot += v[i].first_by_lot;
		assert_true(v[i].first_weightings <= TALK_WEIGHTINGS);
		assert_true(v[i].value >= 0 && v[i].value <= 100);
		assert_true(i == 0 || v[order[i - 1]].value >= v[order[i]].value - 1e-9);
	}
	assert_int_equal(sum, TALK_WEIGHTINGS * TALK_TOP);
	assert_int_equal(first, TALK_WEIGHTINGS * TALK_FIRST);
	assert_near(lot, TALK_FIRST);
}

/* --- questions ---------------------------------------------------------------------------- */

static struct question asked(const struct talk_item *item, enum question_kind kind)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct question q;
	struct talk_value v;
	size_t order[1];

	talk_values(a, item, 1, 5, &v, order);
	q = question_of(item, &v, 5);
	assert_int_equal(q.kind, kind);
	return q;
}

static void assert_range(struct level_range r, int low, int high)
{
	assert_int_equal(r.low, low);
	assert_int_equal(r.high, high);
}

static void every_reason_has_its_question(void **state)
{
	struct talk_item item = by_hand();
	struct question q;

	(void)state;
	q = asked(&item, QUESTION_GROUPS);
	assert_near(q.within, 0.7);
	assert_near(q.between, 1.4);
	item.groups = 0;
	assert_range(asked(&item, QUESTION_SPREAD).now, 2, 3);
	item.now = FIVE(5, 0, 0, 0, 6);		/* eleven: too few to be called groups */
	assert_range(asked(&item, QUESTION_TWO_PLACES).now, 1, 5);
	item.now = FIVE(6, 0, 0, 0, 6);
	assert_range(asked(&item, QUESTION_TWO_GROUPS).now, 1, 5);
	item.now = FIVE(0, 8, 0, 0, 0);
	q = asked(&item, QUESTION_AMBITION);
	assert_range(q.now, 2, 2);
	assert_range(q.wish, 4, 4);
	item.now.dont_know = 8;
	q = asked(&item, QUESTION_DONT_KNOW);
	assert_int_equal(q.dont_know, 8);
	assert_int_equal(q.people, 16);
	item.now = FIVE(0, 1, 0, 0, 0);	/* the one is not counted among them */
	item.now.dont_know = 5;
	q = asked(&item, QUESTION_DONT_KNOW_ALONE);
	assert_int_equal(q.dont_know, 5);
	assert_int_equal(q.people, 0);
	item.now.dont_know = 4;
	(void)asked(&item, QUESTION_DONT_KNOW_FEW);
	item.now = FIVE(0, 0, 0, 0, 8);
	(void)asked(&item, QUESTION_STRENGTH);
	item.now.dont_know = 1;
	(void)asked(&item, QUESTION_DONT_KNOW_FEW);
	item.now = FIVE(1, 0, 8, 0, 1);
	item.wish = FIVE(0, 0, 0, 0, 0);
	assert_range(asked(&item, QUESTION_OUTLIERS).now, 3, 3);
	item.now = FIVE(0, 0, 4, 0, 0);
	(void)asked(&item, QUESTION_NONE);
	/* On the lowest level and no wish: agreed, and nothing that goes well. */
	item.now = FIVE(8, 0, 0, 0, 0);
	(void)asked(&item, QUESTION_AGREED);
	item.wish = FIVE(8, 0, 0, 0, 0);
	(void)asked(&item, QUESTION_STRENGTH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_value_by_hand),
		cmocka_unit_test(one_group_apart_makes_the_part),
		cmocka_unit_test(a_group_not_told_from_chance),
		cmocka_unit_test(the_tests_of_a_page),
		cmocka_unit_test(the_share_by_lot),
		cmocka_unit_test(small_counts_take_no_part),
		cmocka_unit_test(ties_keep_the_order_of_the_items),
		cmocka_unit_test(weightings_share_five_places),
		cmocka_unit_test(every_reason_has_its_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
