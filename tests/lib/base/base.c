/* SPDX-License-Identifier: EUPL-1.2 */
/* The lowest layer: slices, output, arena, UTF-8, randomness, translation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/code.h"
#include "base/err.h"
#include "base/out.h"
#include "base/rng.h"
#include "base/tr.h"
#include "base/utf8.h"

/* A catalogue of its own, sorted by source as the compiled one is. */
const struct message tr_en[] = {
	{ "%1 antwoord", "%1 answer", "%1 answers" },
	{ "Bewaar", "Save", NULL },
	{ "Nee", "No", NULL },
};
const size_t tr_en_count = ARRAY_LEN(tr_en);

static void assert_text(struct str got, const char *want)
{
	assert_int_equal(got.n, strlen(want));
	assert_memory_equal(got.p, want, got.n);
}

static void split_takes_the_first_separator(void **state)
{
	struct str rest, first = str_split(STR("a;b;c"), ';', &rest);

	(void)state;
	assert_text(first, "a");
	assert_text(rest, "b;c");
	first = str_split(STR("alone"), ';', &rest);
	assert_text(first, "alone");
	assert_null(rest.p);
	(void)str_split(STR("a;"), ';', &rest);
	assert_non_null(rest.p);
	assert_int_equal(rest.n, 0);
}

static void numbers_are_read_whole_or_not_at_all(void **state)
{
	int64_t v = 7;

	(void)state;
	assert_true(str_i64(STR("-9223372036854775808"), INT64_MIN, INT64_MAX, &v));
	assert_true(v == INT64_MIN);
	assert_true(str_i64(STR("9223372036854775807"), INT64_MIN, INT64_MAX, &v));
	assert_true(v == INT64_MAX);
	v = 7;
	assert_false(str_i64(STR("9223372036854775808"), INT64_MIN, INT64_MAX, &v));
	assert_false(str_i64(STR("-9223372036854775809"), INT64_MIN, INT64_MAX, &v));
	assert_false(str_i64(STR(""), 0, 9, &v));
	assert_false(str_i64(STR("-"), -9, 9, &v));
	assert_false(str_i64(STR("1 "), 0, 9, &v));
	assert_false(str_i64(STR("+1"), 0, 9, &v));
	assert_false(str_i64(STR("10"), 0, 9, &v));
	assert_int_equal(v, 7);
}

static void decimals_have_the_point_asked_for(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct out o = out_new(a, 1000);

	(void)state;
	out_decimal(&o, 2.75, 1, ',');
	out_char(&o, ' ');
	out_decimal(&o, -0.04, 1, ',');
	out_char(&o, ' ');
	out_decimal(&o, 1.005, 0, '.');
	out_char(&o, ' ');
	out_decimal(&o, NAN, 2, '.');
	assert_text(out_done(&o), "2,8 0,0 1 null");
}

static void doubles_read_back_the_same(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct out o = out_new(a, 1000);

	(void)state;
	out_double(&o, 0.1);
	out_char(&o, ' ');
	out_double(&o, 1.0 / 3);
	out_char(&o, ' ');
	out_i64(&o, INT64_MIN);
	assert_text(out_done(&o), "0.1 0.3333333333333333 -9223372036854775808");
}

static void output_past_its_limit_is_a_state(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct out o = out_new(a, 10);

	(void)state;
	out_c(&o, "12345678");
	assert_false(o.is_failed);
	out_c(&o, "901");
	assert_true(o.is_failed);
	out_c(&o, "x");
	assert_text(out_done(&o), "12345678");
}

/* A number of a few digits takes a few bytes: files make a hundred thousand of them. */
static void small_output_takes_little(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);

	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct out o = out_new(a, 40);

		out_i64(&o, i);
		assert_false(o.is_failed);
	}
	assert_true(arena_used(a) <= 1000 * 48);
}

/* Steps double: a text that cannot be kept takes no more than the arena has. */
static void large_output_stays_within_its_arena(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(8 << 20);
	struct out o = out_new(a, SIZE_MAX / 2);

	(void)state;
	for (int i = 0; i < 100000; i++)
		out_c(&o, "een regel van meer dan honderd tekens, zoals een bestand van cijfers ze heeft, "
			  "en daarna nog een paar woorden\n");
	assert_true(o.is_failed);
	assert_false(arena_overflowed(a));
	assert_true(arena_used(a) <= 8 << 20);
}

static void an_arena_past_its_cap_says_so(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(100000);
	unsigned char *p = arena_alloc(a, 90000);

	(void)state;
	for (size_t i = 0; i < 90000; i++)
		assert_int_equal(p[i], 0);
	memset(p, 0xff, 90000);
	assert_false(arena_overflowed(a));
	p = arena_alloc(a, 20000);
	p[19999] = 1;
	assert_true(arena_overflowed(a));
	arena_reset(a);
	assert_false(arena_overflowed(a));
	p = arena_alloc(a, 64);
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(p[i], 0);
}

