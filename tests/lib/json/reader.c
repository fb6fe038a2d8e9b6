/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading JSON: values within their limits, and faults with place and cure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/out.h"
#include "base/utf8.h"
#include "json/reader.h"

enum { BYTES_MAX = 1 << 20 };

static int make(void **state)
{
	*state = arena_new(1 << 24);
	return 0;
}

static int drop(void **state)
{
	arena_free(*state);
	return 0;
}

/* --- no JSON ----------------------------------------------------------------------- */

static void what_is_no_json_is_named_with_place_and_cure(void **state)
{
	static const struct {
		struct str text;
		const char *said;
	} cases[] = {
		{ STR(""), "column 0: '[' or '{' expected" },
		{ STR("7"), "'[' or '{' expected" },
		{ STR("{"), "column 1: string or '}' expected" },
		{ STR("{} x"), "end of file expected" },
		{ STR("{\n \"a\":,\n}"), "line 2, column 6: " },
		{ STR("{\"a\":1,\"a\":2}"), "duplicate object key near '\"a\"'; take one out" },
		{ STR("{\"a\":99999999999999999999}"), "too big integer near '99999999999999999999'; write a smaller number" },
		{ STR("{\"a\":-99999999999999999999}"), "too big negative integer; write a smaller number" },
		{ STR("{\"a\":1e999}"), "real number overflow" },
		{ STR("{\"a\":NaN}"), "; write it as JSON" },
		{ STR("{\"a\":\"\\u0000\"}"), "\\u0000 stands in a text; take it out" },
		{ STR("{\"a\\u0000b\":1}"), "\\u0000 stands in a text; take it out" },
		{ { "{\"a\":\"x\0y\"}", 11 }, "control character" },
		{ STR("{\"a\":\"\xff\"}"), "unable to decode byte 0xff" },
		{ STR("{\"a\":\"\xed\xa0\x80\"}"), "unable to decode byte" },
		{ STR("{\"a\":\"\\ud800\"}"), "invalid Unicode" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct json_reader r;
		struct err e = { 0 };

		assert_false(json_reader_begin(&r, *state, cases[i].text, BYTES_MAX));
		assert_int_equal(r.errors, 1);
		assert_int_equal(r.faults[0].line > 0, 1);
		assert_true(r.faults[0].cure.n > 0);
		assert_false(json_reader_result(&r, &e));
		assert_int_equal(e.kind, ERR_INPUT);
		if (!strstr(e.text, cases[i].said))
			fail_msg("case %zu says: %s", i, e.text);
		json_reader_end(&r);
	}
}

static void sizes_and_levels_are_limited(void **state)
{
	enum { NESTED = 3000 };
	char *deep = arena_alloc(*state, NESTED);
	struct json_reader r;
	struct err e = { 0 };

	assert_true(json_reader_begin(&r, *state, STR("[1,2]"), 5));
	json_reader_end(&r);
	assert_false(json_reader_begin(&r, *state, STR("[1,2] "), 5));
	assert_false(json_reader_result(&r, &e));
	assert_string_equal(e.text, "the document has 6 bytes; 5 is the most; make it smaller");
	memset(deep, '[', NESTED);
	assert_false(json_reader_begin(&r, *state, (struct str){ deep, NESTED }, BYTES_MAX));
	assert_false(json_reader_result(&r, &e));
	assert_non_null(strstr(e.text, "depth"));
}

static void a_byte_order_mark_is_no_error(void **state)
{
	struct json_reader r;
	struct at root;

	assert_true(json_reader_begin(&r, *state, STR("\xef\xbb\xbf{\"a\":1}"), BYTES_MAX));
	root = at_root(&r);
	assert_int_equal(at_int(at_field(&root, "a"), 0, 9), 1);
	json_reader_end(&r);
	assert_false(json_reader_begin(&r, *state, STR("\xef\xbb\xbf"), BYTES_MAX));
}

/* --- values ------------------------------------------------------------------------ */

static void values_are_read(void **state)
{
	static const char text[] =
		"{\"text\":\"één\",\"id\":\"a-1\",\"whole\":-5,\"number\":0.25,\"days\":2.125,\"flag\":true,"
		"\"null\":null,\"word\":\"b\",\"list\":[1,[2,{\"x\":3}]],\"empty\":\"\",\"z\":9,\"a\":8}";
	static const char *const words[] = { "a", "b", NULL };
	struct json_reader r;
	struct at root, list, inner, deep, none, field = { 0 };
	size_t n = 0;

	assert_true(json_reader_begin(&r, *state, str_from(text), BYTES_MAX));
	root = at_root(&r);
	assert_true(str_is(at_string(at_field(&root, "text")), "één"));
	assert_true(str_is(at_id(at_field(&root, "id")), "a-1"));
	assert_int_equal(at_int(at_field(&root, "whole"), -5, 5), -5);
	assert_int_equal(at_int_or(at_optional(&root, "nothing"), 42, 0, 1), 42);
	assert_int_equal(at_int_or(at_optional(&root, "whole"), 42, -9, 9), -5);
	assert_true(at_number(at_field(&root, "number"), 0, 1) == 0.25);
	assert_true(at_number(at_field(&root, "whole"), -9, 1) == -5);
	assert_int_equal(at_thousandths(at_field(&root, "days"), 1, 9000), 2125);
	assert_true(at_flag(at_field(&root, "flag")));
	assert_false(at_flag(at_optional(&root, "nothing")));
	assert_int_equal(at_word(at_field(&root, "word"), words), 1);
	assert_int_equal(at_bytes(at_field(&root, "empty"), 0, 9).n, 0);
	none = at_optional(&root, "null");
	assert_true(none.j != NULL && !at_is_there(&none));
	list = at_field(&root, "list");
	assert_int_equal(at_list(&list, 2, 2), 2);
	inner = at_item(&list, 1);
	deep = at_item(&inner, 1);
	assert_int_equal(at_int(at_field(&deep, "x"), 0, 9), 3);
	assert_true(str_is(at_path(&deep), "list[1][1]"));
	assert_true(str_is(at_path(&root), ""));
	while (at_next(&root, &field))
		n++;
	assert_int_equal(n, 12);
	assert_string_equal(field.name, "a");		/* in their order, not of the alphabet */
	assert_true(json_reader_is_good(&r));
	assert_int_equal(r.count, 0);
	json_reader_end(&r);
}

/* What is not there reads as empty; the getters give something within limits. */
static void after_a_fault_values_are_within_their_limits(void **state)
{
	static const char *const words[] = { "a", "b", NULL };
	static const char *const wrong[] = { "null", "true", "[]", "{}", "\"x\"", "1e300", "-1", "0.12345" };
	struct json_reader r;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		char text[40];
		struct at root, list, v;

		snprintf(text, sizeof(text), "{\"a\":%s}", wrong[i]);
		assert_true(json_reader_begin(&r, *state, str_from(text), BYTES_MAX));
		root = at_root(&r);
		v = at_field(&root, "a");
		assert_int_equal(at_int(v, 3, 5), 3);
		assert_true(at_number(v, 3, 5) == 3);
		assert_int_equal(at_thousandths(v, 3, 5), 3);
		assert_int_equal(at_word(v, words), 0);
		assert_int_equal(at_id(v).n <= 1, 1);
		assert_int_equal(at_list(&v, 1, 5), 0);
		list = at_item(&v, 7);
		assert_int_equal(at_bytes(list, 1, 5).n, 0);
		assert_int_equal(at_string(at_field(&list, "b")).n, 0);
		assert_true(r.errors >= 4);
		json_reader_end(&r);
	}
}

