/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The example organisation can be laid on any day of the week and the year: it is
 * laid once, and the days on which things happen are looked at for every day of
 * four years, a leap year among them.
 */
#include "database.h"

#include <stdlib.h>

#include "account/sql.h"
#include "base/clock.h"
#include "account/organisation.h"
#include "demo/demo.h"
#include "demo/demo_parts.h"

enum { ARENA = 1 << 28, SATURDAY = 6, FOUR_YEARS = 4 * 365 + 1 };

static int64_t noon_of(int year, int month, int day)
{
	return clock_from_local((struct date){ year, month, day }, 12, 0);
}

static bool is_weekend(int64_t ms)
{
	int weekday = clock_local(ms).weekday;

	return weekday == 0 || weekday == SATURDAY;
}

static void check_rounds(struct database *d, struct arena *a, int64_t now, int64_t *ret_organisation)
{
	struct round_list list;

	database_ok(d, organisation_find(d->db, STR(DEMO_ORGANISATION), ret_organisation, &d->e));
	database_ok(d, round_list(d->db, a, *ret_organisation, &list, &d->e));
	assert_int_equal(list.count, DEMO_ROUNDS);
	for (size_t i = 0; i < list.count; i++) {
		const struct round *r = &list.at[i];
		bool is_open = r->id == demo_round_id(DEMO_OPEN);

		assert_false(is_weekend(r->opened));
		assert_false(is_weekend(r->closes));
		assert_true(r->created < r->opened && r->opened < r->closes);
		assert_true(is_open ? r->closes > now + 9 * CLOCK_DAY_MS : r->closed < now);
		assert_int_equal(r->stage, is_open ? STAGE_OPEN : STAGE_CLOSED);
		for (size_t k = 0; k < i; k++)
			assert_false(str_eq(r->name, list.at[k].name));
	}
}

static void check_meetings(struct database *d, struct arena *a, int64_t now)
{
	struct meeting_list list;
	int64_t organisation;

	database_ok(d, organisation_find(d->db, STR(DEMO_ORGANISATION), &organisation, &d->e));
	database_ok(d, meeting_list(d->db, a, key_of(organisation, demo_round_id(DEMO_TALK)), &list,
				    &d->e));
	assert_int_equal(list.count, 4);
	for (size_t i = 0; i < list.count; i++) {
		const struct meeting *m = &list.at[i];
		bool is_planned = m->id == DEMO_PLANNED;

		assert_false(is_weekend(m->starts));
		assert_true(is_planned ? m->starts > now : m->starts < now);
		assert_true(m->created < m->starts);
		assert_int_equal(m->stage, is_planned ? MEETING_PLANNED : MEETING_DONE);
	}
}

/* On a Saturday, the leap day not long ago. */
static void test_filled(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(ARENA);
	struct database *d;
	void *begun = NULL;
	int64_t organisation, now = noon_of(2028, 3, 4);

	(void)state;
	assert_int_equal(database_begin(&begun), 0);
	d = begun;
	clock_fix(now);
	database_ok(d, db_begin(d->db, &d->e) && demo_fill(d->db, a, &d->e) &&
		       db_commit(d->db, &d->e));
	check_rounds(d, a, now, &organisation);
	check_meetings(d, a, now);
	assert_int_equal(database_end(&begun), 0);
}

/* The same time of the day that was asked for or of one beside it, never in a
 * weekend and never before what comes earlier. */
static void check_near_days(const struct demo *d)
{
	int64_t before = demo_day(d, -8, 16, 30);

	for (int days = -7; days <= 7; days++) {
		int64_t at = demo_day(d, days, 16, 30);
		struct moment m = clock_local(at);

		assert_false(is_weekend(at));
		assert_int_equal(m.hour, 16);
		assert_int_equal(m.minute, 30);
		assert_true(at >= before);
		assert_true(llabs(at - d->now - days * CLOCK_DAY_MS) < 2 * CLOCK_DAY_MS);
		before = at;
	}
}

static void check_dates(struct demo *d)
{
	struct str names[DEMO_ROUNDS];

	for (enum demo_which which = DEMO_BEFORE; which < DEMO_ROUNDS; which++) {
		struct demo_dates at = demo_round_dates(d, which);

		assert_false(is_weekend(at.opens) || is_weekend(at.closes));
		assert_true(at.created < at.opens && at.opens < at.closes);
		assert_true(at.opens < d->now);
		assert_true(which == DEMO_OPEN ? at.closes > d->now + 9 * CLOCK_DAY_MS
					       : at.closes < d->now);
		names[which] = demo_round_name(d, which);
		for (enum demo_which k = DEMO_BEFORE; k < which; k++)
			assert_false(str_eq(names[which], names[k]));
	}
	for (enum demo_meeting id = DEMO_WORK_SESSION; id <= DEMO_PLANNED; id++) {
		int64_t starts = demo_meeting_starts(d, id);

		assert_false(is_weekend(starts));
		assert_true(id == DEMO_PLANNED ? starts > d->now : starts < d->now);
		assert_true(starts > demo_round_dates(d, DEMO_TALK).closes);
	}
}

static void test_any_day(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct demo d = { .a = a };

	(void)state;
	for (int day = 0; day < FOUR_YEARS; day++) {
		d.now = noon_of(2027, 1, 1) + day * CLOCK_DAY_MS;
		check_near_days(&d);
		check_dates(&d);
	}
}

static void test_cards_stay(void **state)
{
	struct demo_codes first = demo_codes(), second = demo_codes();

	(void)state;
	for (size_t i = 0; i < DEMO_CODES_SHOWN; i++)
		assert_string_equal(first.shown[i].text, second.shown[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_filled),
		cmocka_unit_test(test_any_day),
		cmocka_unit_test(test_cards_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
