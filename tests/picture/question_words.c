/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of every question, in Dutch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "picture/question_words.h"

/* The tests ask in Dutch only. */
const struct message tr_en[] = { { "", "", NULL } };
const size_t tr_en_count = 1;

static const struct str level[] = { STR("a"), STR("b"), STR("c"), STR("d"), STR("e") };

static void assert_says(struct question q, struct str group, const char *rule,
			const char *part_of_text)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const struct question_names names = { .item = STR("X"), .group = group, .level = level };

	assert_string_equal(question_rule(q.kind), rule);
	assert_non_null(strstr(str_cstr(a, question_text(a, LANG_NL, &q, &names)), part_of_text));
}

#define SAYS(rule, text, ...) assert_says((struct question){ __VA_ARGS__ }, STR("G"), rule, text)

static void every_kind_has_its_words(void **state)
{
	(void)state;
	SAYS("vraag-sterk", "eensgezind", QUESTION_STRENGTH);
	SAYS("vraag-eens", "Welk voorbeeld", QUESTION_AGREED);
	SAYS("vraag-twee-groepen", "Bij ‘X’ zijn er twee groepen antwoorden: rond a en rond e.",
	     QUESTION_TWO_GROUPS, .now = { 1, 5 });
	SAYS("vraag-twee-plekken", "Bij ‘X’ liggen de antwoorden op twee plekken: rond a en rond e.",
	     QUESTION_TWO_PLACES, .now = { 1, 5 });
	SAYS("vraag-groepen", "Twee mensen uit één groep liggen gemiddeld 0,7 niveau uit elkaar, "
	     "twee uit verschillende groepen 1,4. Wat zie je", QUESTION_GROUPS, .within = 0.7,
	     .between = 1.4);
	SAYS("vraag-spreiding", "uiteen van b tot c.", QUESTION_SPREAD, .now = { 2, 3 });
	SAYS("vraag-uitlopers", "De meeste antwoorden liggen op c,", QUESTION_OUTLIERS,
	     .now = { 3, 3 });
	SAYS("vraag-wens", "Het midden ligt op b, de wens tussen d en e.", QUESTION_AMBITION,
	     .now = { 2, 2 }, .wish = { 4, 5 });
	SAYS("vraag-weet-niet", "8 van de 16 weten dit niet.", QUESTION_DONT_KNOW, .dont_know = 8,
	     .people = 16);
	SAYS("vraag-weet-niet-alleen", "8 mensen weten dit niet.", QUESTION_DONT_KNOW_ALONE,
	     .dont_know = 8);
	SAYS("vraag-weet-niet-enkele", "Enkele antwoorden zijn", QUESTION_DONT_KNOW_FEW);
}

static void a_gap_has_a_direction_and_a_name(void **state)
{
	const struct question q = { QUESTION_GAP, .gap = 1.4 };

	(void)state;
	SAYS("vraag-verschil", "G plaatst dit gemiddeld 1,4 niveau hoger", QUESTION_GAP,
	     .gap = 1.4, .direction = 1);
	SAYS("vraag-verschil", "G plaatst dit gemiddeld 1,4 niveau lager", QUESTION_GAP,
	     .gap = 1.4, .direction = -1);
	SAYS("vraag-verschil", "G plaatst dit gemiddeld 1,4 niveau anders", QUESTION_GAP,
	     .gap = 1.4);
	assert_says(q, STR(""), "vraag-verschil", "Een groep plaatst dit");
}

static void without_a_question_there_are_no_words(void **state)
{
	const struct question q = { QUESTION_NONE };
	const struct question_names names = { .item = STR("X"), .level = level };
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);

	(void)state;
	assert_int_equal(question_text(a, LANG_NL, &q, &names).n, 0);
	assert_null(question_rule(q.kind));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_has_its_words),
		cmocka_unit_test(a_gap_has_a_direction_and_a_name),
		cmocka_unit_test(without_a_question_there_are_no_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
