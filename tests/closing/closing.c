/* SPDX-License-Identifier: EUPL-1.2 */
/* Closing a round, and the picture that is left. */
#include "round_fixture.h"

#include "closing/sql.h"

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
 * own statements would show two people, so they count nowhere. */
static void statements_of_a_few_are_left_out(void **state)
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
	database_ok(d, db_scrub(d->db, &d->e));
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
	database_ok(d, db_scrub(d->db, &d->e));
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
	database_ok(d, db_scrub(d->db, &d->e));
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
	database_ok(d, db_scrub(d->db, &d->e));
	assert_true(database_has(d, marker, sizeof(marker) - 1));
}

static void a_round_closes_once_and_on_its_date(void **state)
{
	static const struct leaf leaves[] = { { "Dienst;A;team", 8 } };
	struct database *d = *state;
	struct err e = { 0 };
	struct fixture f;
	struct round_due_list due;
	struct round_closed closed;

	fixture_lay(&f, d, leaves, 1);
	assert_false(round_close(d->db, d->a, key_of(1, 7), NULL, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	fixture_open(&f);
	database_ok(d, round_due_list(d->db, d->a, f.round.closes - 1, &due, &d->e));
	assert_int_equal(due.count, 0);
	database_ok(d, round_close_due(d->db, d->a, key_of(1, 7), f.round.closes - 1, &closed, &d->e));
	assert_int_equal(closed.key.id, 0);
	database_ok(d, round_due_list(d->db, d->a, f.round.closes, &due, &d->e));
	assert_int_equal(due.count, 1);
	assert_int_equal(due.at[0].id, 7);
	database_ok(d, round_close_due(d->db, d->a, due.at[0], f.round.closes, &closed, &d->e));
	assert_int_equal(closed.key.id, 7);
	database_ok(d, round_close_due(d->db, d->a, due.at[0], f.round.closes, &closed, &d->e));
	assert_int_equal(closed.key.id, 0);
	database_ok(d, round_due_list(d->db, d->a, f.round.closes, &due, &d->e));
	assert_int_equal(due.count, 0);
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
	bool is_by_sheet = true;
	struct blob b;

	fixture_lay(&f, d, leaves, 1);
	h = histogram_new(d->a, &f.model);
	h.sheets = 12;
	h.subject[3].now.c[2] = 70000;
	h.subject[9].statement[1].dont_know = 3;
	b = histogram_pack(d->a, &f.model, &h);
	database_ok(d, histogram_unpack(d->a, &f.model, b, &back, &is_by_sheet, &d->e));
	assert_false(is_by_sheet);
	assert_int_equal(back.sheets, 12);
	assert_int_equal(back.subject[3].now.c[2], 70000);
	assert_int_equal(back.subject[9].statement[1].dont_know, 3);
	b.n -= 4;
	assert_false(histogram_unpack(d->a, &f.model, b, &back, &is_by_sheet, &e));
	assert_int_equal(e.kind, ERR_STORE);
}

/* --- rule R8: k holds for every answer ------------------------------------------ */

/* One answer to one subject; everything else of the sheet is blank. */
static void answer_one(struct fixture *f, size_t leaf, size_t person, size_t subject, int level)
{
	struct database *d = f->d;
	struct respondent who;

	database_ok(d, respondent_get(d->db, d->a, f->codes[leaf][person], &who, &d->e));
	who.sheet.bytes[f->layout.subject_at[subject]] = (uint8_t)level;
	sheet_submit(&who.sheet);
	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, sheet_put(d->db, f->codes[leaf][person], &who.sheet, &d->e));
	database_ok(d, db_commit(d->db, &d->e));
}

/* The first `answers` answer subject 4, the others of `sheets` subject 5 only. */
static void answer_some(struct fixture *f, size_t leaf, size_t sheets, size_t answers, int level)
{
	for (size_t i = 0; i < sheets; i++)
		answer_one(f, leaf, i, i < answers ? 4 : 5, i < answers ? level : 3);
}

static const struct leaf three[] = { { "Dienst;A;team", 8 }, { "Dienst;B;team", 8 },
				     { "Dienst;C;team", 8 } };

static int64_t shown(const struct picture *p, const char *unit)
{
	return tally_n(&p->at[unit_named(p, unit)].subject[4].now);
}

/* The hand case of the method: A hands in six sheets with one answer, B eight
 * with eight, C five with four. */
static void few_answers_of_many_sheets_move_up(void **state)
{
	struct fixture f;
	struct picture p;

	fixture_lay(&f, *state, three, 3);
	fixture_open(&f);
	answer_some(&f, 0, 6, 1, 4);
	answer_some(&f, 1, 8, 8, 2);
	answer_some(&f, 2, 5, 4, 5);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_int_equal(shown(&p, "A"), 0);
	assert_int_equal(shown(&p, "B"), 8);
	assert_int_equal(shown(&p, "C"), 0);
	assert_int_equal(shown(&p, "Dienst"), 13);
	assert_int_equal(tally_n(&p.at[0].subject[4].now), 13);
	assert_int_equal(p.at[0].subject[4].left_out, 0);
	assert_int_equal(p.at[unit_named(&p, "A")].sheets, 6);
	assert_true(p.is_visible[unit_named(&p, "A")]);
	assert_int_equal(p.at[unit_named(&p, "A")].subject[4].now.skipped, 0);
	/* Subject 5: five of A; C's one moves up alone and counts nowhere. */
	assert_int_equal(tally_n(&p.at[unit_named(&p, "A")].subject[5].now), 5);
	assert_int_equal(tally_n(&p.at[0].subject[5].now), 5);
	assert_int_equal(p.at[0].subject[5].left_out, 1);
}

static void what_is_not_k_at_the_top_is_left_out(void **state)
{
	struct fixture f;
	struct picture p;

	fixture_lay(&f, *state, three, 3);
	fixture_open(&f);
	answer_some(&f, 0, 6, 1, 4);
	answer_some(&f, 1, 8, 8, 2);
	answer_some(&f, 2, 5, 3, 5);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_int_equal(shown(&p, "Dienst"), 8);
	assert_int_equal(tally_n(&p.at[0].subject[4].now), 8);
	assert_int_equal(p.at[0].subject[4].now.c[3] + p.at[0].subject[4].now.c[4], 0);
	assert_int_equal(p.at[0].subject[4].left_out, 4);
}

/* Five leave everything blank but one subject, one fills in everything. */
static void one_whole_sheet_among_blank_ones_does_not_show(void **state)
{
	struct fixture f;
	struct picture p;

	fixture_lay(&f, *state, three, 1);
	fixture_open(&f);
	answer_some(&f, 0, 5, 0, 0);
	fixture_answer(&f, 0, 5, 2, true);
	fixture_close(&f);
	p = fixture_picture(&f);
	for (size_t u = 0; u < p.tree.count; u++)
		for (size_t i = 0; i < f.model.subject_count; i++) {
			const struct subject_histogram *s = &p.at[u].subject[i];

			assert_int_equal(tally_n(&s->now), i == 5 ? 6 : 0);
			assert_int_equal(tally_n(&s->wish) + s->picked + s->could_pick, 0);
			for (size_t k = 0; k < f.model.subjects[i].statement_count; k++)
				assert_int_equal(tally_n(&s->statement[k]), 0);
		}
}

/* Four of five do not know: the fifth's level does not show, nor how many. */
static void the_only_one_who_knows_does_not_show(void **state)
{
	struct fixture f;
	struct picture p;

	fixture_lay(&f, *state, three, 2);
	fixture_open(&f);
	answer_some(&f, 0, 4, 4, ANSWER_DONT_KNOW);
	answer_one(&f, 0, 4, 4, 3);
	answer_some(&f, 1, 6, 6, ANSWER_DONT_KNOW);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_int_equal(shown(&p, "A"), 0);
	assert_int_equal(p.at[unit_named(&p, "A")].subject[4].now.dont_know, 0);
	assert_int_equal(p.at[unit_named(&p, "B")].subject[4].now.dont_know, 6);
	assert_int_equal(tally_n(&p.at[0].subject[4].now), 0);
	assert_int_equal(p.at[0].subject[4].now.dont_know, 10);
}

/* --- rounds that an earlier version closed ----------------------------------------- */

static void put_number(struct out *o, int64_t n)
{
	for (int i = 0; i < 4; i++)
		out_char(o, (char)(n >> (8 * i) & 255));
}

static void put_tally(struct out *o, const struct tally *t)
{
	for (int i = 0; i < t->levels; i++)
		put_number(o, t->c[i]);
	put_number(o, t->dont_know);
	put_number(o, t->not_applicable);
	put_number(o, t->skipped);
}

/* A piece of six sheets as the first version packed it: of subject 4 one level,
 * of the others six, and a difference of each sheet. */
static struct blob old_piece(struct fixture *f)
{
	struct out o = out_new(f->d->a, 1 << 16);
	const struct tally six = { .levels = 5, .c = { 6 } };
	const struct tally one = { .levels = 5, .c = { 0, 1 }, .skipped = 5 };

	put_number(&o, 1);
	put_number(&o, (int64_t)f->model.level_count);
	put_number(&o, (int64_t)f->model.subject_count);
	put_number(&o, 6);
	for (size_t i = 0; i < f->model.subject_count; i++) {
		put_tally(&o, i == 4 ? &one : &six);
		put_tally(&o, &six);
		for (size_t d = 0; d < 2 * f->model.level_count - 1; d++)
			put_number(&o, 77);
		put_number(&o, 2);
		put_number(&o, 6);
		for (size_t k = 0; k < f->model.subjects[i].statement_count; k++)
			put_tally(&o, &one);
	}
	return (struct blob){ (const uint8_t *)o.p, o.n };
}

static void old_pieces_are_held_to_the_rule_when_read(void **state)
{
	struct database *d = *state;
	struct fixture f;
	struct picture p;

	fixture_lay(&f, d, three, 2);
	fixture_open(&f);
	fixture_close(&f);
	database_ok(d, db_begin(d->db, &d->e));
	for (size_t leaf = 0; leaf < 2; leaf++)
		database_ok(d, db_exec(d->db, SQL_PIECE_ADD, &d->e, (int64_t)7,
				       f.tree.units[f.leaf_at[leaf]].id, (int64_t)6, old_piece(&f)));
	database_ok(d, db_commit(d->db, &d->e));
	p = fixture_picture(&f);
	assert_int_equal(p.at[0].sheets, 12);
	assert_int_equal(p.at[0].subject[3].now.c[0], 12);
	assert_int_equal(p.at[0].subject[3].picked, 4);
	assert_int_equal(shown(&p, "A"), 0);
	assert_int_equal(tally_n(&p.at[0].subject[4].now), 0);
	assert_int_equal(p.at[0].subject[4].left_out, 2);
	assert_int_equal(tally_n(&p.at[0].subject[3].statement[0]), 0);
	assert_int_equal(p.at[unit_named(&p, "B")].subject[3].now.c[0], 6);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, database_begin, database_end)
	const struct CMUnitTest tests[] = {
		T(a_small_team_is_not_the_difference_of_two_others),
		T(two_small_teams_count_together_one_level_up),
		T(what_was_not_handed_in_does_not_count),
		T(statements_of_a_few_are_left_out),
		T(leaders_are_compared_when_both_sides_have_a_piece),
		T(a_round_of_a_few_shows_nothing),
		T(nothing_of_a_sheet_stays_in_the_file),
		T(remarks_stay_apart_from_ten_participants_on),
		T(remarks_of_a_few_do_not_stand_alone_one_level_up),
		T(remarks_of_small_teams_come_together),
		T(a_round_closes_once_and_on_its_date),
		T(a_picture_is_refused_while_open),
		T(a_piece_reads_back_or_is_refused),
		T(few_answers_of_many_sheets_move_up),
		T(what_is_not_k_at_the_top_is_left_out),
		T(one_whole_sheet_among_blank_ones_does_not_show),
		T(the_only_one_who_knows_does_not_show),
		T(old_pieces_are_held_to_the_rule_when_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
