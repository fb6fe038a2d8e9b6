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
	/* On the lowest level and no wish: agreed, and nothing that goes well. */
	item.now = FIVE(8, 0, 0, 0, 0);
	(void)asked(&item, QUESTION_AGREED);
	item.wish = FIVE(8, 0, 0, 0, 0);
	(void)asked(&item, QUESTION_STRENGTH);
}

/* --- agenda --------------------------------------------------------------------------------- */

static void the_agenda_spreads_over_dimensions(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct talk_item item[6];
	struct talk_value v[6];
	size_t order[6], topic[6], n;
	struct talk_opener opener;

	(void)state;
	for (size_t i = 0; i < 6; i++)
		item[i] = (struct talk_item){ .now = FIVE(9, 0, 0, 0, (int64_t)(9 - i)), .wish.levels = 5,
					      .importance.levels = 5, .dimension = i / 3 };
	item[5].now = FIVE(0, 0, 0, 9, 0);
	talk_values(a, item, 6, 5, v, order);
	n = talk_agenda(&(struct talk){ item, v, order, 6, 5 }, 90, topic, &opener);
	assert_int_equal(n, 3);		/* (90 - 20) / 20 */
	assert_int_equal(topic[0], 0);
	assert_int_equal(topic[1], 1);
	assert_int_equal(topic[2], 3);	/* item 2 would be the third of its dimension */
	assert_int_equal(opener.item, 5);
	assert_true(opener.is_agreed && opener.works);
	n = talk_agenda(&(struct talk){ item, v, order, 6, 5 }, 15, topic, &opener);
	assert_int_equal(n, 0);
}

/* --- what people agree on ----------------------------------------------------------------- */

static struct talk_value value_of(const struct talk_item *item)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct talk_value v;
	size_t order[1];

	talk_values(a, item, 1, 5, &v, order);
	return v;
}

static bool may_skip(const struct talk_item *item)
{
	const struct talk_value v = value_of(item);

	return talk_may_skip(item, &v, 5);
}

static struct talk_item alone(struct tally now, struct tally wish)
{
	return (struct talk_item){ .now = now, .wish = wish, .importance.levels = 5 };
}

/* Ten on one level, at each boundary of what may be skipped. */
static void what_may_be_skipped(void **state)
{
	const struct tally none = { .levels = 5 };
	const struct tally five[] = { FIVE(0, 0, 5, 0, 0), FIVE(0, 0, 9, 5, 0) };
	struct talk_item item = alone(FIVE(0, 0, 10, 0, 0), none);

	(void)state;
	assert_true(may_skip(&item));
	item.now.dont_know = 3;		/* 3 of 13 do not know */
	assert_true(may_skip(&item));
	item.now.dont_know = 4;		/* 4 of 14 */
	assert_false(may_skip(&item));
	item = alone(FIVE(0, 0, 9, 0, 0), none);
	item.now.dont_know = 3;		/* a quarter */
	assert_false(may_skip(&item));
	item = alone(FIVE(0, 0, 10, 0, 0), FIVE(0, 0, 3, 2, 0));
	assert_true(may_skip(&item));
	item.wish = FIVE(0, 0, 3, 3, 0);	/* between 3 and 4 */
	assert_false(may_skip(&item));
	item.wish = FIVE(0, 0, 0, 4, 0);	/* too few to count as a wish */
	assert_true(may_skip(&item));
	/* Close for all: of fourteen others five lie .36 of a level higher, of five all. */
	item = alone(FIVE(0, 0, 14, 5, 0), none);
	item.group = five;
	item.groups = 2;
	assert_int_equal(spread_word(&item.now), SPREAD_CLOSE);
	assert_near(value_of(&item).gap, 5 / 14.0);
	assert_true(may_skip(&item));
	item.now = FIVE(0, 0, 20, 5, 0);
	item.group = (const struct tally[]){ FIVE(0, 0, 0, 5, 0), FIVE(0, 0, 20, 0, 0) };
	assert_int_equal(spread_word(&item.now), SPREAD_CLOSE);
	assert_false(may_skip(&item));
	item = alone(FIVE(0, 5, 5, 0, 0), none);	/* D is .25 */
	assert_false(may_skip(&item));
}