static void utf8_is_rfc_3629(void **state)
{
	static const char *const bad[] = { "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80",
		"\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\x80", "\xe2\x82", "a\xff" };
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(utf8_ok(str_from(bad[i])));
	assert_true(utf8_ok(STR("na\xc3\xafve \xe2\x82\xac \xf0\x9f\x8c\x8a")));
	assert_true(utf8_text_ok(STR("regel\r\n\ttwee")));
	assert_false(utf8_text_ok(((struct str){ "a\0b", 3 })));
	assert_false(utf8_text_ok(STR("a\x1b[0m")));
	assert_false(utf8_text_ok(STR("a\x7f")));
	assert_true(utf8_text_ok(STR("\xef\xbf\xbd\xef\xbb\xbf\xef\xbc\x9d")));
	assert_false(utf8_text_ok(STR("a\xef\xbf\xbe")));
	assert_false(utf8_text_ok(STR("\xef\xbf\xbf" "a")));
	assert_int_equal(utf8_next(STR("\xe2\x82\xac"), &at), 0x20ac);
	assert_int_equal(at, 3);
	assert_int_equal(utf8_count(STR("\xe2\x82\xac" "5")), 2);
	assert_text(utf8_clip(STR("a\xe2\x82\xac"), 3), "a");
}

static void a_permutation_holds_each_once(void **state)
{
	uint64_t order[100];
	bool is_seen[100] = { 0 };
	bool is_moved = false;

	(void)state;
	rng_permutation(order, 100);
	for (size_t i = 0; i < 100; i++) {
		assert_true(order[i] < 100);
		assert_false(is_seen[order[i]]);
		is_seen[order[i]] = true;
		is_moved |= order[i] != i;
	}
	assert_true(is_moved);
}

static void ids_are_positive_and_exact_in_json(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++) {
		int64_t id = rng_id();

		assert_true(id >= 1 && id <= (1LL << 52));
	}
}

static void a_stream_repeats_itself(void **state)
{
	struct rng a = { 42 }, b = { 42 }, c = { 43 };

	(void)state;
	for (int i = 0; i < 100; i++)
		assert_true(rng_next_below(&a, 1000) == rng_next_below(&b, 1000));
	assert_true(rng_next(&a) != rng_next(&c));
}

static void codes_are_made_of_what_is_read_back(void **state)
{
	char code[8], again[8];

	(void)state;
	for (int i = 0; i < 1000; i++) {
		code_make(code, sizeof(code));
		assert_true(code_parse((struct str){ code, sizeof(code) }, again, sizeof(again)));
		assert_memory_equal(code, again, sizeof(code));
	}
	assert_int_equal(CODE_LETTERS, 32);
	assert_true(code_parse(STR(" abcd-oi\tlz"), again, sizeof(again)));
	assert_memory_equal(again, "ABCD011Z", sizeof(again));
	assert_false(code_parse(STR("ABCDEFG"), again, sizeof(again)));
	assert_false(code_parse(STR("ABCDEFGHJ"), again, sizeof(again)));
	assert_false(code_parse(STR("ABCDEFGU"), again, sizeof(again)));
	assert_false(code_parse(STR("ABCDEF\0G"), again, sizeof(again)));
}

static void values_are_filled_in_by_number(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const struct str args[] = { STR("een"), STR("%1") };

	(void)state;
	assert_text(tr_fill(a, "%2 en %1, 100% %3", args, 2), "%1 en een, 100% %3");
	assert_string_equal(tr(LANG_NL, "Bewaar"), "Bewaar");
	assert_string_equal(tr(LANG_EN, "Bewaar"), "Save");
	assert_string_equal(tr(LANG_EN, "Nee"), "No");
	assert_string_equal(tr(LANG_EN, "Onbekend"), "Onbekend");
	assert_string_equal(tr_n(LANG_EN, 2, "%1 antwoord", "%1 antwoorden"), "%1 answers");
	assert_string_equal(tr_n(LANG_EN, 1, "%1 antwoord", "%1 antwoorden"), "%1 answer");
	assert_string_equal(tr_n(LANG_NL, 1, "één", "veel"), "één");
	assert_string_equal(tr_n(LANG_NL, 0, "één", "veel"), "veel");
}

static void a_failure_fills_its_error(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_false(err_set(&e, ERR_INPUT, "line %d", 3));
	assert_int_equal(e.kind, ERR_INPUT);
	assert_string_equal(e.text, "line 3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(split_takes_the_first_separator),
		cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
		cmocka_unit_test(decimals_have_the_point_asked_for),
		cmocka_unit_test(doubles_read_back_the_same),
		cmocka_unit_test(output_past_its_limit_is_a_state),
		cmocka_unit_test(small_output_takes_little),
		cmocka_unit_test(large_output_stays_within_its_arena),
		cmocka_unit_test(an_arena_past_its_cap_says_so),
		cmocka_unit_test(utf8_is_rfc_3629),
		cmocka_unit_test(a_permutation_holds_each_once),
		cmocka_unit_test(ids_are_positive_and_exact_in_json),
		cmocka_unit_test(a_stream_repeats_itself),
		cmocka_unit_test(codes_are_made_of_what_is_read_back),
		cmocka_unit_test(values_are_filled_in_by_number),
		cmocka_unit_test(a_failure_fills_its_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
