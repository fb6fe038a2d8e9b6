/* SPDX-License-Identifier: EUPL-1.2 */
/* Calendar files, read back as RFC 5545 says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "meeting/ics.h"

/* 2026-11-23 13:30:05 UTC, checked with another clock. */
static const int64_t at = INT64_C(1795440605000);

static struct str written(struct arena *a, const struct ics_event *event)
{
	struct out o = out_new(a, 1 << 16);

	ics_write(&o, event);
	assert_false(o.is_failed);
	return out_done(&o);
}

/* Every line ends in CRLF, holds at most 75 octets and whole characters; no
 * bare CR or LF.  Returns the text unfolded, lines ending in LF. */
static struct str unfold(struct arena *a, struct str file)
{
	struct out o = out_new(a, 1 << 16);
	size_t start = 0;

	for (size_t i = 0; i < file.n; i++) {
		if (file.p[i] != '\r') {
			assert_int_not_equal(file.p[i], '\n');
			continue;
		}
		struct str one = str_cut(file, start, i);

		assert_true(i + 1 < file.n && file.p[i + 1] == '\n');
		assert_true(one.n <= 75);
		assert_true(utf8_ok(one));
		if (one.n && one.p[0] == ' ') {
			assert_true(o.n > 0);
			o.n--;			/* the line end before it */
			one = str_cut(one, 1, one.n);
		}
		out_str(&o, one);
		out_char(&o, '\n');
		start = ++i + 1;
	}
	assert_int_equal(start, file.n);
	return out_done(&o);
}

/* The text value of a property, with its escapes undone. */
static struct str value(struct arena *a, struct str unfolded, const char *name)
{
	struct str rest = unfolded, one;
	struct out o = out_new(a, 1 << 16);

	do {
		one = str_split(rest, '\n', &rest);
		if (one.n > strlen(name) && memcmp(one.p, name, strlen(name)) == 0 &&
		    one.p[strlen(name)] == ':') {
			one = str_cut(one, strlen(name) + 1, one.n);
			for (size_t i = 0; i < one.n; i++) {
				if (one.p[i] == '\\')
					i++, out_char(&o, one.p[i] == 'n' ? '\n' : one.p[i]);
				else
					out_char(&o, one.p[i]);
			}
			return out_done(&o);
		}
	} while (rest.p);
	return (struct str){ 0 };
}

static void same(struct str is, const char *should)
{
	if (!str_is(is, should))
		fail_msg("‘" STR_FMT "’ should be ‘%s’", STR_ARG(is), should);
}

static void a_parser_reads_back_what_was_written(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct ics_event event = {
		.id = 42, .stamp = at, .starts = at, .ends = at + 90 * 60000,
		.summary = STR("Delen; met elkaar, \\ ja: \"goed\""), .place = STR("Zaal 2"),
		.description = STR("Eerste regel\r\nTweede regel\nBEGIN:VEVENT"),
	};
	struct str text = unfold(a, written(a, &event));

	(void)state;
	assert_true(str_starts(text, STR("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:")));
	assert_true(str_ends(text, STR("END:VEVENT\nEND:VCALENDAR\n")));
	same(value(a, text, "UID"), "42@sessie.peil");
	same(value(a, text, "DTSTAMP"), "20261123T133005Z");
	same(value(a, text, "DTSTART"), "20261123T133005Z");
	same(value(a, text, "DTEND"), "20261123T150005Z");
	same(value(a, text, "SUMMARY"), "Delen; met elkaar, \\ ja: \"goed\"");
	same(value(a, text, "LOCATION"), "Zaal 2");
	same(value(a, text, "DESCRIPTION"), "Eerste regel\nTweede regel\nBEGIN:VEVENT");
	assert_true(str_eq(text, unfold(a, written(a, &event))));
}

static void empty_texts_are_left_out(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct ics_event event = { .id = 1, .stamp = at, .starts = at, .ends = at,
				   .summary = STR("x") };
	struct str text = unfold(a, written(a, &event));

	(void)state;
	assert_null(value(a, text, "LOCATION").p);
	assert_null(value(a, text, "DESCRIPTION").p);
}

/* Characters of one to four bytes at every place of the fold. */
static void long_lines_fold_between_characters(void **state)
{
	static const char *const characters[] = { "a", "\xc3\xab", "\xe2\x82\xac",
						  "\xf0\x9f\x8c\xb1" };

	(void)state;
	for (size_t lead = 0; lead < 80; lead++)
		for (size_t k = 0; k < ARRAY_LEN(characters); k++) {
			SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
			struct out o = out_new(a, 4000);
			struct ics_event event = { .id = 1, .stamp = at, .starts = at, .ends = at };
			struct str text;

			for (size_t i = 0; i < lead; i++)
				out_char(&o, 'x');
			for (size_t i = 0; i < 100; i++)
				out_c(&o, characters[k]);
			event.summary = out_done(&o);
			text = value(a, unfold(a, written(a, &event)), "SUMMARY");
			assert_true(str_eq(text, event.summary));
		}
}

static void days_of_the_calendar(void **state)
{
	static const struct {
		int64_t ms;
		const char *text;
	} cases[] = {
		{ 0, "19700101T000000Z" },
		{ INT64_C(951782399000), "20000228T235959Z" },
		{ INT64_C(951782400000), "20000229T000000Z" },
		{ INT64_C(951868800000), "20000301T000000Z" },
		{ INT64_C(1798761600000), "20270101T000000Z" },
		{ INT64_C(4107542399000), "21000228T235959Z" },
		{ INT64_C(4107542400000), "21000301T000000Z" },
	};
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct ics_event event = { .id = 1, .stamp = cases[i].ms, .starts = at, .ends = at,
					   .summary = STR("x") };

		same(value(a, unfold(a, written(a, &event)), "DTSTAMP"), cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_parser_reads_back_what_was_written),
		cmocka_unit_test(empty_texts_are_left_out),
		cmocka_unit_test(long_lines_fold_between_characters),
		cmocka_unit_test(days_of_the_calendar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
