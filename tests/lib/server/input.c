/* SPDX-License-Identifier: EUPL-1.2 */
/* What came in, held against what a page declares. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>

#include "server/web.h"

enum { NAME, TEXT, SECRET, LEVEL, DAY, TICK, LIST, SECOND, FILE_AT };

static const struct field fields[] = {
	[NAME] = { "naam", FIELD_LINE, 2, 10 },
	[TEXT] = { "tekst", FIELD_TEXT, 0, 20 },
	[SECRET] = { "wachtwoord", FIELD_SECRET, 1, 10 },
	[LEVEL] = { "nu", FIELD_INT, 1, 5 },
	[DAY] = { "dag", FIELD_DATE, 0, 0 },
	[TICK] = { "ja", FIELD_FLAG, 0, 0 },
	[LIST] = { "kies", FIELD_INTS, 1, 3000, .times = 1500 },
	[SECOND] = { "ook", FIELD_INTS, 1, 9, .times = 2 },
	[FILE_AT] = { "bestand", FIELD_FILE, 0, 8 },
	{ 0 },
};

static struct arena *arena;
static struct err err;

static const struct value *take(const char *body, const char *type, bool is_strict)
{
	static struct http_header header;
	static struct http_request q;
	static struct page page;
	static struct call c;

	arena_reset(arena);
	err = (struct err){ 0 };
	header = (struct http_header){ STR("Content-Type"), str_from(type) };
	q = (struct http_request){ .a = arena, .method = STR("POST"), .body = str_from(body),
				   .headers = &header, .header_count = 1 };
	page = (struct page){ .fields = fields, .is_strict = is_strict };
	c = (struct call){ .a = arena, .q = &q, .page = &page };
	return input_read(&c, &err) ? c.in : NULL;
}

static const struct value *form(const char *body)
{
	return take(body, "application/x-www-form-urlencoded", false);
}

static const struct value *strict(const char *body)
{
	return take(body, "application/x-www-form-urlencoded", true);
}

static void what_is_not_sent_or_empty_is_not_given(void **state)
{
	const struct value *in = form("naam=&tekst=+%0A&onbekend=1");

	(void)state;
	assert_non_null(in);
	for (size_t i = NAME; i <= FILE_AT; i++) {
		assert_false(in[i].is_given);
		assert_false(in[i].is_valid);
	}
}

static void each_kind_has_its_bounds(void **state)
{
	const struct value *in = form("naam=+Jo+&tekst=a%0D%0Ab&wachtwoord=+x+&nu=5&dag=2026-02-28&ja=");

	(void)state;
	assert_true(in[NAME].is_valid && str_is(in[NAME].text, "Jo"));
	assert_true(in[TEXT].is_valid && str_is(in[TEXT].text, "a\nb"));
	assert_true(in[SECRET].is_valid && str_is(in[SECRET].text, " x "));	/* as typed */
	assert_true(in[LEVEL].is_valid && in[LEVEL].number == 5);
	assert_true(in[DAY].is_valid && in[DAY].date.day == 28);
	assert_false(in[TICK].is_given);
	in = form("naam=J&tekst=abcdefghijklmnopqrstuvwxyz&nu=6&dag=2026-02-29&ja=1");
	for (size_t i = NAME; i <= DAY; i++)
		assert_false(in[i].is_valid);
	assert_true(in[NAME].is_given && str_is(in[NAME].text, "J"));	/* to be shown again */
	assert_true(in[TICK].is_valid);
	assert_false(form("naam=a%0Ab")[NAME].is_valid);
	assert_false(form("nu=1.5")[LEVEL].is_valid);
	assert_false(form("nu=99999999999999999999")[LEVEL].is_valid);
}