/* --- faults ------------------------------------------------------------------------ */

struct looking {
	const char *text, *path, *what;
	void (*look)(const struct at *o);
};

static void whole(const struct at *o)
{
	(void)at_int(at_field(o, "a"), 0, 5);
}

static void number(const struct at *o)
{
	(void)at_number(at_field(o, "a"), 0, 1);
}

static void thousandths(const struct at *o)
{
	(void)at_thousandths(at_field(o, "a"), 1, 5000);
}

static void text(const struct at *o)
{
	(void)at_string(at_field(o, "a"));
}

static void bytes(const struct at *o)
{
	(void)at_bytes(at_field(o, "a"), 1, 3);
}

static void id(const struct at *o)
{
	(void)at_id(at_field(o, "a"));
}

static void word(const struct at *o)
{
	(void)at_word(at_field(o, "a"), (const char *const[]){ "x", "y", NULL });
}

static void flag(const struct at *o)
{
	(void)at_flag(at_field(o, "a"));
}

static void list(const struct at *o)
{
	const struct at l = at_field(o, "a");
	const size_t n = at_list(&l, 1, 2);

	for (size_t i = 0; i < n; i++)
		(void)at_int(at_item(&l, i), 0, 5);
}

static void object(const struct at *o)
{
	const struct at l = at_field(o, "a");

	(void)at_object(&l, 1, 2, 3);
}

