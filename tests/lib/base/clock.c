/* SPDX-License-Identifier: EUPL-1.2 */
/* Dutch local time without the machine's zone files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "base/clock.h"
#include "base/tr.h"

const struct message tr_en[1];
const size_t tr_en_count = 0;

static void assert_local(int64_t ms, int y, int mo, int d, int h, int mi)
{
	struct moment m = clock_local(ms);

	assert_int_equal(m.date.year, y);
	assert_int_equal(m.date.month, mo);
	assert_int_equal(m.date.day, d);
	assert_int_equal(m.hour, h);
	assert_int_equal(m.minute, mi);
}

/* Moments from `TZ=Europe/Amsterdam date -d @…`. */
static void summer_time_begins_and_ends_on_its_sunday(void **state)
{
	(void)state;
	assert_local(0, 1970, 1, 1, 1, 0);
	assert_local(1774745999000, 2026, 3, 29, 1, 59);
	assert_local(1774746000000, 2026, 3, 29, 3, 0);
	assert_local(1792889999000, 2026, 10, 25, 2, 59);
	assert_local(1792890000000, 2026, 10, 25, 2, 0);
	assert_local(1709164800000, 2024, 2, 29, 1, 0);
	assert_local(-1000, 1970, 1, 1, 0, 59);
}

static void local_and_back(void **state)
{
	(void)state;
	for (int month = 1; month <= 12; month++)
		for (int hour = 4; hour < 24; hour++) {
			struct date d = { 2027, month, 15 };
			struct moment m = clock_local(clock_from_local(d, hour, 30));

			assert_int_equal(m.date.month, month);
			assert_int_equal(m.date.day, 15);
			assert_int_equal(m.hour, hour);
			assert_int_equal(m.minute, 30);
		}
}

static void dates_that_do_not_exist_are_refused(void **state)
{
	static const char *const bad[] = { "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
		"2026-1-01", "20260101", "", "2026-01-0x", "2026-01-01 " };
	struct date d;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(clock_date_parse(str_from(bad[i]), &d));
	assert_true(clock_date_parse(STR("2028-02-29"), &d));
	assert_int_equal(d.day, 29);
}

static void dates_in_words(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct out o = out_new(a, 1000);
	struct date d = { 2026, 11, 22 };

	(void)state;
	out_date(&o, d, LANG_NL);
	out_c(&o, "|");
	out_day(&o, d, LANG_EN);
	out_c(&o, "|");
	out_date_iso(&o, (struct date){ 2026, 3, 1 });
	out_c(&o, "|");
	out_time(&o, (struct moment){ .hour = 9, .minute = 5 }, LANG_NL);
	out_c(&o, "|");
	out_time(&o, (struct moment){ .hour = 14, .minute = 32 }, LANG_EN);
	out_char(&o, '\0');
	assert_string_equal(o.p, "22 november 2026|Sunday 22 November|2026-03-01|09.05 uur|14:32");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(summer_time_begins_and_ends_on_its_sunday),
		cmocka_unit_test(local_and_back),
		cmocka_unit_test(dates_that_do_not_exist_are_refused),
		cmocka_unit_test(dates_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
