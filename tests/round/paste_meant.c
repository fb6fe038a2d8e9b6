/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows as people have them: headings, merged cells, totals, words for kinds.  What
 * is understood, what is said about it, and what is asked. */
/* cmocka wants these before itself. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/out.h"
#include "base/rng.h"
#include "round/paste.h"
#include "scratch.h"

#define CYRILLIC_E "\xd0\xb5"
#define NBSP "\xc2\xa0"

static struct paste paste(const char *text)
{
	struct paste p;

	unit_paste(scratch, str_from(text), STR("G"), 5, &p);
	return p;
}

/* "A/b 5, A/c L 6": the leaves. */
static const char *leaves(const struct paste *p)
{
	struct out o = out_new(scratch, 1 << 20);

	for (size_t i = 1; i < p->tree.count; i++) {
		const struct unit *u = &p->tree.units[i];

		if (!u->is_leaf)
			continue;
		out_c(&o, o.n ? ", " : "");
		out_str(&o, unit_path(scratch, &p->tree, i));
		out_c(&o, u->kind == UNIT_LEADERS ? " L" : u->kind == UNIT_SPECIALISTS ? " S:" : "");
		out_str(&o, u->tag);
		out_char(&o, ' ');
		out_i64(&o, u->size);
	}
	out_char(&o, '\0');
	return o.p;
}

static size_t notes(const struct paste *p, enum paste_remark remark)
{
	size_t n = 0;

	for (size_t i = 0; i < p->notes.count; i++)
		n += p->notes.at[i].remark == remark;
	return n;
}

static void assert_read(const char *text, const char *expected)
{
	struct paste p = paste(text);

	if (p.faults)
		fail_msg("%s: %zu faults, the first problem %d", text, p.faults,
			 (int)p.lines[0].problem);
	assert_string_equal(leaves(&p), expected);
}

/* --- headings ------------------------------------------------------------------ */

static void headings_in_any_words(void **state)
{
	static const char expected[] = "Ruimte / Beheer 8, Zorg / Wijk 6";
	static const char *const heads[] = {
		"Afdeling;Team;Aantal", "AFDELING;GROEP;MEDEWERKERS", "Department;Team;Number of people",
		"Domein;Groep;Aantal medewerkers", "Cluster;Naam team;# mensen", "Sector;Teamnaam;Aantal (totaal)",
		"Naam van de afdeling;Naam van het team;Bezetting", "directorate;group;headcount",
		"Dienst:;Team:;Aantal:", " Afdeling " NBSP ";Team;Aantal FTE's in 2026",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
		struct out o = out_new(scratch, 1000);

		out_c(&o, heads[i]);
		out_c(&o, "\nRuimte;Beheer;8\nZorg;Wijk;6\n");
		out_char(&o, '\0');
		assert_read(o.p, expected);
	}
	assert_read("Aantal;Team;Afdeling\n8;Beheer;Ruimte\n6;Wijk;Zorg\n", expected);
}

static void each_level_may_have_a_column(void **state)
{
	(void)state;
	assert_read("Domein;Afdeling;Cluster;Team;Soort;Aantal\n"
		    "Fysiek;Ruimte;Noord;Beheer;team;8\nFysiek;Ruimte;Noord;Groen;;6\nSociaal;;;Wijk;;5\n",
		    "Fysiek / Ruimte / Noord / Beheer 8, Fysiek / Ruimte / Noord / Groen 6, Sociaal / Wijk 5");
	/* The lowest level is the group. */
	assert_read("Afdeling;Cluster;Aantal\nRuimte;Noord;8\n", "Ruimte / Noord 8");
	assert_read("Afdeling;Team;Groep;Aantal\nRuimte;Beheer;Boom;8\nRuimte;Straat;;6\n",
		    "Ruimte / Beheer / Boom 8, Ruimte / Straat 6");
}

static void an_unknown_heading_is_named(void **state)
{
	struct paste p = paste("Afdeling;Team;FTE;Aantal;Opmerking;Aantal vast\n"
			       "Ruimte;Beheer;7,2;8;mooi;3\nRuimte;Groen;6,1;7;;2;los\n");

	(void)state;
	assert_string_equal(leaves(&p), "Ruimte / Beheer 8, Ruimte / Groen 7");
	assert_int_equal(notes(&p, PASTE_UNKNOWN_HEADING), 2);
	assert_true(str_is(p.notes.at[0].text, "FTE"));
	assert_int_equal(notes(&p, PASTE_SECOND_HEADING), 1);
	assert_int_equal(notes(&p, PASTE_NO_HEADING), 1);
	p = paste("Ruimte;Beheer;team;8;let op\n");
	assert_int_equal(notes(&p, PASTE_NO_HEADING), 1);
	assert_true(str_is(p.notes.at[0].text, "let op"));
	p = paste("Afdeling;Team\nRuimte;Beheer\n");
	assert_int_equal(notes(&p, PASTE_NO_SIZES), 1);
	assert_int_equal(p.faults, 1);
}

