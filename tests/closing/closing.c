/* SPDX-License-Identifier: EUPL-1.2 */
/* Closing a round, and the picture that is left. */
#include "round_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t unit_named(const struct picture *p, const char *name)
{
	for (size_t i = 0; i < p->tree.count; i++)
		if (str_is(p->tree.units[i].name, name))
			return i;
	fail();
	return 0;
}

static void answer_many(struct fixture *f, size_t leaf, size_t count, int level)
{
	for (size_t i = 0; i < count; i++)
		fixture_answer(f, leaf, i, level, true);
}

/* Case 10 of the method's worked examples. */
static void a_small_team_is_not_the_difference_of_two_others(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 }, { "Dienst;B;team", 8 } };
	struct fixture f;
	struct picture p;

	fixture_lay(&f, *state, leaves, 2);
	fixture_open(&f);
	answer_many(&f, 0, 6, 3);
	answer_many(&f, 1, 3, 1);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_true(p.is_visible[unit_named(&p, "A")]);
	assert_false(p.is_visible[unit_named(&p, "B")]);
	assert_int_equal(p.at[unit_named(&p, "A")].sheets, 6);
	assert_int_equal(p.at[unit_named(&p, "Dienst")].sheets, 6);
	assert_int_equal(p.at[0].sheets, 6);
	assert_int_equal(p.at[0].subject[0].now.c[0], 0);
	assert_int_equal(p.at[0].subject[0].now.c[2], 6);
	assert_int_equal(p.tree.units[0].answered, 9);
}

static void two_small_teams_count_together_one_level_up(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 }, { "Dienst;B;team", 8 },
					      { "Dienst;C;team", 8 } };
	struct fixture f;
	struct picture p;

	fixture_lay(&f, *state, leaves, 3);
	fixture_open(&f);
	answer_many(&f, 0, 6, 3);
	answer_many(&f, 1, 3, 1);
	answer_many(&f, 2, 2, 5);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_false(p.is_visible[unit_named(&p, "B")]);
	assert_false(p.is_visible[unit_named(&p, "C")]);
	assert_int_equal(p.at[unit_named(&p, "Dienst")].sheets, 11);
	assert_int_equal(p.at[0].subject[4].now.c[0], 3);
	assert_int_equal(p.at[0].subject[4].now.c[4], 2);
	/* The wish is one higher; at the top it stays: differences 1 and 0. */
	assert_int_equal(p.at[0].subject[4].difference[5], 9);
	assert_int_equal(p.at[0].subject[4].difference[4], 2);
	assert_int_equal(p.at[0].subject[0].picked, 11);
	assert_int_equal(p.at[0].subject[3].picked, 0);
	assert_int_equal(p.at[0].subject[3].could_pick, 11);
}

static void what_was_not_handed_in_does_not_count(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 9 } };
	struct fixture f;
	struct picture p;

	fixture_lay(&f, *state, leaves, 1);
	fixture_open(&f);
	answer_many(&f, 0, 5, 2);
	fixture_answer(&f, 0, 6, 5, false);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_int_equal(p.at[0].sheets, 5);
	assert_int_equal(p.at[0].subject[0].now.c[4], 0);
}

/* Two leaders and four others are one piece of the department; the leaders'
 * own statements would show two people. */
static void statements_of_a_few_are_left_out_of_a_piece(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 }, { "Dienst;L;leiding", 8 } };
	struct fixture f;
	struct picture p;
	size_t dienst;

	fixture_lay(&f, *state, leaves, 2);
	fixture_open(&f);
	answer_many(&f, 0, 4, 3);
	answer_many(&f, 1, 2, 4);
	fixture_close(&f);
	p = fixture_picture(&f);
	dienst = unit_named(&p, "Dienst");
	assert_int_equal(p.at[dienst].sheets, 6);
	assert_false(p.has_leaders);
	for (size_t i = 0; i < f.model.subject_count; i++)
		for (size_t s = 0; s < f.model.subjects[i].statement_count; s++) {
			const struct tally *t = &p.at[dienst].subject[i].statement[s];
			bool is_for_all =
				f.model.subjects[i].statements[s].route == ROUTE_EVERYONE;

			assert_int_equal(tally_n(t) + t->skipped, is_for_all ? 6 : 0);
		}
}

