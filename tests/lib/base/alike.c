/* SPDX-License-Identifier: EUPL-1.2 */
/* Names that a reader takes for the same. */
/* cmocka wants these before itself. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/alike.h"
#include "base/utf8.h"
#include "scratch.h"

#define NBSP "\xc2\xa0"
#define SOFT_HYPHEN "\xc2\xad"
#define ZERO_WIDTH "\xe2\x80\x8b"
#define THIN "\xe2\x80\x89"
#define TO_LEFT "\xe2\x80\x8f"
#define BOM "\xef\xbb\xbf"
#define ACUTE "\xcc\x81"
#define CYRILLIC_A "\xd0\xb0"
#define CYRILLIC_VE "\xd0\x92"

/* Every two of a row are one. */
static void what_reads_the_same_is_one(void **state)
{
	static const char *const same[][6] = {
		{ "Team Zorg", "team zorg", "TEAM  ZORG", " Team" NBSP "Zorg ", "Team" THIN "Zo" SOFT_HYPHEN "rg",
		  BOM "Te" ZERO_WIDTH "am\tZorg" TO_LEFT },
		{ "Financi\xc3\xa9n", "Financie" ACUTE "n", "FINANCI\xc3\x89N", "financiE" ACUTE "n",
		  "Financi\xc3\xa9n" NBSP, NBSP "Financi\xc3\xa9n" },
		{ "x", "X", "x ", " X", NBSP "x", "x" ZERO_WIDTH },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		for (size_t j = 0; j < ARRAY_LEN(same[i]); j++)
			assert_true(name_is(scratch, str_from(same[i][0]), str_from(same[i][j])));
}

static void what_reads_otherwise_is_not(void **state)
{
	static const char *const names[] = { "Zorg", "Zorg 1", "Zorg 2", "Z org", "Z\xc3\xb3rg", "Zorgen",
					     "Z" CYRILLIC_A "rg", "" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		for (size_t j = 0; j < i; j++)
			assert_false(name_is(scratch, str_from(names[i]), str_from(names[j])));
}

static void assert_look(const char *name, const char *other, bool is_alike)
{
	struct str x = name_look(scratch, str_from(name)), y = name_look(scratch, str_from(other));

	if (str_eq(x, y) != is_alike)
		fail_msg("%s and %s: " STR_FMT ", " STR_FMT, name, other, STR_ARG(x), STR_ARG(y));
}

static void letters_that_look_alike_are_a_question(void **state)
{
	(void)state;
	assert_look("Zakelijk", "Z" CYRILLIC_A "kelijk", true);
	assert_look("Beheer", CYRILLIC_VE "eheer", true);
	assert_look("Team l", "Team 1", true);
	assert_look("Sociaal-Domein", "Sociaal\xe2\x80\x93" "Domein", true);
	assert_look("Team 1", "Team 2", false);
	assert_look("Wegen", "Waters", false);
	assert_false(name_is(scratch, STR("Beheer"), STR(CYRILLIC_VE "eheer")));
}

static void a_name_is_kept_tidy(void **state)
{
	static const struct {
		const char *typed, *kept;
	} cases[] = {
		{ "  Team" NBSP NBSP "Zorg\t ", "Team Zorg" },
		{ "Fi" SOFT_HYPHEN "nan" ZERO_WIDTH "cie" ACUTE "n", "Financi\xc3\xa9n" },
		{ "Two\nlines", "Two lines" },
		{ "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb" },
		{ "m\xc2\xb2", "m\xc2\xb2" },
		{ "", "" }, { NBSP ZERO_WIDTH, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str kept = name_tidy(scratch, str_from(cases[i].typed));

		assert_true(str_is(kept, cases[i].kept));
		assert_true(str_eq(name_tidy(scratch, kept), kept));
		assert_true(name_is(scratch, kept, str_from(cases[i].typed)));
	}
}

/* The short way for plain names gives what the long way gives. */
static void every_letter_has_a_key_that_stays(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x3000; c++) {
		char bytes[8] = "a";
		size_t n = 1;
		struct str key;

		if (c < 0x80) {
			bytes[n++] = (char)c;
		} else if (c < 0x800) {
			bytes[n++] = (char)(0xc0 | c >> 6);
			bytes[n++] = (char)(0x80 | (c & 0x3f));
		} else {
			bytes[n++] = (char)(0xe0 | c >> 12);
			bytes[n++] = (char)(0x80 | (c >> 6 & 0x3f));
			bytes[n++] = (char)(0x80 | (c & 0x3f));
		}
		key = name_key(scratch, (struct str){ bytes, n });
		assert_true(utf8_ok(key));
		assert_true(str_eq(name_key(scratch, key), key));
		assert_true(utf8_ok(name_look(scratch, (struct str){ bytes, n })));
		arena_reset(scratch);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_reads_the_same_is_one),
		TEST(what_reads_otherwise_is_not),
		TEST(letters_that_look_alike_are_a_question),
		TEST(a_name_is_kept_tidy),
		TEST(every_letter_has_a_key_that_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
