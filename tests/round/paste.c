/* SPDX-License-Identifier: EUPL-1.2 */
/* Groups pasted from a spreadsheet. */
/* cmocka wants these before itself. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "round/paste.h"

static struct arena *a;

static struct paste paste_bytes(struct str text)
{
	struct paste p;

	arena_free(a);
	a = arena_new(64 << 20);
	unit_paste(a, text, STR("Gemeente"), 5, &p);
	return p;
}

static struct paste paste(const char *text)
{
	return paste_bytes(str_from(text));
}

/* One line a group: depth, name, kind, tag, size. */
static void assert_tree(const struct paste *p, const char *expected)
{
	struct out o = out_new(a, 1 << 20);

	for (size_t i = 0; i < p->tree.count; i++) {
		const struct unit *u = &p->tree.units[i];

		assert_true(i == 0 ? u->parent == 0 : u->parent < i);
		assert_int_equal(u->depth, i == 0 ? 0 : p->tree.units[u->parent].depth + 1);
		out_i64(&o, u->depth);
		out_char(&o, ' ');
		out_str(&o, u->own_name);
		out_c(&o, u->kind == UNIT_TEAM ? "" : u->kind == UNIT_LEADERS ? " L" : " S:");
		out_str(&o, u->tag);
		out_char(&o, ' ');
		out_i64(&o, u->size);
		out_c(&o, u->is_leaf ? "\n" : " +\n");
	}
	out_char(&o, '\0');
	assert_string_equal(o.p, expected);
}

static void assert_problems(const struct paste *p, const enum paste_problem *expected, size_t n)
{
	size_t faults = 0;

	assert_int_equal(p->count, n);
	for (size_t i = 0; i < n; i++) {
		if (p->lines[i].problem != expected[i])
			fail_msg("line %d: problem %d, not %d", p->lines[i].line,
				 (int)p->lines[i].problem, (int)expected[i]);
		faults += expected[i] != PASTE_OK;
	}
	assert_int_equal(p->faults, faults);
}

#define PROBLEMS(p, ...) assert_problems((p), (const enum paste_problem[]){ __VA_ARGS__ }, \
	sizeof((const enum paste_problem[]){ __VA_ARGS__ }) / sizeof(enum paste_problem))

static const char tree[] =
	"0 Gemeente 31 +\n"
	"1 Sociaal 20 +\n"
	"2 Schulden 12\n"
	"2 Zorg 8\n"
	"1 Leiding L 6\n"
	"1 Juristen S:recht 5\n";

static void every_separator_gives_the_same(void **state)
{
	static const char *const texts[] = {
		"Sociaal\tSchulden\tteam\t12\nSociaal\tZorg\t\t8\n\tLeiding\tleiding\t6\n"
		"\tJuristen\tspecialist:recht\t5\n",
		"Sociaal;Schulden;team;12\r\nSociaal;Zorg;;8\r\n;Leiding;leiding;6\r\n"
		";Juristen;specialist:recht;5\r\n",
		"Sociaal,Schulden,team,12\rSociaal,Zorg,,8\r,Leiding,leiding,6\r"
		",Juristen,specialist:recht,5",
		"\xef\xbb\xbfpad;naam;soort;aantal\nSociaal;Schulden;team;12\n\nSociaal;Zorg;;8\n"
		";;;\n;Leiding;Leaders;6\n;Juristen;specialists: Recht ;5\n",
		"Name,Kind,Path,Remark,Size\nSchulden,team,Sociaal,x,12\nZorg,,Sociaal,,8\n"
		"Leiding,leaders,,,6\nJuristen,specialist:recht,,,5\n",
		"\"pad\"\t\"naam\"\t\"soort\"\t\"Aantal mensen\"\n\"Sociaal\"\t\"Schulden\"\t\"team\"\t\"12\"\n"
		" / Sociaal / \t Zorg \t\t 8 \n\tLeiding\tLEIDING\t6\n\t\"Juristen\" \tspecialist:RECHT\t5\n",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct paste p = paste(texts[i]);

		PROBLEMS(&p, PASTE_OK, PASTE_OK, PASTE_OK, PASTE_OK);
		assert_int_equal(p.warnings, 0);
		assert_tree(&p, tree);
	}
}

static void lines_apart_come_together(void **state)
{
	struct paste p = paste("A;x;;5\nB;y;;6\nA;z;;7\nA/C;w;;8\n");

	(void)state;
	assert_tree(&p, "0 Gemeente 26 +\n1 A 20 +\n2 x 5\n2 z 7\n2 C 8 +\n3 w 8\n1 B 6 +\n2 y 6\n");
}

static void quotes_hold_separators(void **state)
{
	struct paste p = paste("\"Zorg; jeugd\";\"Team \"\"Plein\"\"\";;9\nA;\"open;;8\nB;x \"y\";;7\n");

	(void)state;
	PROBLEMS(&p, PASTE_OK, PASTE_OK, PASTE_OK);
	assert_true(str_is(p.lines[0].path, "Zorg; jeugd"));
	assert_true(str_is(p.lines[0].name, "Team \"Plein\""));
	assert_true(str_is(p.lines[1].name, "\"open"));
	assert_true(str_is(p.lines[2].name, "x \"y\""));
}