/* A row of a group is never taken for headings. */
static void a_group_is_no_heading(void **state)
{
	(void)state;
	assert_read("Afdeling Zorg;Team;team;12\n", "Afdeling Zorg / Team 12");
	assert_read("Afdeling;Groep;team;12\n", "Afdeling / Groep 12");
	assert_read("Team A;12\nTeam B;8\n", "Team A 12, Team B 8");
	assert_read("Ruimte;Team A;12\n;Team B;8\n", "Ruimte / Team A 12, Team B 8");
}

/* --- the rest of a sheet ---------------------------------------------------------- */

static void titles_and_totals_are_no_groups(void **state)
{
	struct paste p = paste("Overzicht teams;;\nPeildatum;2026;\n\nAfdeling;Team;Aantal\n"
			       "Ruimte;Beheer;8\nRuimte;Groen;6\nTotaal Ruimte;;14\n"
			       "Afdeling;Team;Aantal\nZorg;Wijk;5\nZorg totaal;;5\nEindtotaal;;19\nTotaal;Wonen;7\n");

	(void)state;
	assert_int_equal(notes(&p, PASTE_TITLE), 2);
	assert_int_equal(notes(&p, PASTE_HEADINGS_AGAIN), 1);
	assert_int_equal(notes(&p, PASTE_TOTAL), 3);
	/* One row is no total of one row: it is shown as faulty, not dropped. */
	assert_int_equal(p.faults, 1);
	assert_int_equal(p.lines[3].problem, PASTE_NO_NAME);
	assert_int_equal(p.lines[3].line, 10);
	assert_read("Zorg;Totaal Wonen;;7\nZorg;Wijk;;5\n", "Zorg / Totaal Wonen 7, Zorg / Wijk 5");
}

static void what_spreadsheets_write(void **state)
{
	struct paste p;

	(void)state;
	assert_read("sep=,\nRuimte,Beheer,team,8\n", "Ruimte / Beheer 8");
	assert_read("\xef\xbb\xbf\"sep=;\"\r\nRuimte;Beheer, bos;team;8\r\n", "Ruimte / Beheer, bos 8");
	assert_read("\tLeiding\tleiding\t6\nRuimte\tBeheer\t\t8\n", "Leiding L 6, Ruimte / Beheer 8");
	assert_read(";Leiding;leiding;6\nRuimte;Beheer;;8,0\n", "Leiding L 6, Ruimte / Beheer 8");
	assert_read("Ruimte;Zorg, jeugd, wmo;;8\nRuimte;Werk, inkomen;;8\n",
		    "Ruimte / Zorg, jeugd, wmo 8, Ruimte / Werk, inkomen 8");
	p = paste("Afdeling\tTeam\tAantal\nRuimte\t\"Beheer\nopenbare \"\"ruimte\"\"\"\t8\nRuimte\tGroen\t6\n");
	assert_string_equal(leaves(&p), "Ruimte / Beheer openbare \"ruimte\" 8, Ruimte / Groen 6");
	assert_int_equal(notes(&p, PASTE_BROKEN_NAME), 1);
	assert_int_equal(p.lines[0].line, 2);
	assert_int_equal(p.lines[1].line, 4);
}

/* --- kinds ---------------------------------------------------------------------- */

