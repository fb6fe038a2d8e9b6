/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing JSON: commas, nesting, escaping; and that the reader reads it back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "json/reader.h"
#include "json/writer.h"

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

static void is_written(const struct out *o, const char *want)
{
	if (!str_is(out_done(o), want))
		fail_msg("wrote " STR_FMT "\nnot " "%s", STR_ARG(out_done(o)), want);
}

static void put_all(struct json_writer *w)
{
	json_begin_object(w);
	json_field_text(w, "a", STR("x"));
	json_field_list(w, "b");
	json_put_whole(w, -1);
	json_put_number(w, 0.5);
	json_put_null(w);
	json_begin_object(w);
	json_end(w);
	json_begin_list(w);
	json_end(w);
	json_put_flag(w, true);
	json_end(w);
	json_field_object(w, "c");
	json_field_flag(w, "d", false);
	json_field_null(w, "e");
	json_end(w);
	json_field_whole(w, "f", INT64_MIN);
	json_field_number(w, "g", 7000);
	json_end(w);
	json_end_line(w);
}

static void commas_and_nesting_are_kept(void **state)
{
	struct out o = out_new(*state, 10000);
	struct json_writer w = json_writer_new(&o);

	put_all(&w);
	json_begin_list(&w);
	json_end(&w);
	json_end_line(&w);
	is_written(&o, "{\"a\":\"x\",\"b\":[-1,0.5,null,{},[],true],\"c\":{\"d\":false,\"e\":null},"
		       "\"f\":-9223372036854775808,\"g\":7000}\n[]\n");
}

static void an_indent_puts_each_on_its_line(void **state)
{
	struct out o = out_new(*state, 10000);
	struct json_writer w = json_writer_indented(&o, 2);

	put_all(&w);
	is_written(&o, "{\n  \"a\": \"x\",\n  \"b\": [\n    -1,\n    0.5,\n    null,\n    {},\n"
		       "    [],\n    true\n  ],\n  \"c\": {\n    \"d\": false,\n    \"e\": null\n  },\n"
		       "  \"f\": -9223372036854775808,\n  \"g\": 7000\n}\n");
}

static void a_line_may_be_broken_before_anything(void **state)
{
	struct out o = out_new(*state, 10000);
	struct json_writer w = json_writer_new(&o);

	json_begin_object(&w);
	json_field_whole(&w, "a", 1);
	json_break_line(&w);
	json_field_list(&w, "b");
	json_break_line(&w);
	json_put_whole(&w, 2);
	json_break_line(&w);
	json_put_whole(&w, 3);
	json_break_line(&w);
	json_end(&w);
	json_field_list(&w, "c");
	json_break_line(&w);
	json_end(&w);
	json_end(&w);
	is_written(&o, "{\"a\":1,\n\"b\":[\n2,\n3\n],\"c\":[\n]}");
}