static void tick_boxes_are_a_list(void **state)
{
	static char body[20000];
	const struct value *in;
	size_t n = 0;

	(void)state;
	in = form("kies=3&kies=1&kies=3000");
	assert_true(in[LIST].is_valid && in[LIST].count == 3);
	assert_int_equal(in[LIST].numbers[0], 3);
	assert_int_equal(in[LIST].numbers[2], 3000);
	assert_false(form("kies=3&kies=x&kies=1")[LIST].is_valid);
	assert_false(form("kies=0")[LIST].is_valid);
	for (int i = 1; i <= 1500; i++)
		n += (size_t)snprintf(body + n, sizeof(body) - n, "%skies=%d", i > 1 ? "&" : "", i);
	in = form(body);
	assert_int_equal(in[LIST].count, 1500);
	for (int i = 1; i <= 1500; i++)
		assert_int_equal(in[LIST].numbers[i - 1], i);
	(void)snprintf(body + n, sizeof(body) - n, "&kies=1");
	assert_null(form(body));		/* more than its form has */
	assert_int_equal(err.kind, ERR_INPUT);
}

static void two_lists_do_not_mix(void **state)
{
	const struct value *in = form("kies=3&ook=7&kies=1&ook=8");

	(void)state;
	assert_int_equal(in[LIST].count, 2);
	assert_int_equal(in[LIST].numbers[1], 1);
	assert_int_equal(in[SECOND].count, 2);
	assert_int_equal(in[SECOND].numbers[0], 7);
	assert_int_equal(in[SECOND].numbers[1], 8);
}

static void a_form_has_no_more_fields_than_its_page_says(void **state)
{
	static char body[20000];
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 50; i++)
		n += (size_t)snprintf(body + n, sizeof(body) - n, "x%d=1&", i);
	assert_non_null(form(body));
	for (int i = 0; i < 2000; i++)
		n += (size_t)snprintf(body + n, sizeof(body) - n, "x=1&");
	assert_null(form(body));
	assert_int_equal(err.kind, ERR_INPUT);
}

static void a_strict_page_refuses_what_its_form_cannot_send(void **state)
{
	(void)state;
	assert_non_null(strict("nu=5&csrf=x&taal=nl"));
	assert_null(strict("nu=6"));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_null(strict("kies=1&kies=0"));
	assert_null(strict("nu=1&nu=2"));
	assert_null(strict("nu=1&vreemd=1"));
	assert_non_null(strict("naam=J"));	/* a person's typing is theirs to mend */
}

static void files_come_in_forms_for_files_only(void **state)
{
	static const char type[] = "multipart/form-data; boundary=b";
	const struct value *in = take("--b\r\nContent-Disposition: form-data; name=\"bestand\"; "
		"filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n12345678\r\n--b--\r\n", type, false);

	(void)state;
	assert_non_null(in);
	assert_true(in[FILE_AT].is_valid && str_is(in[FILE_AT].text, "a.txt"));
	assert_int_equal(in[FILE_AT].bytes.n, 8);
	in = take("--b\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"a.txt\"\r\n"
		  "Content-Type: text/plain\r\n\r\n123456789\r\n--b--\r\n", type, false);
	assert_true(in[FILE_AT].is_given && !in[FILE_AT].is_valid);
	assert_null(take("--b\r\nContent-Disposition: form-data; name=\"naam\"; filename=\"a\"\r\n"
			 "Content-Type: text/plain\r\n\r\nJan\r\n--b--\r\n", type, false));
	assert_false(form("bestand=abc")[FILE_AT].is_valid);
	assert_null(take("{}", "application/json", false));
	assert_int_equal(err.kind, ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_sent_or_empty_is_not_given),
		cmocka_unit_test(each_kind_has_its_bounds),
		cmocka_unit_test(tick_boxes_are_a_list),
		cmocka_unit_test(two_lists_do_not_mix),
		cmocka_unit_test(a_form_has_no_more_fields_than_its_page_says),
		cmocka_unit_test(a_strict_page_refuses_what_its_form_cannot_send),
		cmocka_unit_test(files_come_in_forms_for_files_only),
	};
	int failed;

	arena = arena_new(4 << 20);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