static void kinds_in_words(void **state)
{
	static const struct {
		const char *typed, *read;
	} cases[] = {
		{ "", " 5" }, { "team", " 5" }, { "Teams", " 5" }, { "TEAM ", " 5" }, { "-", " 5" },
		{ NBSP "team", " 5" }, { "groep", " 5" },
		{ "leiding", " L 5" }, { "Leidinggevenden", " L 5" }, { "leidinggevende", " L 5" },
		{ "leidinggevende(n)", " L 5" }, { "manager", " L 5" }, { "MT", " L 5" },
		{ "Directie", " L 5" }, { "leaders", " L 5" }, { "teamleiders", " L 5" },
		{ "specialist:privacy", " S:privacy 5" }, { "specialist: Privacy", " S:privacy 5" },
		{ "Specialisten privacy", " S:privacy 5" }, { "specialist (privacy)", " S:privacy 5" },
		{ "specialist - privacy", " S:privacy 5" }, { "privacy-specialist", " S:privacy 5" },
		{ "privacyspecialisten", " S:privacy 5" }, { "experts privacy en veiligheid", " S:privacy en veiligheid 5" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct out o = out_new(scratch, 1000), expected = out_new(scratch, 1000);

		out_c(&o, "A;b;");
		out_c(&o, cases[i].typed);
		out_c(&o, ";5\n");
		out_char(&o, '\0');
		out_c(&expected, "A / b");
		out_c(&expected, cases[i].read);
		out_char(&expected, '\0');
		assert_read(o.p, expected.p);
	}
}

/* --- what is asked ---------------------------------------------------------------- */

static struct paste answer(struct str text, const struct paste *before, bool is_yes,
			   const struct unit_tree *saved)
{
	int64_t *keys = ARENA_ARRAY(scratch, int64_t, before->questions.count + 1);
	struct paste_answers answers = { .asked = keys, .yes = keys, .saved = saved,
					 .asked_count = before->questions.count,
					 .yes_count = is_yes ? before->questions.count : 0 };
	struct paste p;

	for (size_t i = 0; i < before->questions.count; i++)
		keys[i] = before->questions.at[i].key;
	unit_paste_answered(scratch, text, STR("G"), 5, &answers, &p);
	return p;
}

static void merged_cells_are_asked_about(void **state)
{
	const char *text = "Afdeling;Cluster;Team;Soort;Aantal\nRuimte;Noord;Beheer;team;8\n"
			   ";;Groen;team;6\n;Zuid;\"Bos \"\"en\"\" park\";;7\n;;Hoofden;leiding;5\nZorg;;Wijk;;9\n";
	struct paste p = paste(text), yes, no;

	(void)state;
	assert_int_equal(p.faults, 0);
	assert_int_equal(p.questions.count, 3);
	assert_true(str_is(p.questions.at[0].name, "Groen"));
	assert_true(str_is(p.questions.at[0].other, "Ruimte / Noord"));
	assert_true(p.questions.at[0].is_likely);
	assert_false(p.questions.at[2].is_likely);	/* leaders of the whole stand apart */
	no = answer(str_from(text), &p, false, NULL);
	assert_int_equal(no.questions.count, 0);
	assert_true(str_is(no.text, text));
	assert_string_equal(leaves(&no), "Ruimte / Noord / Beheer 8, Groen 6, Zuid / Bos \"en\" park 7, "
					 "Hoofden L 5, Zorg / Wijk 9");
	/* A yes stands in the text, and more may follow from it. */
	yes = answer(str_from(text), &p, true, NULL);
	while (yes.questions.count)
		yes = answer(yes.text, &yes, true, NULL);
	assert_true(str_is(yes.text, "Afdeling;Cluster;Team;Soort;Aantal\nRuimte;Noord;Beheer;team;8\n"
				     "Ruimte;Noord;Groen;team;6\nRuimte;Zuid;\"Bos \"\"en\"\" park\";;7\n"
				     "Ruimte;Zuid;Hoofden;leiding;5\nZorg;;Wijk;;9\n"));
	p = paste(str_dup(scratch, yes.text).p);
	assert_int_equal(p.questions.count, 0);
	assert_int_equal(p.faults, 0);
}

static void leaders_at_the_end_are_no_question(void **state)
{
	struct paste p = paste("A;b;;5\nA;c;;5\n;Leiding;leiding;6\n;Privacy;specialist:privacy;6\n");

	(void)state;
	assert_int_equal(p.questions.count, 0);
	p = paste("A;b;;5\n;Leiding;leiding;6\nC;d;;5\n");
	assert_int_equal(p.questions.count, 1);
	p = paste("A;b;;5\n;Leiding;leiding;6\n;c;;6\n");
	assert_int_equal(p.questions.count, 2);
	p = paste(";a;;5\n;b;;5\n");
	assert_int_equal(p.questions.count, 0);
}

static void what_is_saved_is_not_asked_again(void **state)
{
	const char *text = "A;b;;5\n;c;;5\nZorg;d;;5\nZorg;" CYRILLIC_E "xtra;;6\nZorg;extra;;6\n";
	struct paste p = paste(text), again;

	(void)state;
	assert_int_equal(p.questions.count, 2);
	again = answer(str_from(text), &(struct paste){ 0 }, false, &p.tree);
	assert_int_equal(again.questions.count, 0);
	assert_string_equal(leaves(&again), leaves(&p));
}

static void letters_that_look_alike_are_asked_about(void **state)
{
	const char *text = "Beheer;a;;5\nBeh" CYRILLIC_E "er;b;;6\nBeh" CYRILLIC_E "er;c;;7\n";
	struct paste p = paste(text), yes, no;

	(void)state;
	assert_int_equal(p.questions.count, 1);
	assert_int_equal(p.questions.at[0].ask, PASTE_IS_SAME);
	assert_true(str_is(p.questions.at[0].other, "Beheer"));
	yes = answer(str_from(text), &p, true, NULL);
	assert_string_equal(leaves(&yes), "Beheer / a 5, Beheer / b 6, Beheer / c 7");
	assert_true(str_is(yes.text, "Beheer;a;;5\nBeheer;b;;6\nBeheer;c;;7\n"));
	no = answer(str_from(text), &p, false, NULL);
	assert_int_equal(no.questions.count, 0);
	assert_string_equal(leaves(&no), "Beheer / a 5, Beh" CYRILLIC_E "er / b 6, Beh" CYRILLIC_E "er / c 7");
}

static void names_that_read_the_same_are_one(void **state)
{
	struct paste p = paste("Ruimte;a;;5\nruimte;b;;5\n Ruimte" NBSP ";c;;5\nRui\xc2\xadmte;d;;5\n");

	(void)state;
	assert_string_equal(leaves(&p), "Ruimte / a 5, Ruimte / b 5, Ruimte / c 5, Ruimte / d 5");
	assert_int_equal(notes(&p, PASTE_ONE_NAME), 1);	/* a capital is seen, a blank is not */
	p = paste("A;Financi\xc3\xabn;;5\nA;financie\xcc\x88n;;5\nA;Fin" NBSP "an;;5\nA;fin  an;;5\n");
	assert_int_equal(p.faults, 2);
	assert_int_equal(p.lines[1].problem, PASTE_TWICE);
	assert_int_equal(p.lines[3].problem, PASTE_TWICE);
}

/* --- whatever is pasted ------------------------------------------------------------ */

/* Random sheets: rows become groups or faults or notes, one of the three each; yes
 * and no to everything end the questions, and the text then says it all. */
static void random_sheets_end_well(void **state)
{
	static const char *const cells[] = { "", "", "", "Ruimte", "ruimte", "Zorg", "Noord", "Beheer",
		"B" CYRILLIC_E "heer", "team", "leiding", "specialist: x", "8", "12", "3", "Totaal",
		"Afdeling", "Team", "Aantal", "\"a;b\"", "FTE" };

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct out o = out_new(scratch, 10000);
		size_t rows = 1 + rng_below(8), filled = 0, found;
		struct paste p;

		for (size_t i = 0; i < rows; i++)
			for (size_t k = 0, is_filled = 0; k < 4; k++) {
				const char *cell = cells[rng_below(ARRAY_LEN(cells))];

				filled += !is_filled && *cell;
				is_filled |= *cell != '\0';
				out_c(&o, cell);
				out_c(&o, k < 3 ? ";" : "\n");
			}
		out_char(&o, '\0');
		p = paste(o.p);
		found = p.count + notes(&p, PASTE_TITLE) + notes(&p, PASTE_HEADINGS_AGAIN) +
			notes(&p, PASTE_TOTAL);
		/* One more when there are headings. */
		if (found != filled && found + 1 != filled)
			fail_msg("%s: %zu rows of %zu", o.p, found, filled);
		for (int times = 0; p.questions.count; times++) {
			assert_true(times < 20);
			p = answer(p.text, &p, true, NULL);
		}
		if (p.faults == 0) {
			struct paste again;

			unit_paste(scratch, p.text, STR("G"), 5, &again);
			assert_string_equal(leaves(&again), leaves(&p));
		}
		arena_reset(scratch);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, scratch_begin, scratch_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(headings_in_any_words),
		TEST(each_level_may_have_a_column),
		TEST(an_unknown_heading_is_named),
		TEST(a_group_is_no_heading),
		TEST(titles_and_totals_are_no_groups),
		TEST(what_spreadsheets_write),
		TEST(kinds_in_words),
		TEST(merged_cells_are_asked_about),
		TEST(leaders_at_the_end_are_no_question),
		TEST(what_is_saved_is_not_asked_again),
		TEST(letters_that_look_alike_are_asked_about),
		TEST(names_that_read_the_same_are_one),
		TEST(random_sheets_end_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