static void only(const struct at *o)
{
	at_only(o, (const char *const[]){ "a", NULL });
}

static void two_fields(const struct at *o)
{
	(void)at_field(o, "a");
	(void)at_field(o, "b");
}

static void faults_have_path_and_cure(void **state)
{
	static const struct looking cases[] = {
		{ "{}", "a", "is missing", whole },
		{ "[]", "", "not an object", two_fields },
		{ "{\"a\":6}", "a", "not a whole number from 0 to 5", whole },
		{ "{\"a\":-1}", "a", "not a whole number from 0 to 5", whole },
		{ "{\"a\":1.0}", "a", "not a whole number from 0 to 5", whole },
		{ "{\"a\":\"1\"}", "a", "not a whole number from 0 to 5", whole },
		{ "{\"a\":1.5}", "a", "not a number from 0 to 1", number },
		{ "{\"a\":null}", "a", "not a number from 0 to 1", number },
		{ "{\"a\":0}", "a", "not a number above 0 and at most 5 with at most three decimals", thousandths },
		{ "{\"a\":5.001}", "a", "not a number above 0 and at most 5 with at most three decimals", thousandths },
		{ "{\"a\":0.0001}", "a", "not a number above 0 and at most 5 with at most three decimals", thousandths },
		{ "{\"a\":1}", "a", "not a text", text },
		{ "{\"a\":\" \"}", "a", "is empty or has control characters", text },
		{ "{\"a\":\"x\\u0007\"}", "a", "is empty or has control characters", text },
		{ "{\"a\":\"\"}", "a", "has 0 bytes; 1 to 3 are allowed", bytes },
		{ "{\"a\":\"éé\"}", "a", "has 4 bytes; 1 to 3 are allowed", bytes },
		{ "{\"a\":\"A\"}", "a", "\"A\" is no id", id },
		{ "{\"a\":\"1a\"}", "a", "\"1a\" is no id", id },
		{ "{\"a\":\"z\"}", "a", "\"z\" is none of: x, y", word },
		{ "{\"a\":\"\\u001b[31m\"}", "a", "\"?[31m\" is none of: x, y", word },
		{ "{\"a\":1}", "a", "is not true or false", flag },
		{ "{\"a\":1}", "a", "not a list", list },
		{ "{\"a\":[]}", "a", "has 0 items; 1 to 2 are allowed", list },
		{ "{\"a\":[1,2,3]}", "a", "has 3 items; 1 to 2 are allowed", list },
		{ "{\"a\":[1,9]}", "a[1]", "not a whole number from 0 to 5", list },
		{ "{\"a\":[]}", "a", "not an object", object },
		{ "{\"a\":{}}", "a", "has 0 fields; 1 to 2 are allowed", object },
		{ "{\"a\":{\"long\":1}}", "a.long", "its name must have 1 to 3 bytes", object },
		{ "{\"b\":1}", "b", "is no field of this format", only },
		{ "{\"b\\n\":1}", "b?", "is no field of this format", only },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct json_reader r;
		struct at root;

		assert_true(json_reader_begin(&r, *state, str_from(cases[i].text), BYTES_MAX));
		root = at_root(&r);
		cases[i].look(&root);
		if (r.errors != 1 || !str_is(r.faults[0].path, cases[i].path) ||
		    !str_is(r.faults[0].what, cases[i].what) || r.faults[0].cure.n == 0)
			fail_msg("%s: %zu faults, " STR_FMT ": " STR_FMT, cases[i].text, r.errors,
				 STR_ARG(r.count ? r.faults[0].path : STR("")),
				 STR_ARG(r.count ? r.faults[0].what : STR("")));
		json_reader_end(&r);
	}
}