/* "lukt al": at the wish, or from the middle level up. */
static void what_works(void **state)
{
	const struct tally none = { .levels = 5 };
	struct talk_item item = alone(FIVE(10, 0, 0, 0, 0), none);

	(void)state;
	assert_false(talk_works(&item, 5));
	item.wish = FIVE(0, 0, 10, 0, 0);
	assert_false(talk_works(&item, 5));
	item.wish = FIVE(10, 0, 0, 0, 0);
	assert_true(talk_works(&item, 5));
	item = alone(FIVE(0, 5, 5, 0, 0), FIVE(0, 0, 0, 9, 0));
	assert_false(talk_works(&item, 5));	/* between 2 and 3 is below 3 */
	item.now = FIVE(0, 4, 5, 0, 0);
	assert_true(talk_works(&item, 5));
	item.now = FIVE(0, 0, 4, 0, 0);
	assert_false(talk_works(&item, 5));
	item = (struct talk_item){ .now = { .levels = 4, .c = { 0, 6 } }, .wish.levels = 4 };
	assert_false(talk_works(&item, 5));	/* 2 of four levels is below the middle, 3 is not */
	item.now = (struct tally){ .levels = 4, .c = { 0, 0, 6 } };
	assert_true(talk_works(&item, 5));
}

static struct talk_opener opener(const struct talk_item *item, size_t count)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct talk_opener o;
	struct talk_value v[9];
	size_t order[9], topic[9], n;

	talk_values(a, item, count, 5, v, order);
	n = talk_agenda(&(struct talk){ item, v, order, count, 5 }, 240, topic, &o);
	for (size_t i = 0; i < n; i++)
		assert_int_not_equal(topic[i], o.item);
	return o;
}

static void the_opener_works_if_anything_does(void **state)
{
	const struct tally none = { .levels = 5 };
	struct talk_item item[3] = {
		alone(FIVE(10, 0, 0, 0, 0), FIVE(0, 0, 9, 0, 0)),
		alone(FIVE(0, 0, 5, 0, 0), none), alone(FIVE(0, 6, 6, 0, 0), none),
	};
	struct talk_opener o;

	(void)state;
	item[1].now.dont_know = 5;	/* half of them do not know */
	o = opener(item, 3);
	assert_int_equal(o.item, 0);	/* they agree, and it does not work */
	assert_true(o.is_agreed && !o.works);
	o = opener(item + 1, 2);
	assert_int_equal(o.item, 1);	/* the closest there is */
	assert_true(!o.is_agreed && !o.works);
	o = opener(item + 1, 1);
	assert_int_equal(o.item, TALK_NO_ITEM);
	item[1].now.dont_know = 1;
	o = opener(item, 3);
	assert_int_equal(o.item, 1);
	assert_true(o.is_agreed && o.works);
	item[0].wish = none;
	item[1].now = FIVE(0, 12, 0, 0, 0);
	assert_int_equal(opener(item, 3).item, 1);	/* neither works: the highest middle */
	item[0].wish = FIVE(9, 0, 0, 0, 0);
	assert_int_equal(opener(item, 3).item, 0);	/* that is what they wish */
}

/* Whatever the answers: what may be skipped, and what is said to be agreed, is
 * known, close and shared by all groups; nothing below its wish is skipped. */
static void nothing_doubtful_is_skipped(void **state)
{
	struct rng r = { 62 };

	(void)state;
	for (int i = 0; i < 3000; i++) {
		const int levels = 3 + (int)rng_next_below(&r, 3);
		const struct tally group[2] = { random_tally(&r, levels, 8), random_tally(&r, levels, 2) };
		struct talk_item item = { .now = group[0], .wish = random_tally(&r, levels, 4),
					  .importance.levels = levels, .group = group, .groups = 2 };
		struct talk_opener o;
		struct talk_value v;

		tally_add(&item.now, &group[1]);
		item.now.dont_know = (int64_t)rng_next_below(&r, 6);
		v = value_of(&item);
		o = opener(&item, 1);
		if (o.item == 0) {
			assert_true(4 * item.now.dont_know < tally_n(&item.now) + item.now.dont_know);
			assert_true(isnan(v.gap) || v.gap < TALK_GAP_SAID);
			assert_int_equal(o.is_agreed, spread_word(&item.now) == SPREAD_CLOSE);
		}
		if (!talk_may_skip(&item, &v, 5))
			continue;
		assert_true(o.item == 0 && o.is_agreed);
		assert_true(tally_n(&item.wish) < 5 || median_high(&item.now) >= median_low(&item.wish));
	}
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
		cmocka_unit_test(what_may_be_skipped),
		cmocka_unit_test(what_works),
		cmocka_unit_test(the_opener_works_if_anything_does),
		cmocka_unit_test(nothing_doubtful_is_skipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
