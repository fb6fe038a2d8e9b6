/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The attack on order: somebody has a copy of the database file and knows in
 * which order people answered (who sat next to whom, who was early).  If the
 * places of the rows tell the order too, rows can be given names.  So: people
 * save in a known order, each save a transaction of its own, and every order
 * that can be read from the file is compared with it by Kendall's tau.  The
 * same attack must find a table that does keep the order, or it proves nothing.
 *
 * The attacker here is given more than a thief has: the tickets' hashes.
 */
#include "round_fixture.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "scan/spare.h"

enum {
	PEOPLE = 160, TEAM = SIZE_MAX_TEST,
	RESERVE = 18,			/* spare_reserve(PEOPLE) */
	SLOTS = PEOPLE + RESERVE,
};

/* Without any relation tau of 160 has a standard deviation of 0.053; random
 * orders stay below this in all but one of some 10^10 runs. */
static const double tau_max = 0.35;

struct person {
	struct ticket_code code;
	size_t leaf, number;
	uint8_t sheet[16], note[16];
};

struct attack {
	struct fixture f;
	struct person people[PEOPLE];		/* in the order in which they save */
};

static double tau(const double *place)
{
	int64_t agree = 0;

	for (size_t i = 0; i < PEOPLE; i++)
		for (size_t k = 0; k < i; k++)
			agree += (place[i] > place[k]) - (place[i] < place[k]);
	return (double)agree / (PEOPLE * (PEOPLE - 1) / 2);
}

static double tau_of_all(const double *a, const double *b)
{
	int64_t agree = 0;

	for (size_t i = 0; i < PEOPLE; i++)
		for (size_t k = 0; k < i; k++)
			agree += ((a[i] > a[k]) - (a[i] < a[k])) * ((b[i] > b[k]) - (b[i] < b[k]));
	return (double)agree / (PEOPLE * (PEOPLE - 1) / 2);
}

/* Of two orders, within the teams: the team of a row is no secret. */
static double tau_of_two(const struct attack *at, const double *a, const double *b)
{
	int64_t agree = 0, pairs = 0;

	for (size_t i = 0; i < PEOPLE; i++)
		for (size_t k = 0; k < i; k++) {
			if (at->people[i].leaf != at->people[k].leaf)
				continue;
			agree += ((a[i] > a[k]) - (a[i] < a[k])) * ((b[i] > b[k]) - (b[i] < b[k]));
			pairs++;
		}
	return (double)agree / (double)pairs;
}

static void lay(struct attack *at, struct database *d)
{
	static const struct leaf leaves[] = {
		{ "Dienst;A;team", TEAM }, { "Dienst;B;team", TEAM },
		{ "Dienst;C;team", TEAM }, { ";D;leiding", TEAM },
	};
	uint64_t order[PEOPLE];

	fixture_lay(&at->f, d, leaves, ARRAY_LEN(leaves));
	rng_permutation(order, PEOPLE);
	for (size_t i = 0; i < PEOPLE; i++) {
		struct person *p = &at->people[i];

		p->leaf = (size_t)order[i] / TEAM;
		p->number = (size_t)order[i] % TEAM;
		p->code = at->f.codes[p->leaf][p->number];
		ticket_hash(p->code, TICKET_SHEET, p->sheet);
		ticket_hash(p->code, TICKET_SLOT, p->note);
	}
}

static void everybody_answers(struct attack *at)
{
	for (size_t i = 0; i < PEOPLE; i++) {
		const struct person *p = &at->people[i];

		fixture_answer(&at->f, p->leaf, p->number, 1 + (int)(i % 5), true);
		if (i % 2 == 0)
			fixture_note(&at->f, p->leaf, p->number, "Een opmerking");
	}
}

/* --- what the attacker reads ------------------------------------------------------ */

/* The file itself, without what the program knows of it. */
static sqlite3 *open_file(struct database *d)
{
	sqlite3 *file = NULL;

	assert_int_equal(sqlite3_open(d->path, &file), SQLITE_OK);
	return file;
}