static void leaders_are_compared_when_both_sides_have_a_piece(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 }, { ";L;leiding", 8 } };
	struct fixture f;
	struct picture p;

	fixture_lay(&f, *state, leaves, 2);
	fixture_open(&f);
	answer_many(&f, 0, 6, 2);
	answer_many(&f, 1, 5, 4);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_true(p.has_leaders);
	assert_int_equal(p.leaders.subject[0].now.c[3], 5);
	assert_int_equal(p.others.subject[0].now.c[1], 6);
}

static void a_round_of_a_few_shows_nothing(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 } };
	struct fixture f;
	struct picture p;

	fixture_lay(&f, *state, leaves, 1);
	fixture_open(&f);
	answer_many(&f, 0, 4, 2);
	fixture_close(&f);
	p = fixture_picture(&f);
	for (size_t i = 0; i < p.tree.count; i++) {
		assert_false(p.is_visible[i]);
		assert_int_equal(p.at[i].sheets, 0);
	}
}

static bool file_has(const char *path, const void *bytes, size_t n)
{
	FILE *file = fopen(path, "rb");
	char *text;
	size_t size;
	bool is_found;

	if (!file)
		return false;
	text = malloc(1 << 24);
	assert_non_null(text);
	size = fread(text, 1, 1 << 24, file);
	(void)fclose(file);
	is_found = memmem(text, size, bytes, n) != NULL;
	free(text);
	return is_found;
}

static bool database_has(const struct database *d, const void *bytes, size_t n)
{
	char wal[120];

	(void)snprintf(wal, sizeof(wal), "%s-wal", d->path);
	return file_has(d->path, bytes, n) || file_has(wal, bytes, n);
}

static void nothing_of_a_sheet_stays_in_the_file(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 12 } };
	static const char marker[] = "MERKTEKEN-VAN-EEN-OPMERKING";
	struct database *d = *state;
	struct respondent who;
	struct fixture f;
	uint8_t hash[16], bytes[200];

	fixture_lay(&f, d, leaves, 1);
	assert_false(database_has(d, f.codes[0][0].text, TICKET_CHARS));
	fixture_open(&f);
	answer_many(&f, 0, 7, 3);
	fixture_note(&f, 0, 2, marker);
	database_ok(d, respondent_get(d->db, d->a, f.codes[0][2], &who, &d->e));
	memcpy(bytes, who.sheet.bytes, who.sheet.n);
	ticket_hash(f.codes[0][2], TICKET_SHEET, hash);
	assert_true(database_has(d, hash, sizeof(hash)));
	assert_true(database_has(d, bytes, who.sheet.n));
	assert_true(database_has(d, marker, sizeof(marker) - 1));
	assert_false(database_has(d, f.codes[0][2].text, TICKET_CHARS));
	fixture_close(&f);
	database_ok(d, db_vacuum(d->db, &d->e));
	assert_false(database_has(d, hash, sizeof(hash)));
	assert_false(database_has(d, bytes, who.sheet.n));
	/* Seven took part: too few for remarks, so this one is gone too. */
	assert_false(database_has(d, marker, sizeof(marker) - 1));
}

static void remarks_stay_apart_from_ten_participants_on(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 12 } };
	static const char marker[] = "Een opmerking die blijft";
	struct database *d = *state;
	struct fixture f;

	fixture_lay(&f, d, leaves, 1);
	fixture_open(&f);
	fixture_note(&f, 0, 2, marker);
	fixture_note(&f, 0, 11, "Niet ingeleverd");
	answer_many(&f, 0, 10, 3);
	fixture_close(&f);
	database_ok(d, db_vacuum(d->db, &d->e));
	assert_true(database_has(d, marker, sizeof(marker) - 1));
	assert_false(database_has(d, "Niet ingeleverd", 15));
}

/* Ten of A are enough for remarks, and two of B are not.  At the department
 * theirs would stand alone. */
