/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "http/http.h"

static struct arena *a;
static const struct form_field *fields;
static size_t count;

static bool parse(struct str text, size_t max)
{
	struct err e = { 0 };

	return form_parse(a, text, max, &fields, &count, &e);
}

static void fields_are_decoded(void **state)
{
	(void)state;
	assert_true(parse(STR("a=1&b=x+y&c=%C3%A9%26%3d&d&=e&&f="), 10));
	assert_int_equal(count, 6);
	assert_true(str_is(fields[0].name, "a") && str_is(fields[0].value, "1"));
	assert_true(str_is(fields[1].value, "x y"));
	assert_true(str_is(fields[2].value, "\xc3\xa9&="));
	assert_true(str_is(fields[3].name, "d") && fields[3].value.n == 0);
	assert_true(str_is(fields[4].name, "") && str_is(fields[4].value, "e"));
	assert_true(str_is(fields[5].name, "f") && fields[5].value.n == 0);
}

static void line_ends_become_line_feeds(void **state)
{
	(void)state;
	assert_true(parse(STR("t=a%0D%0Ab%0Ac%09d"), 10));
	assert_true(str_is(fields[0].value, "a\nb\nc\td"));
	assert_true(parse(STR("t=a%0Bb%0Cc%0Dd%0D%0Ae"), 10));
	assert_true(str_is(fields[0].value, "a\nb\nc\nd\ne"));
	assert_false(parse(STR("t%0B=a"), 10));
}

static void what_is_not_text_is_refused(void **state)
{
	const char *bad[] = {
		"a=%", "a=%4", "a=%zz", "a=%4g", "%=1", "a=b%", "a=%f", "a=%00", "%00=a",
		"a=%1b", "a=%7f", "a=%c3", "a=%c0%80", "a=%ed%a0%80", "a=\xff", "a=%ef%bf%be", "a=%08",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(parse(str_from(bad[i]), 10));
	assert_false(parse((struct str){ "a=b\0c", 5 }, 10));
}

static void number_of_fields_is_bounded(void **state)
{
	(void)state;
	assert_true(parse(STR("a=1&b=2&c=3"), 3));
	assert_false(parse(STR("a=1&b=2&c=3"), 2));
	assert_true(parse(STR(""), 0));
	assert_int_equal(count, 0);
}

static void path_segments_are_decoded(void **state)
{
	struct str s;

	(void)state;
	assert_true(url_decode(a, STR("a+b%20%c3%a9"), &s));
	assert_true(str_is(s, "a+b \xc3\xa9"));
	assert_true(url_decode(a, STR("a%41"), &s));
	assert_true(str_is(s, "aA"));
	assert_false(url_decode(a, STR("a%00"), &s));
	assert_false(url_decode(a, STR("a%2"), &s));
	assert_false(url_decode(a, STR("a%ff"), &s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_decoded),
		cmocka_unit_test(line_ends_become_line_feeds),
		cmocka_unit_test(what_is_not_text_is_refused),
		cmocka_unit_test(number_of_fields_is_bounded),
		cmocka_unit_test(path_segments_are_decoded),
	};
	int failed;

	a = arena_new(1024 * 1024);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(a);
	return failed;
}
