/* SPDX-License-Identifier: EUPL-1.2 */
/* Words that may say who somebody is, and words that do not. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "remark/remark.h"

static struct hint hints[HINTS_MAX];
static size_t count;

static void look(const char *text)
{
	count = remark_hints(str_from(text), hints);
}

static void assert_hint(size_t i, enum hint_kind kind, const char *words)
{
	assert_true(i < count);
	assert_int_equal(hints[i].kind, kind);
	assert_true(str_is(hints[i].words, words));
}

static void names_in_a_sentence(void **state)
{
	(void)state;
	look("Alles loopt via Pieter Jansen, en soms via (Sanne).");
	assert_int_equal(count, 3);
	assert_hint(0, HINT_NAME, "Pieter");
	assert_hint(1, HINT_NAME, "Jansen");
	assert_hint(2, HINT_NAME, "Sanne");
}

static void a_first_name_begins_a_sentence(void **state)
{
	(void)state;
	look("Karin doet alles. Niemand anders weet het. Vraag het maar.");
	assert_int_equal(count, 1);
	assert_hint(0, HINT_NAME, "Karin");
}

static void ordinary_words_are_left_alone(void **state)
{
	static const char *const texts[] = {
		"", " ", "Dat weet ik niet.", "De AVG en BI zijn lastig.",
		"We werken in Excel en Power BI.", "In 2026 waren er 12 lijsten, in 2025 nog 10.",
		"Er zijn 00 codes", "a@b", "Wij\nZij\nHet", "…", "100.000.000 regels", "+", "0",
		"Managers weten dit niet.", "\xc3\x89\xc3\xa9n lijst",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		look(texts[i]);
		assert_int_equal(count, 0);
	}
}

static void phone_numbers_however_written(void **state)
{
	static const char *const texts[] = {
		"0612345678", "06-12345678", "06 12 34 56 78", "(030) 123 45 67",
		"+31 6 12345678", "bel 030-1234567.",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		look(texts[i]);
		assert_int_equal(count, 1);
		assert_int_equal(hints[0].kind, HINT_PHONE);
	}
	look("bel 030-1234567.");
	assert_hint(0, HINT_PHONE, "030-1234567");
	look("nummer 1234567890123 en 00123456789012345678");
	assert_int_equal(count, 0);
}

static void addresses_and_functions(void **state)
{
	(void)state;
	look("Mail j.jansen@voorbeeld.nl, of vraag de wethouder; de Teamleider niet.");
	assert_int_equal(count, 3);
	assert_hint(0, HINT_MAIL, "j.jansen@voorbeeld.nl");
	assert_hint(1, HINT_FUNCTION, "wethouder");
	assert_hint(2, HINT_FUNCTION, "Teamleider");
}

static void the_same_words_once_and_never_too_many(void **state)
{
	(void)state;
	look("vraag Jansen, altijd Jansen");
	assert_int_equal(count, 1);
	look("x Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj Kk Ll Mm Nn Oo");
	assert_int_equal(count, HINTS_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_in_a_sentence),
		cmocka_unit_test(a_first_name_begins_a_sentence),
		cmocka_unit_test(ordinary_words_are_left_alone),
		cmocka_unit_test(phone_numbers_however_written),
		cmocka_unit_test(addresses_and_functions),
		cmocka_unit_test(the_same_words_once_and_never_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