static void each_fault_is_named(void **state)
{
	struct paste p = paste("A;;team;5\n"
			       "A;b;chef;5\n"
			       "A;b;team;veel\n"
			       "A;b;team;0\n"
			       "A;b;team;1.200\n"
			       "A;b;team;100001\n"
			       "A;b;team;\n"
			       "A;b;specialist;5\n"
			       "A;b;specialist: ;5\n"
			       "A;b;team:x;5\n"
			       "1/2/3/4/5/6;b;team;5\n"
			       "1/2/3/4/5;b;team;5\n");

	(void)state;
	PROBLEMS(&p, PASTE_NO_NAME, PASTE_BAD_KIND, PASTE_BAD_SIZE, PASTE_BAD_SIZE, PASTE_BAD_SIZE,
		 PASTE_BAD_SIZE, PASTE_BAD_SIZE, PASTE_NO_TAG, PASTE_NO_TAG, PASTE_BAD_KIND,
		 PASTE_TOO_DEEP, PASTE_OK);
	assert_int_equal(p.lines[2].line, 3);
	assert_true(str_is(p.lines[2].text, "A;b;team;veel"));
	assert_true(str_is(p.lines[2].size, "veel"));
	assert_int_equal(p.tree.count, 7);	/* faulty lines leave no inner groups */
}

static void a_name_stands_once(void **state)
{
	struct paste p = paste("A;b;team;5\nA;b;team;5\nA;B;team;5\nC;b;team;5\n");

	(void)state;
	PROBLEMS(&p, PASTE_OK, PASTE_TWICE, PASTE_TWICE, PASTE_OK);
}

static void a_leaf_has_nothing_below_it(void **state)
{
	struct paste p = paste(";A;team;5\nA;b;team;5\nA/c;d;team;5\nE;f;team;5\n;E;team;5\n");

	(void)state;
	PROBLEMS(&p, PASTE_OK, PASTE_NOT_LEAF, PASTE_NOT_LEAF, PASTE_OK, PASTE_NOT_LEAF);
}

static void small_groups_are_warned_about(void **state)
{
	struct paste p = paste("A;b;team;4\nA;c;team;5\nA;d;fout;3\n");

	(void)state;
	assert_int_equal(p.warnings, 1);
	assert_true(p.lines[0].can_never_reach_k);
	assert_int_equal(p.lines[0].problem, PASTE_OK);
	assert_false(p.lines[1].can_never_reach_k);
	assert_false(p.lines[2].can_never_reach_k);
}

static void names_have_a_length(void **state)
{
	char text[2 * UNIT_NAME_MAX + 32] = ";";
	size_t n = 1;
	struct paste p;

	(void)state;
	for (int i = 0; i < UNIT_NAME_MAX; i++, n += 2)
		memcpy(text + n, "é", 2);
	(void)snprintf(text + n, sizeof(text) - n, ";team;5\n");
	p = paste(text);
	PROBLEMS(&p, PASTE_OK);
	(void)snprintf(text + n, sizeof(text) - n, "x;team;5\n");
	p = paste(text);
	PROBLEMS(&p, PASTE_TOO_LONG);
}

static void nothing_gives_an_empty_tree(void **state)
{
	static const char *const texts[] = { "", "\n\n", "pad;naam;soort;aantal\n", ";;;\n\t\n" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct paste p = paste(texts[i]);

		assert_int_equal(p.count, 0);
		assert_int_equal(p.tree.count, 1);
	}
}

/* More groups than fit, and far more lines than are read one by one. */
static void too_many_are_kept_as_text(void **state)
{
	static char text[3 * UNITS_MAX * 10];
	size_t n = 0;
	struct paste p;

	(void)state;
	for (int i = 0; i < UNITS_MAX + 1; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, ";%d;;5\n", i);
	p = paste_bytes((struct str){ text, n });
	assert_int_equal(p.count, UNITS_MAX + 1);
	assert_int_equal(p.faults, 1);
	assert_int_equal(p.lines[UNITS_MAX].problem, PASTE_TOO_MANY);
	assert_int_equal(p.tree.count, UNITS_MAX + 1);
	for (int i = UNITS_MAX + 1; i < 3 * UNITS_MAX; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, ";%d;;5\n", i);
	p = paste_bytes((struct str){ text, n });
	assert_int_equal(p.count, 2 * UNITS_MAX);
	assert_int_equal(p.lines[p.count - 1].problem, PASTE_TOO_MANY);
	/* The last of them holds all the rest. */
	assert_ptr_equal(p.lines[p.count - 1].text.p + p.lines[p.count - 1].text.n, text + n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_separator_gives_the_same),
		cmocka_unit_test(lines_apart_come_together),
		cmocka_unit_test(quotes_hold_separators),
		cmocka_unit_test(each_fault_is_named),
		cmocka_unit_test(a_name_stands_once),
		cmocka_unit_test(a_leaf_has_nothing_below_it),
		cmocka_unit_test(small_groups_are_warned_about),
		cmocka_unit_test(names_have_a_length),
		cmocka_unit_test(nothing_gives_an_empty_tree),
		cmocka_unit_test(too_many_are_kept_as_text),
	};
	int failures = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(a);
	return failures;
}
