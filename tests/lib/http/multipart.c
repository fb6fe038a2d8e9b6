/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms with files: what browsers send is read, everything else is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/out.h"

#include "http/http.h"
#include "scratch.h"

#define TYPE "multipart/form-data; boundary=xyz"
#define NAMED(name) "Content-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define FILED(name, file) "Content-Disposition: form-data; name=\"" name "\"; filename=\"" file \
	"\"\r\nContent-Type: text/html\r\n\r\n"

static const struct form_field *fields;
static size_t count;

static bool parse_as(struct str type, struct str body, size_t max)
{
	struct err e = { 0 };
	bool is_ok = multipart_parse(scratch, &(struct multipart){ type, body, max }, &fields, &count, &e);

	assert_true(is_ok || e.kind == ERR_INPUT);
	return is_ok;
}

static bool parse(struct str body)
{
	return parse_as(STR(TYPE), body, 10);
}

static void texts_and_files_are_read(void **state)
{
	(void)state;
	assert_true(parse(STR("--xyz\r\n" NAMED("csrf") "abc\r\n--xyz\r\n"
			      FILED("bestand", "lijst.pdf") "%PDF\0\r\n\xff\r\n--xyz\r\n"
			      NAMED("tekst") "een\r\ntwee\vdrie\r\n--xyz--\r\n")));
	assert_int_equal(count, 3);
	assert_true(str_is(fields[0].name, "csrf") && str_is(fields[0].value, "abc"));
	assert_false(fields[0].is_file);
	assert_true(fields[1].is_file && str_is(fields[1].file_name, "lijst.pdf"));
	assert_int_equal(fields[1].value.n, 8);
	assert_memory_equal(fields[1].value.p, "%PDF\0\r\n\xff", 8);
	assert_true(str_is(fields[2].value, "een\ntwee\ndrie"));
}

static void a_field_may_be_empty_and_a_file_not_chosen(void **state)
{
	(void)state;
	assert_true(parse(STR("--xyz\r\n" NAMED("a") "\r\n--xyz\r\n" FILED("f", "") "\r\n--xyz--")));
	assert_int_equal(count, 2);
	assert_int_equal(fields[0].value.n, 0);
	assert_true(fields[1].is_file);
	assert_int_equal(fields[1].file_name.n + fields[1].value.n, 0);
	assert_true(parse(STR("--xyz--\r\n")));
	assert_int_equal(count, 0);
}

static void folders_are_left_out_of_names(void **state)
{
	(void)state;
	assert_true(parse(STR("--xyz\r\n" FILED("f", "C:\\werk\\lijst.csv") "x\r\n--xyz--\r\n")));
	assert_true(str_is(fields[0].file_name, "lijst.csv"));
	assert_true(parse(STR("--xyz\r\n" FILED("f", "../../etc/lijst.csv") "x\r\n--xyz--\r\n")));
	assert_true(str_is(fields[0].file_name, "lijst.csv"));
}

static void the_boundary_may_be_quoted(void **state)
{
	struct str body = STR("--xyz\r\n" NAMED("a") "1\r\n--xyz--\r\n");

	(void)state;
	assert_true(parse_as(STR("multipart/form-data; boundary=\"xyz\""), body, 1));
	assert_true(parse_as(STR("Multipart/Form-Data;boundary=xyz"), body, 1));
}

static void other_types_are_refused(void **state)
{
	static const char *const bad[] = {
		"multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=xyz",
		"multipart/form-data; boundary=xyz; charset=utf-7", "multipart/form-data; boundary=\"x y\"",
		"multipart/form-dataX; boundary=xyz", "multipart/form-data; boundary=x\"yz",
		("multipart/form-data; boundary=0123456789012345678901234567890123456789"
		 "0123456789012345678901234567890"),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(parse_as(str_from(bad[i]),
				      STR("--xyz\r\n" NAMED("a") "1\r\n--xyz--\r\n"), 10));
}

static void what_browsers_do_not_send_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"--xyz",
		"--xyz\r\n",
		"--xyz\n" NAMED("a") "1\r\n--xyz--",			/* LF alone */
		"before\r\n--xyz\r\n" NAMED("a") "1\r\n--xyz--",	/* preamble */
		"--xyz\r\n" NAMED("a") "1\r\n--xyz--\r\nafter",		/* epilogue */
		"--xyz\r\n" NAMED("a") "1\r\n--xyz",			/* no end */
		"--xyz\r\n" NAMED("a") "1\r\n--xyz-",
		"--xyz\r\n" NAMED("a") "1",
		"--xyz\r\n" NAMED("a") "1\r\n--xyzz\r\n" NAMED("b") "2\r\n--xyz--",
		"--xyz\r\n" NAMED("a") "1\r\n--xyz  \r\n" NAMED("b") "2\r\n--xyz--",
		"--xyz\r\n" NAMED("") "1\r\n--xyz--",
		"--xyz\r\n\r\n1\r\n--xyz--",				/* no headers */
		"--xyz\r\nContent-Type: text/plain\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=\"a\"; filename*=x\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data;\r\n name=\"a\"\r\n\r\n1\r\n--xyz--",
		"--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n" NAMED("b") "1\r\n--xyz--",
		"--xyz\r\nContent-Transfer-Encoding: base64\r\n" NAMED("a") "MQ==\r\n--xyz--",
		"--xyz\r\nX-Own: 1\r\n" NAMED("a") "1\r\n--xyz--",
		"--xyz\r\n" NAMED("a") "\x01\r\n--xyz--",		/* no text */
		"--xyz\r\n" NAMED("a") "\xff\r\n--xyz--",
		"--xyz\r\n" FILED("f", "a\xff.pdf") "1\r\n--xyz--",
		"--xyz\r\n" FILED("f", "a\n.pdf") "1\r\n--xyz--",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (parse(str_from(bad[i])))
			fail_msg("taken: %s", bad[i]);
}

static void parts_and_headers_have_limits(void **state)
{
	struct str three = STR("--xyz\r\n" NAMED("a") "1\r\n--xyz\r\n" NAMED("b") "2\r\n--xyz\r\n"
			       NAMED("c") "3\r\n--xyz--\r\n");
	struct out long_name = out_new(scratch, 20000), long_header = out_new(scratch, 20000);

	(void)state;
	assert_true(parse_as(STR(TYPE), three, 3));
	assert_int_equal(count, 3);
	assert_false(parse_as(STR(TYPE), three, 2));
	out_c(&long_name, "--xyz\r\nContent-Disposition: form-data; name=\"");
	out_c(&long_header, "--xyz\r\nContent-Type: ");
	for (size_t i = 0; i < 3000; i++) {
		if (i < 101)
			out_char(&long_name, 'a');
		out_char(&long_header, 'a');
	}
	out_c(&long_name, "\"\r\n\r\n1\r\n--xyz--");
	out_c(&long_header, "\r\n" NAMED("a") "1\r\n--xyz--");
	assert_false(parse(out_done(&long_name)));
	assert_false(parse(out_done(&long_header)));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(texts_and_files_are_read),
		TEST(a_field_may_be_empty_and_a_file_not_chosen),
		TEST(folders_are_left_out_of_names),
		TEST(the_boundary_may_be_quoted),
		TEST(other_types_are_refused),
		TEST(what_browsers_do_not_send_is_refused),
		TEST(parts_and_headers_have_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
