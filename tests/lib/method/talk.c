/* SPDX-License-Identifier: EUPL-1.2 */
/* Conversation value: by hand, order, robustness, questions, agenda. */
#include "cases.h"

#include "method/question.h"

static const struct tally two_teams[] = {
	{ .levels = 5, .c = { 1, 3, 1, 0, 0 } }, { .levels = 5, .c = { 0, 0, 3, 2, 0 } },
};

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
	assert_near(v.part[TALK_GAP], 1.4 / 1.5);
	assert_int_equal(v.gap_group, 0);
	assert_int_equal(v.gap_direction, -1);
	assert_near(v.part[TALK_AMBITION], (23 / 6.0 - 2.75) / 2);
	assert_near(v.part[TALK_DONT_KNOW], 2 / 12.0 / 0.4);
	assert_near(v.multiplier, (1 + 2 / 3.0) / 2);
	assert_close(v.value, 51.5625, 1e-10);
	assert_true(talk_main_reason(&v, &reason));
	assert_int_equal(reason, TALK_GAP);
	assert_int_equal(v.rank, 1);
	assert_int_equal(v.weightings, TALK_WEIGHTINGS);
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
	}
}

static void weightings_share_five_places(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 22);
	struct rng r = { 61 };
	struct talk_item item[20];
	struct talk_value v[20];
	size_t order[20];
	int sum = 0;

	(void)state;
	for (int i = 0; i < 20; i++) {
		item[i] = (struct talk_item){ .now = random_tally(&r, 5, 9), .wish = random_tally(&r, 5, 9),
					      .importance = random_tally(&r, 5, 9) };
		item[i].now.dont_know = 5 + (int64_t)rng_next_below(&r, 9);
	}
	talk_values(a, item, 20, 5, v, order);
	for (int i = 0; i < 20; i++) {
		sum += v[i].weightings;
		assert_true(v[i].value >= 0 && v[i].value <= 100);
		assert_true(i == 0 || v[order[i - 1]].value >= v[order[i]].value - 1e-9);
	}
	assert_int_equal(sum, TALK_WEIGHTINGS * TALK_TOP);
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
	q = asked(&item, QUESTION_GAP);
	assert_near(q.gap, 1.4);
	assert_int_equal(q.direction, -1);
	item.groups = 0;
	assert_range(asked(&item, QUESTION_SPREAD).now, 2, 3);
	item.now = FIVE(5, 0, 0, 0, 5);
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
}

/* --- agenda --------------------------------------------------------------------------------- */

static void the_agenda_spreads_over_dimensions(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct talk_item item[6];
	struct talk_value v[6];
	size_t order[6], topic[6], strength, n;

	(void)state;
	for (size_t i = 0; i < 6; i++)
		item[i] = (struct talk_item){ .now = FIVE(9, 0, 0, 0, (int64_t)(9 - i)), .wish.levels = 5,
					      .importance.levels = 5, .dimension = i / 3 };
	item[5].now = FIVE(0, 0, 0, 9, 0);
	talk_values(a, item, 6, 5, v, order);
	n = talk_agenda(&(struct talk){ item, v, order, 6, 5 }, 90, topic, &strength);
	assert_int_equal(n, 3);		/* (90 - 20) / 20 */
	assert_int_equal(topic[0], 0);
	assert_int_equal(topic[1], 1);
	assert_int_equal(topic[2], 3);	/* item 2 would be the third of its dimension */
	assert_int_equal(strength, 5);
	n = talk_agenda(&(struct talk){ item, v, order, 6, 5 }, 15, topic, &strength);
	assert_int_equal(n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_value_by_hand),
		cmocka_unit_test(small_counts_take_no_part),
		cmocka_unit_test(ties_keep_the_order_of_the_items),
		cmocka_unit_test(weightings_share_five_places),
		cmocka_unit_test(every_reason_has_its_question),
		cmocka_unit_test(the_agenda_spreads_over_dimensions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
