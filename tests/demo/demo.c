/* SPDX-License-Identifier: EUPL-1.2 */
/* The example organisation can be laid on any day of the week and the year. */
#include "database.h"

#include "base/clock.h"
#include "demo/demo.h"

enum { ARENA = 1 << 28, SATURDAY = 6 };

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
	struct rows *rows = db_query(d->db, SQL_ORGANISATION_BY_NAME, &d->e, STR(DEMO_ORGANISATION));

	database_ok(d, rows && rows_next(rows, &d->e));
	*ret_organisation = rows_i64(rows, ORGANISATION_BY_NAME_ID);
	rows_free(rows);
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

	database_ok(d, meeting_list(d->db, a, demo_round_id(DEMO_TALK), &list, &d->e));
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

static void check_day(int64_t now)
{
	SCOPED(arena_freep) struct arena *a = arena_new(ARENA);
	struct database *d;
	void *state = NULL;
	int64_t organisation;

	assert_int_equal(database_begin(&state), 0);
	d = state;
	clock_fix(now);
	database_ok(d, demo_fill(d->db, a, &d->e));
	check_rounds(d, a, now, &organisation);
	check_meetings(d, a, now);
	assert_int_equal(database_end(&state), 0);
}

static void test_any_day(void **state)
{
	(void)state;
	for (int day = 0; day < 7; day++)
		check_day(noon_of(2027, 1, 1) + day * CLOCK_DAY_MS);
	check_day(noon_of(2028, 2, 29));
	check_day(noon_of(2027, 7, 10));
	check_day(noon_of(2027, 10, 31));
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
		cmocka_unit_test(test_any_day),
		cmocka_unit_test(test_cards_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
