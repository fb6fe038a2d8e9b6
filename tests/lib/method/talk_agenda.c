/* SPDX-License-Identifier: EUPL-1.2 */
/* What people agree on, with what a conversation opens, and the agenda. */
#include "cases.h"

#include "method/talk.h"

static struct talk_item alone(struct tally now, struct tally wish)
{
	return (struct talk_item){ .now = now, .wish = wish, .importance.levels = 5 };
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
	/* F = .8: by lot sqrt(2/pi .16 (1/5 + 1/20)) = .16, the fifth group lies 1 higher */
	item.now = FIVE(0, 0, 20, 5, 0);
	item.group = (const struct tally[]){ FIVE(0, 0, 0, 5, 0), FIVE(0, 0, 20, 0, 0) };
	assert_int_equal(spread_word(&item.now), SPREAD_CLOSE);
	assert_near(value_of(&item).own_gap, 1 - sqrt(2 / acos(-1) * 0.16 / 4));
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

/* Two groups on 3 and higher, (0,1,3,2,2) and (0,2,3,3,0), D .325: together they are
 * not close, and more than half of each say at least 3.  That opens, before one on
 * which people agree in one group more than in the other. */
static void what_all_groups_share_opens(void **state)
{
	const struct tally wide[] = { FIVE(0, 1, 3, 2, 2), FIVE(0, 2, 3, 3, 0) };
	const struct tally low[] = { FIVE(0, 8, 0, 0, 0), FIVE(0, 8, 0, 0, 0) };
	const struct tally split[] = { FIVE(0, 0, 9, 0, 0), FIVE(0, 3, 3, 0, 0) };
	struct talk_item item[3] = {
		alone(FIVE(0, 3, 12, 0, 0), (struct tally){ .levels = 5 }),
		alone(FIVE(0, 3, 6, 5, 2), (struct tally){ .levels = 5 }),
		alone(FIVE(0, 16, 0, 0, 0), (struct tally){ .levels = 5 }),
	};
	struct talk_opener o;

	(void)state;
	item[0].group = split;	/* of six half are below 3: they share 2, which is low */
	item[1].group = wide;
	item[2].group = low;	/* does not work */
	item[0].groups = item[1].groups = item[2].groups = 2;
	o = opener(item, 3);
	assert_int_equal(o.item, 1);
	assert_int_equal(o.shared, 3);
	assert_true(!o.is_agreed && o.works);
	assert_int_equal(opener(item, 1).shared, 0);
	item[0].wish = FIVE(0, 5, 0, 0, 0);
	assert_int_equal(opener(item, 1).shared, 2);	/* and all that is wished */
	item[0].wish = FIVE(0, 0, 0, 0, 0);
	assert_int_equal(opener(item + 2, 1).shared, 0);
	assert_true(opener(item + 2, 1).is_agreed);
	/* A quarter of one group do not know. */
	item[1].group = (const struct tally[]){
		wide[0], { .levels = 5, .c = { 0, 2, 3, 3, 0 }, .dont_know = 3 },
	};
	o = opener(item, 3);
	assert_int_equal(o.item, 0);
	/* Of two on the same level the one that more say. */
	item[0].group = (const struct tally[]){ FIVE(0, 0, 9, 0, 0), FIVE(0, 2, 4, 0, 0) };
	item[0].now = FIVE(0, 2, 13, 0, 0);
	item[1].group = wide;
	assert_int_equal(opener(item, 3).item, 0);
	/* What lies far apart is something to talk about, shared or not. */
	item[1].now = FIVE(4, 0, 7, 0, 6);
	item[1].group = (const struct tally[]){ FIVE(2, 0, 4, 0, 3), FIVE(2, 0, 3, 0, 3) };
	assert_int_equal(spread_word(&item[1].now), SPREAD_FAR);
	assert_int_equal(opener(item + 1, 1).item, TALK_NO_ITEM);
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
			assert_true(o.shared || isnan(v.own_gap) || v.own_gap < TALK_GAP_SAID);
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
		cmocka_unit_test(the_agenda_spreads_over_dimensions),
		cmocka_unit_test(what_may_be_skipped),
		cmocka_unit_test(what_works),
		cmocka_unit_test(the_opener_works_if_anything_does),
		cmocka_unit_test(what_all_groups_share_opens),
		cmocka_unit_test(nothing_doubtful_is_skipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