static void run_sql(sqlite3 *file, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(file, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

static double place_of(sqlite3 *file, const char *sql, const uint8_t *hash)
{
	sqlite3_stmt *st = NULL;
	double place;

	assert_int_equal(sqlite3_prepare_v2(file, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_bind_blob(st, 1, hash, 16, SQLITE_STATIC), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	place = sqlite3_column_double(st, 0);
	sqlite3_finalize(st);
	return place;
}

static double tau_of_query(struct attack *at, const char *sql, bool is_note)
{
	sqlite3 *file = open_file(at->f.d);
	double place[PEOPLE];

	for (size_t i = 0; i < PEOPLE; i++)
		place[i] = place_of(file, sql, is_note ? at->people[i].note : at->people[i].sheet);
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
	return tau(place);
}

/* Page by page, and in each from its end: that is how SQLite fills a page. */
static double filled_when(size_t at)
{
	enum { PAGE = 4096 };

	return (double)(at / PAGE * PAGE + (PAGE - 1 - at % PAGE));
}

/* The pages as they lie: where each hash stands the first and the last time,
 * in the table and in its index. */
static void places(struct attack *at, bool is_note, double *from, double *to)
{
	enum { FILE_MAX = 1 << 23 };
	uint8_t *bytes = malloc(FILE_MAX);
	FILE *f;
	size_t n;

	assert_non_null(bytes);
	f = fopen(at->f.d->path, "rb");
	assert_non_null(f);
	n = fread(bytes, 1, FILE_MAX, f);
	assert_int_equal(fclose(f), 0);
	for (size_t i = 0; i < PEOPLE; i++) {
		const uint8_t *hash = is_note ? at->people[i].note : at->people[i].sheet;
		const uint8_t *found = memmem(bytes, n, hash, 16);

		assert_non_null(found);
		from[i] = filled_when((size_t)(found - bytes));
		while (found) {
			to[i] = filled_when((size_t)(found - bytes));
			found = memmem(found + 1, n - (size_t)(found + 1 - bytes), hash, 16);
		}
	}
	free(bytes);
}

static void pages(struct attack *at, bool is_note, double *first, double *last)
{
	double from[PEOPLE], to[PEOPLE];

	places(at, is_note, from, to);
	*first = tau(from);
	*last = tau(to);
}

static void checkpoint(struct attack *at)
{
	sqlite3 *file = open_file(at->f.d);

	run_sql(file, "PRAGMA wal_checkpoint(TRUNCATE)");
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
}

static void assert_unrelated(const char *what, double t)
{
	if (fabs(t) >= tau_max)
		fail_msg("%s tells the order: tau %.3f", what, t);
}

/* --- the attacks ---------------------------------------------------------------------- */

static void nothing_in_the_file_tells_the_order_of_saving(void **state)
{
	struct attack *at = arena_alloc(((struct database *)*state)->a, sizeof(*at));
	double first, last;

	lay(at, *state);
	fixture_open(&at->f);
	everybody_answers(at);
	checkpoint(at);
	assert_unrelated("sheet.rowid", tau_of_query(at,
		"SELECT rowid FROM sheet WHERE ticket = ?", false));
	assert_unrelated("note_slot.rowid", tau_of_query(at,
		"SELECT rowid FROM note_slot WHERE ticket = ?", true));
	assert_unrelated("the scan of sheets", tau_of_query(at,
		"SELECT n FROM (SELECT ticket, row_number() OVER () AS n FROM sheet) "
		"WHERE ticket = ?", false));
	pages(at, false, &first, &last);
	assert_unrelated("the first place of a sheet's hash", first);
	assert_unrelated("the last place of a sheet's hash", last);
	pages(at, true, &first, &last);
	assert_unrelated("the first place of a note's hash", first);
	assert_unrelated("the last place of a note's hash", last);
}

/* Nor may a sheet and a note slot of one person lie at like places. */
static void sheets_and_notes_do_not_lie_in_one_order(void **state)
{
	struct attack *at = arena_alloc(((struct database *)*state)->a, sizeof(*at));
	sqlite3 *file;
	double sheet[PEOPLE], note[PEOPLE];

	lay(at, *state);
	fixture_open(&at->f);
	file = open_file(*state);
	for (size_t i = 0; i < PEOPLE; i++) {
		sheet[i] = place_of(file, "SELECT id FROM sheet WHERE ticket = ?",
				    at->people[i].sheet);
		note[i] = place_of(file, "SELECT id FROM note_slot WHERE ticket = ?",
				   at->people[i].note);
	}
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
	assert_unrelated("note slots beside sheets", tau_of_all(sheet, note));
}

/* Nor do sheets lie in the order in which the cards were made. */
static void tickets_do_not_tell_the_order_of_the_cards(void **state)
{
	struct attack *at = arena_alloc(((struct database *)*state)->a, sizeof(*at));
	double place[PEOPLE];
	sqlite3 *file;

	lay(at, *state);
	fixture_open(&at->f);
	file = open_file(*state);
	for (size_t i = 0; i < PEOPLE; i++) {
		uint8_t hash[16];

		ticket_hash(at->f.codes[i / TEAM][i % TEAM], TICKET_SHEET, hash);
		place[i] = place_of(file, "SELECT id FROM sheet WHERE ticket = ?", hash);
	}
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
	assert_unrelated("the order of the cards", tau(place));
}

/* A copy of the file from before opening: does the place of a person's sheet
 * ticket tell which note ticket is theirs?  Places in the table and the index. */
static void tickets_of_one_person_do_not_lie_together(void **state)
{
	struct attack *at = arena_alloc(((struct database *)*state)->a, sizeof(*at));
	double sheet[2][PEOPLE], note[2][PEOPLE];

	lay(at, *state);
	checkpoint(at);
	places(at, false, sheet[0], sheet[1]);
	places(at, true, note[0], note[1]);
	for (size_t i = 0; i < 4; i++)
		assert_unrelated("tickets of sheets beside those of notes",
				 tau_of_two(at, sheet[i / 2], note[i % 2]));
}

/* One row for each person, with both hashes, as it was once. */
static void tickets_that_lie_together_are_found(void **state)
{
	struct attack *at = arena_alloc(((struct database *)*state)->a, sizeof(*at));
	double sheet[2][PEOPLE], note[2][PEOPLE];
	sqlite3 *file;

	lay(at, *state);
	file = open_file(*state);
	run_sql(file, "PRAGMA secure_delete = ON");
	run_sql(file, "CREATE TABLE planted (hash BLOB)");
	for (size_t i = 0; i < PEOPLE; i++) {
		uint8_t both[32];
		sqlite3_stmt *st = NULL;

		memcpy(both, at->people[i].sheet, 16);
		memcpy(both + 16, at->people[i].note, 16);
		assert_int_equal(sqlite3_prepare_v2(file, "INSERT INTO planted VALUES (?)", -1,
						    &st, NULL), SQLITE_OK);
		(void)sqlite3_bind_blob(st, 1, both, sizeof(both), SQLITE_STATIC);
		assert_int_equal(sqlite3_step(st), SQLITE_DONE);
		sqlite3_finalize(st);
	}
	run_sql(file, "DELETE FROM ticket");
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
	checkpoint(at);
	places(at, false, sheet[0], sheet[1]);
	places(at, true, note[0], note[1]);
	assert_true(tau_of_two(at, sheet[0], note[0]) > 0.9);
}

/* --- spare cards ------------------------------------------------------------------------ */

/* How far the mean rank of the marked is from that of all, in standard deviations:
 * beyond 5 in one of some two million runs. */
static double rank_sum(const double *place, const bool *is_marked, size_t n)
{
	double sum = 0, marked = 0, others;

	for (size_t i = 0; i < n; i++) {
		if (!is_marked[i])
			continue;
		marked++;
		for (size_t k = 0; k < n; k++)
			sum += place[k] < place[i];
	}
	others = (double)n - marked;
	return (sum - marked * (double)(n - 1) / 2) /
	       sqrt(marked * others * (double)(n + 1) / 12);
}

static void assert_unmarked(const char *what, double z)
{
	if (fabs(z) >= 5)
		fail_msg("%s tells which cards are spare: %.1f standard deviations", what, z);
}

/* Where the hashes of one purpose lie, of those who had a card at opening and of
 * spare cards behind them. */
static void places_of_all(struct attack *at, const struct ticket_code *spare,
			  enum ticket_purpose purpose, double *from, double *to)
{
	enum { FILE_MAX = 1 << 23 };
	uint8_t *bytes = malloc(FILE_MAX), hash[16];
	FILE *f = fopen(at->f.d->path, "rb");
	size_t n;

	assert_non_null(bytes);
	assert_non_null(f);
	n = fread(bytes, 1, FILE_MAX, f);
	assert_int_equal(fclose(f), 0);
	for (size_t i = 0; i < SLOTS; i++) {
		const uint8_t *found;

		ticket_hash(i < PEOPLE ? at->people[i].code : spare[i - PEOPLE], purpose, hash);
		found = memmem(bytes, n, hash, sizeof(hash));
		assert_non_null(found);
		for (from[i] = (double)(found - bytes); found;
		     found = memmem(found + 1, n - (size_t)(found + 1 - bytes), hash, sizeof(hash)))
			to[i] = (double)(found - bytes);
	}
	free(bytes);
}

/* All spare cards that a round has, given to one team while people answer. */
static void spare_cards_lie_among_the_others(void **state)
{
	static const enum ticket_purpose purposes[] = { TICKET_SHEET, TICKET_SLOT, TICKET_OFFER };
	struct database *d = *state;
	struct attack *at = arena_alloc(d->a, sizeof(*at));
	struct ticket_code spare[RESERVE];
	double from[SLOTS], to[SLOTS];
	bool is_spare[SLOTS] = { false };
	struct err e = { 0 };

	lay(at, d);
	fixture_open(&at->f);
	everybody_answers(at);
	for (size_t i = 0; i < RESERVE; i++) {
		spare[i] = ticket_make();
		is_spare[PEOPLE + i] = true;
	}
	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, spare_issue(d->db, at->f.round.key, at->f.tree.units[at->f.leaf_at[0]].id,
				   spare, RESERVE, &d->e));
	assert_false(spare_issue(d->db, at->f.round.key, at->f.tree.units[at->f.leaf_at[0]].id,
				 &(struct ticket_code){ "ABCDEFGHJKMN" }, 1, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	database_ok(d, db_commit(d->db, &d->e));
	database_ok(d, db_scrub(d->db, &d->e));
	checkpoint(at);
	for (size_t i = 0; i < ARRAY_LEN(purposes); i++) {
		places_of_all(at, spare, purposes[i], from, to);
		assert_unmarked("the first place of a hash", rank_sum(from, is_spare, SLOTS));
		assert_unmarked("the last place of a hash", rank_sum(to, is_spare, SLOTS));
	}
}

/* Were they added behind the others, the attack would see it. */
static void spare_cards_behind_the_others_are_found(void **state)
{
	bool is_spare[SLOTS] = { false };
	double place[SLOTS];

	(void)state;
	for (size_t i = 0; i < SLOTS; i++) {
		place[i] = (double)i;
		is_spare[i] = i >= PEOPLE;
	}
	assert_true(rank_sum(place, is_spare, SLOTS) > 5);
}

/* A table as one would make it without thinking of this. */
static void a_table_that_keeps_the_order_is_found(void **state)
{
	struct attack *at = arena_alloc(((struct database *)*state)->a, sizeof(*at));
	sqlite3 *file;
	sqlite3_stmt *st = NULL;
	double first, last, by_row;

	lay(at, *state);
	file = open_file(*state);
	run_sql(file, "PRAGMA secure_delete = ON");	/* the cards' own rows must not help */
	run_sql(file, "CREATE TABLE planted (ticket BLOB, answers BLOB)");
	assert_int_equal(sqlite3_prepare_v2(file, "INSERT INTO planted VALUES (?, randomblob(40))",
					    -1, &st, NULL), SQLITE_OK);
	for (size_t i = 0; i < PEOPLE; i++) {
		(void)sqlite3_bind_blob(st, 1, at->people[i].sheet, 16, SQLITE_STATIC);
		assert_int_equal(sqlite3_step(st), SQLITE_DONE);
		assert_int_equal(sqlite3_reset(st), SQLITE_OK);
	}
	sqlite3_finalize(st);
	run_sql(file, "DELETE FROM ticket");
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
	checkpoint(at);
	by_row = tau_of_query(at, "SELECT rowid FROM planted WHERE ticket = ?", false);
	assert_true(by_row > 0.9);
	pages(at, false, &first, &last);
	assert_true(first > 0.9 && last > 0.9);
}

/* --- what opening lays ------------------------------------------------------------------ */

static int64_t number(sqlite3 *file, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(file, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static void opening_lays_equal_slots_and_forgets_the_tickets(void **state)
{
	struct attack *at = arena_alloc(((struct database *)*state)->a, sizeof(*at));
	sqlite3 *file;

	assert_int_equal(spare_reserve(PEOPLE), RESERVE);
	lay(at, *state);
	file = open_file(*state);
	assert_int_equal(number(file, "SELECT count(*) FROM ticket"), 3 * PEOPLE);
	assert_int_equal(number(file, "SELECT count(*) FROM sheet"), 0);
	fixture_open(&at->f);
	assert_int_equal(number(file, "SELECT count(*) FROM ticket WHERE NOT is_reserve"), 0);
	assert_int_equal(number(file, "SELECT count(*) FROM ticket"), 3 * RESERVE);
	assert_int_equal(number(file, "SELECT count(*) FROM sheet"), SLOTS);
	assert_int_equal(number(file, "SELECT count(*) FROM note_slot"), SLOTS);
	assert_int_equal(number(file, "SELECT count(*) FROM offer_slot"), SLOTS);
	assert_int_equal(number(file, "SELECT count(DISTINCT contact) FROM offer_slot"), 1);
	assert_int_equal(number(file, "SELECT min(id) FROM sheet"), 1);
	assert_int_equal(number(file, "SELECT max(id) FROM sheet"), SLOTS);
	assert_int_equal(number(file, "SELECT count(DISTINCT answers) FROM sheet"), 1);
	assert_int_equal(number(file, "SELECT length(answers) FROM sheet"),
			 (int64_t)at->f.layout.size);
	assert_int_equal(number(file, "SELECT count(DISTINCT length(texts)) FROM note_slot"), 1);
	everybody_answers(at);
	assert_int_equal(number(file, "SELECT count(DISTINCT length(answers)) FROM sheet"), 1);
	assert_int_equal(number(file, "SELECT count(DISTINCT length(texts)) FROM note_slot"), 1);
	assert_int_equal(number(file, "SELECT max(id) FROM sheet"), SLOTS);
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, database_begin, database_end)
	const struct CMUnitTest tests[] = {
		T(nothing_in_the_file_tells_the_order_of_saving),
		T(sheets_and_notes_do_not_lie_in_one_order),
		T(tickets_do_not_tell_the_order_of_the_cards),
		T(tickets_of_one_person_do_not_lie_together),
		T(tickets_that_lie_together_are_found),
		T(spare_cards_lie_among_the_others),
		T(spare_cards_behind_the_others_are_found),
		T(a_table_that_keeps_the_order_is_found),
		T(opening_lays_equal_slots_and_forgets_the_tickets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