static void text_is_escaped(void **state)
{
	static const struct {
		struct str in;
		const char *out;
	} cases[] = {
		{ STR(""), "\"\"" },
		{ { NULL, 0 }, "\"\"" },
		{ STR("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"" },
		{ STR("\t\n\r\b\f\x1f\x7f"), "\"\\t\\n\\r\\u0008\\u000c\\u001f\\u007f\"" },
		{ { "a\0b", 3 }, "\"a\\u0000b\"" },
		{ STR("één 😀 שלום \xc2\xa0"), "\"één 😀 שלום \xc2\xa0\"" },
		/* What is no UTF-8 becomes U+FFFD, a byte at a time. */
		{ STR("a\xff" "b\xc3"), "\"a\xef\xbf\xbd" "b\xef\xbf\xbd\"" },
		{ STR("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ STR("\xc0\xaf"), "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct out o = out_new(*state, 10000);
		struct json_writer w = json_writer_new(&o);

		json_put_text(&w, cases[i].in);
		is_written(&o, cases[i].out);
	}
}

static void numbers_are_short_and_read_back(void **state)
{
	static const double values[] = { 0, -0.0, 0.1, 1.0 / 3, -2.5, 1e15, 123456789012345678.0, 1e300,
					 5e-324, 0.30000000000000004, 999999999999999.0 };
	struct out o = out_new(*state, 10000);
	struct json_writer w = json_writer_new(&o);
	struct json_reader r;
	struct at list;

	json_begin_list(&w);
	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		json_put_number(&w, values[i]);
	json_end(&w);
	assert_true(str_starts(out_done(&o), STR("[0,0,0.1,0.3333333333333333,-2.5,1e+15,")));
	assert_true(json_reader_begin(&r, *state, out_done(&o), 10000));
	list = at_root(&r);
	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		if (fabs(values[i]) < 1e18)
			assert_true(at_number(at_item(&list, i), INT64_MIN, INT64_MAX) == values[i]);
	assert_true(json_reader_is_good(&r));
	json_reader_end(&r);
}

static void what_is_not_finite_is_null(void **state)
{
	struct out o = out_new(*state, 10000);
	struct json_writer w = json_writer_new(&o);

	json_begin_list(&w);
	json_put_number(&w, (double)NAN);
	json_put_number(&w, (double)INFINITY);
	json_put_number(&w, -(double)INFINITY);
	json_end(&w);
	is_written(&o, "[null,null,null]");
}

/* Every byte, and every pair that begins with a special one, as name and value:
 * what was text comes back as it was. */
static void every_text_comes_back(void **state)
{
	for (int first = 1; first < 0x80; first++)
		for (int second = 1; second < 0x80; second += first < 0x20 || first == '\\' || first == '"' ? 1 : 127) {
			SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
			const char text[] = { (char)first, (char)second, (char)0xc3, (char)0xa9, 0 };
			struct out o = out_new(a, 10000);
			struct json_writer w = json_writer_new(&o);
			struct json_reader r;
			struct at root, field = { 0 };

			json_begin_object(&w);
			json_field_text(&w, text, str_from(text));
			json_end(&w);
			assert_true(json_reader_begin(&r, a, out_done(&o), 10000));
			root = at_root(&r);
			assert_true(at_next(&root, &field));
			assert_string_equal(field.name, text);
			assert_true(str_is(at_bytes(field, 4, 4), text));
			json_reader_end(&r);
		}
	(void)state;
}

static void past_the_limit_nothing_is_written(void **state)
{
	char bytes[8];
	struct out o = out_over(bytes, sizeof(bytes));
	struct json_writer w = json_writer_new(&o);

	(void)state;
	json_put_text(&w, STR("0123456789"));
	assert_true(o.is_failed);
	assert_true(o.n <= sizeof(bytes));
}

/* --- what cannot be stops the program --------------------------------------------- */

static void value_without_a_name(struct json_writer *w)
{
	json_begin_object(w);
	json_put_null(w);
}

static void name_in_a_list(struct json_writer *w)
{
	json_begin_list(w);
	json_put_name(w, STR("a"));
}

static void two_names(struct json_writer *w)
{
	json_begin_object(w);
	json_put_name(w, STR("a"));
	json_put_name(w, STR("b"));
}

static void end_after_a_name(struct json_writer *w)
{
	json_begin_object(w);
	json_put_name(w, STR("a"));
	json_end(w);
}

static void an_end_too_many(struct json_writer *w)
{
	json_begin_list(w);
	json_end(w);
	json_end(w);
}

static void two_documents_on_a_line(struct json_writer *w)
{
	json_put_null(w);
	json_put_null(w);
}

static void too_deep(struct json_writer *w)
{
	for (int i = 0; i < JSON_NESTING_MAX; i++)
		json_begin_list(w);
}

static void what_cannot_be_stops_the_program(void **state)
{
	static void (*const wrong[])(struct json_writer *) = {
		value_without_a_name, name_in_a_list, two_names, end_after_a_name, an_end_too_many,
		two_documents_on_a_line, too_deep,
	};

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct out o = out_new(*state, 10000);
		struct json_writer w = json_writer_new(&o);
		pid_t child = fork();
		int status = 0;

		assert_true(child >= 0);
		if (child == 0) {
			(void)close(STDERR_FILENO);
			wrong[i](&w);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFSIGNALED(status) && WEXITSTATUS(status) == 0)
			fail_msg("case %zu went on", i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(commas_and_nesting_are_kept, make, drop),
		cmocka_unit_test_setup_teardown(an_indent_puts_each_on_its_line, make, drop),
		cmocka_unit_test_setup_teardown(a_line_may_be_broken_before_anything, make, drop),
		cmocka_unit_test_setup_teardown(text_is_escaped, make, drop),
		cmocka_unit_test_setup_teardown(numbers_are_short_and_read_back, make, drop),
		cmocka_unit_test_setup_teardown(what_is_not_finite_is_null, make, drop),
		cmocka_unit_test_setup_teardown(every_text_comes_back, make, drop),
		cmocka_unit_test_setup_teardown(past_the_limit_nothing_is_written, make, drop),
		cmocka_unit_test_setup_teardown(what_cannot_be_stops_the_program, make, drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