static void the_first_error_is_said_and_warnings_are_none(void **state)
{
	struct json_reader r;
	struct err e = { 0 };
	struct at root, field;

	assert_true(json_reader_begin(&r, *state, STR("{\"a\":[7]}"), BYTES_MAX));
	root = at_root(&r);
	field = at_field(&root, "a");
	json_warning(&r, STR("w"), "leave it", "is %s", "strange");
	assert_true(json_reader_result(&r, &e));
	assert_int_equal(r.count, 1);
	(void)at_int(at_item(&field, 0), 0, 5);
	at_fault(&field, "do more", "second of %d", 2);
	assert_false(json_reader_result(&r, &e));
	assert_string_equal(e.text, "a[0]: not a whole number from 0 to 5; write a whole number in that range");
	assert_int_equal(r.errors, 2);
	assert_int_equal(r.count, 3);
	json_reader_end(&r);
}

/* Long names and many faults: bounded, whole characters, and all counted. */
static void faults_are_bounded(void **state)
{
	enum { MANY = 2000, LONG = 4000 };
	struct out text = out_new(*state, 2 * LONG);
	struct json_reader r;
	struct err e = { 0 };
	struct at root, first;

	out_c(&text, "{\"");
	for (int i = 0; i < LONG / 2; i++)
		out_c(&text, "é");
	out_c(&text, "\":{\"b\":1}}");
	assert_true(json_reader_begin(&r, *state, out_done(&text), BYTES_MAX));
	root = at_root(&r);
	first = (struct at){ 0 };
	assert_true(at_next(&root, &first));
	(void)at_flag(at_field(&first, "b"));
	assert_int_equal(r.errors, 1);
	assert_true(utf8_ok(r.faults[0].path) && r.faults[0].path.n < 200);
	assert_true(str_ends(r.faults[0].path, STR(".b")));
	assert_false(json_reader_result(&r, &e));
	assert_true(utf8_ok(str_from(e.text)));
	for (int i = 0; i < MANY; i++)
		json_fault(&r, STR("p"), "cure", "fault %d", i);
	assert_int_equal(r.errors, 1 + MANY);
	assert_int_equal(r.count, 500);
	json_reader_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_no_json_is_named_with_place_and_cure, make, drop),
		cmocka_unit_test_setup_teardown(sizes_and_levels_are_limited, make, drop),
		cmocka_unit_test_setup_teardown(a_byte_order_mark_is_no_error, make, drop),
		cmocka_unit_test_setup_teardown(values_are_read, make, drop),
		cmocka_unit_test_setup_teardown(after_a_fault_values_are_within_their_limits, make, drop),
		cmocka_unit_test_setup_teardown(faults_have_path_and_cure, make, drop),
		cmocka_unit_test_setup_teardown(the_first_error_is_said_and_warnings_are_none, make, drop),
		cmocka_unit_test_setup_teardown(faults_are_bounded, make, drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