static void remarks_of_a_few_do_not_stand_alone_one_level_up(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 12 }, { "Dienst;B;team", 12 } };
	static const char marker[] = "Een opmerking van twee mensen";
	struct database *d = *state;
	struct fixture f;

	fixture_lay(&f, d, leaves, 2);
	fixture_open(&f);
	fixture_note(&f, 0, 2, "Een opmerking van tien mensen");
	fixture_note(&f, 1, 0, marker);
	answer_many(&f, 0, 10, 3);
	answer_many(&f, 1, 2, 3);
	fixture_close(&f);
	database_ok(d, db_vacuum(d->db, &d->e));
	assert_true(database_has(d, "Een opmerking van tien mensen", 29));
	assert_false(database_has(d, marker, sizeof(marker) - 1));
}

static void remarks_of_small_teams_come_together(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 12 }, { "Dienst;B;team", 12 },
					      { "Dienst;C;team", 12 } };
	static const char marker[] = "Een opmerking van twee mensen";
	struct database *d = *state;
	struct fixture f;

	fixture_lay(&f, d, leaves, 3);
	fixture_open(&f);
	fixture_note(&f, 1, 0, marker);
	answer_many(&f, 0, 10, 3);
	answer_many(&f, 1, 2, 3);
	answer_many(&f, 2, 8, 3);
	fixture_close(&f);
	database_ok(d, db_vacuum(d->db, &d->e));
	assert_true(database_has(d, marker, sizeof(marker) - 1));
}

static void a_round_closes_once_and_on_its_date(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 } };
	struct database *d = *state;
	struct err e = { 0 };
	struct fixture f;
	size_t closed = 9;

	fixture_lay(&f, d, leaves, 1);
	assert_false(round_close(d->db, d->a, key_of(1, 7), &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	fixture_open(&f);
	database_ok(d, round_close_due(d->db, d->a, f.round.closes - 1, &closed, &d->e));
	assert_int_equal(closed, 0);
	database_ok(d, round_close_due(d->db, d->a, f.round.closes, &closed, &d->e));
	assert_int_equal(closed, 1);
	database_ok(d, round_close_due(d->db, d->a, f.round.closes, &closed, &d->e));
	assert_int_equal(closed, 0);
}

static void a_picture_is_refused_while_open(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 } };
	struct database *d = *state;
	struct err e = { 0 };
	struct picture p;
	struct fixture f;

	fixture_lay(&f, d, leaves, 1);
	fixture_open(&f);
	database_ok(d, round_get(d->db, d->a, 1, 7, &f.round, &d->e));
	assert_false(picture_get(d->db, d->a, &f.round, &f.model, &p, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
}

static void a_piece_reads_back_or_is_refused(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 } };
	struct database *d = *state;
	struct err e = { 0 };
	struct histogram h, back;
	struct fixture f;
	struct blob b;

	fixture_lay(&f, d, leaves, 1);
	h = histogram_new(d->a, &f.model);
	h.sheets = 12;
	h.subject[3].now.c[2] = 70000;
	h.subject[9].statement[1].dont_know = 3;
	b = histogram_pack(d->a, &f.model, &h);
	database_ok(d, histogram_unpack(d->a, &f.model, b, &back, &d->e));
	assert_int_equal(back.sheets, 12);
	assert_int_equal(back.subject[3].now.c[2], 70000);
	assert_int_equal(back.subject[9].statement[1].dont_know, 3);
	b.n -= 4;
	assert_false(histogram_unpack(d->a, &f.model, b, &back, &e));
	assert_int_equal(e.kind, ERR_STORE);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, database_begin, database_end)
	const struct CMUnitTest tests[] = {
		T(a_small_team_is_not_the_difference_of_two_others),
		T(two_small_teams_count_together_one_level_up),
		T(what_was_not_handed_in_does_not_count),
		T(statements_of_a_few_are_left_out_of_a_piece),
		T(leaders_are_compared_when_both_sides_have_a_piece),
		T(a_round_of_a_few_shows_nothing),
		T(nothing_of_a_sheet_stays_in_the_file),
		T(remarks_stay_apart_from_ten_participants_on),
		T(remarks_of_a_few_do_not_stand_alone_one_level_up),
		T(remarks_of_small_teams_come_together),
		T(a_round_closes_once_and_on_its_date),
		T(a_picture_is_refused_while_open),
		T(a_piece_reads_back_or_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
