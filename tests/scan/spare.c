/* SPDX-License-Identifier: EUPL-1.2 */
/* Spare cards, lost cards, and cards of a round that has closed. */
#include "round_fixture.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "scan/spare.h"

enum { TEAM = 6, SMALL = 4, MORE = 3 };

static const struct leaf leaves[] = { { "Dienst;Balie;team", TEAM }, { "Dienst;Post;team", SMALL } };

static int64_t unit_of(const struct fixture *f, size_t leaf)
{
	return f->tree.units[f->leaf_at[leaf]].id;
}

static void commit(struct database *d)
{
	database_ok(d, db_commit(d->db, &d->e));
	database_ok(d, db_begin(d->db, &d->e));
}

/* Cards for each member of a leaf and some more. */
static void lay_with_spare(struct fixture *f, struct database *d, size_t leaf)
{
	size_t n = (size_t)leaves[leaf].size + MORE;

	fixture_lay(f, d, leaves, ARRAY_LEN(leaves));
	for (size_t i = 0; i < n; i++)
		f->codes[leaf][i] = ticket_make();
	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, ticket_issue(d->db, f->round.key, unit_of(f, leaf), f->codes[leaf], n, &d->e));
	database_ok(d, db_commit(d->db, &d->e));
	fixture_open(f);
}

static int64_t answered(struct fixture *f, size_t leaf)
{
	struct database *d = f->d;

	database_ok(d, participation_count(d->db, d->a, f->round.key, &f->tree, &d->e));
	return f->tree.units[f->leaf_at[leaf]].answered;
}

static bool hand_in(struct fixture *f, size_t leaf, size_t person, struct err *e)
{
	struct database *d = f->d;
	struct respondent who;
	bool is_done;

	database_ok(d, respondent_get(d->db, d->a, f->codes[leaf][person], &who, &d->e));
	who.sheet.bytes[f->layout.subject_at[0]] = 2;
	sheet_submit(&who.sheet);
	database_ok(d, db_begin(d->db, &d->e));
	is_done = sheet_put(d->db, f->codes[leaf][person], &who.sheet, e);
	database_ok(d, db_commit(d->db, &d->e));
	return is_done;
}

static void no_more_are_handed_in_than_a_group_has_members(void **state)
{
	struct database *d = *state;
	struct fixture f;
	struct respondent who;
	struct err e = { 0 };

	lay_with_spare(&f, d, 0);
	for (size_t i = 0; i < TEAM; i++)
		fixture_answer(&f, 0, i, 3, true);
	assert_false(hand_in(&f, 0, TEAM, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	assert_int_equal(answered(&f, 0), TEAM);
	/* What was handed in can be changed; what is filled in is kept. */
	assert_true(hand_in(&f, 0, 0, &e));
	fixture_answer(&f, 0, TEAM + 1, 3, false);
	/* Who takes a sheet back makes room for another. */
	database_ok(d, respondent_get(d->db, d->a, f.codes[0][1], &who, &d->e));
	memset(who.sheet.bytes + SHEET_HEADER, 0, who.sheet.n - SHEET_HEADER);
	sheet_set_picks(&who.sheet, 0);
	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, sheet_put(d->db, f.codes[0][1], &who.sheet, &d->e));
	database_ok(d, db_commit(d->db, &d->e));
	assert_int_equal(answered(&f, 0), TEAM - 1);
	assert_true(hand_in(&f, 0, TEAM, &e));
	assert_int_equal(answered(&f, 0), TEAM);
}

/* Else a group of four would be shown as five. */
static void spare_cards_make_no_small_group_visible(void **state)
{
	struct database *d = *state;
	struct fixture f;
	struct err e = { 0 };
	struct picture p;

	lay_with_spare(&f, d, 1);
	for (size_t i = 0; i < TEAM; i++)
		fixture_answer(&f, 0, i, 3, true);
	for (size_t i = 0; i < SMALL + MORE; i++)
		assert_int_equal(hand_in(&f, 1, i, &e), i < SMALL);
	fixture_close(&f);
	p = fixture_picture(&f);
	assert_false(p.is_visible[f.leaf_at[1]]);
	assert_int_equal(p.tree.units[f.leaf_at[1]].answered, SMALL);
}

static void a_spare_card_after_opening_is_of_its_group(void **state)
{
	struct database *d = *state;
	struct ticket_code spare = ticket_make();
	struct respondent who;
	struct fixture f;
	struct err e = { 0 };
	int64_t left;

	fixture_lay(&f, d, leaves, ARRAY_LEN(leaves));
	database_ok(d, db_begin(d->db, &d->e));
	assert_false(spare_issue(d->db, f.round.key, unit_of(&f, 0), &spare, 1, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	database_ok(d, db_commit(d->db, &d->e));
	fixture_open(&f);
	database_ok(d, spare_left(d->db, f.round.key, &left, &d->e));
	assert_int_equal(left, spare_reserve(TEAM + SMALL));
	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, spare_issue(d->db, f.round.key, unit_of(&f, 1), &spare, 1, &d->e));
	commit(d);
	assert_false(spare_issue(d->db, key_of(2, 7), unit_of(&f, 1), &spare, 1, &e));
	database_ok(d, db_commit(d->db, &d->e));
	database_ok(d, spare_left(d->db, f.round.key, &left, &d->e));
	assert_int_equal(left, spare_reserve(TEAM + SMALL) - 1);
	database_ok(d, respondent_get(d->db, d->a, spare, &who, &d->e));
	assert_true(str_is(who.unit.name, "Post"));
	assert_int_equal(who.unit.size, SMALL);
	assert_int_equal(who.unit.cards, SMALL + 1);
	assert_true(who.is_open && !sheet_is_used(&who.sheet));
	f.codes[1][0] = spare;
	fixture_answer(&f, 1, 0, 3, true);
	fixture_note(&f, 1, 0, "Met een reservekaart");
	assert_int_equal(answered(&f, 1), 1);
}

static void a_lost_card_is_replaced_while_nobody_used_it(void **state)
{
	struct database *d = *state;
	struct ticket_code fresh = ticket_make(), other = ticket_make();
	struct respondent who;
	struct fixture f;
	struct err e = { 0 };
	int64_t unit;

	fixture_lay(&f, d, leaves, ARRAY_LEN(leaves));
	fixture_open(&f);
	fixture_answer(&f, 0, 1, 3, false);
	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, spare_replace(d->db, d->a, f.round.key, &f.codes[0][0], &fresh, &unit, &d->e));
	assert_int_equal(unit, unit_of(&f, 0));
	assert_false(spare_replace(d->db, d->a, f.round.key, &f.codes[0][0], &other, &unit, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_false(spare_replace(d->db, d->a, f.round.key, &f.codes[0][1], &other, &unit, &e));
	assert_int_equal(e.kind, ERR_CONFLICT);
	assert_false(spare_replace(d->db, d->a, key_of(2, 7), &f.codes[0][2], &other, &unit, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	database_ok(d, db_commit(d->db, &d->e));
	assert_false(respondent_get(d->db, d->a, f.codes[0][0], &who, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	f.codes[0][0] = fresh;
	fixture_answer(&f, 0, 0, 3, true);
	fixture_note(&f, 0, 0, "Met de nieuwe kaart");
	assert_int_equal(answered(&f, 0), 1);
}

/* --- after closing ---------------------------------------------------------------- */

static int64_t number(struct database *d, const char *sql)
{
	sqlite3_stmt *st = NULL;
	sqlite3 *file = NULL;
	int64_t n;

	assert_int_equal(sqlite3_open(d->path, &file), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(file, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
	return n;
}

static void a_card_of_a_closed_round_is_known_and_says_nothing_else(void **state)
{
	struct database *d = *state;
	struct ticket_code spare = ticket_make(), unused;
	struct respondent who;
	struct fixture f;
	struct err e = { 0 };

	fixture_lay(&f, d, leaves, ARRAY_LEN(leaves));
	fixture_open(&f);
	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, spare_issue(d->db, f.round.key, unit_of(&f, 1), &spare, 1, &d->e));
	database_ok(d, db_commit(d->db, &d->e));
	for (size_t i = 0; i < TEAM - 1; i++)
		fixture_answer(&f, 0, i, 3, true);
	unused = f.codes[0][TEAM - 1];
	fixture_close(&f);
	for (size_t i = 0; i < 3; i++) {
		const struct ticket_code code = i == 0 ? spare : i == 1 ? unused : f.codes[0][0];

		who = (struct respondent){ 0 };
		database_ok(d, respondent_get(d->db, d->a, code, &who, &d->e));
		assert_false(who.is_open);
		assert_int_equal(who.round.id, 7);
		assert_int_equal(who.round.stage, STAGE_CLOSED);
		assert_int_equal(who.unit_id, 0);
		assert_null(who.sheet.bytes);
	}
	assert_false(respondent_get(d->db, d->a, ticket_make(), &who, &e));
	assert_int_equal(e.kind, ERR_ABSENT);
	assert_int_equal(number(d, "SELECT count(*) FROM ticket"), 0);
	assert_int_equal(number(d, "SELECT count(*) FROM closed_ticket"), TEAM + SMALL + 1);
	/* Nothing stands beside the hash, and the order is that of the hashes. */
	assert_int_equal(number(d, "SELECT count(*) FROM pragma_table_info('closed_ticket')"), 2);
	assert_int_equal(number(d, "SELECT count(*) FROM closed_ticket a JOIN closed_ticket b "
				   "ON a.rowid < b.rowid AND a.hash > b.hash"), 0);
}

/* How many indexes of slots have an entry that came later than one behind it: SQLite fills
 * a page from its end.  So few rows that each index is one page. */
static int64_t indexes_that_tell_order(struct database *d)
{
	enum { PAGE = 4096, LEAF = 10, HEAD = 8 };
	FILE *f;
	sqlite3 *file;
	sqlite3_stmt *st;
	int64_t telling = 0, seen = 0;

	database_ok(d, db_empty_log(d->db, &d->e));
	f = fopen(d->path, "rb");
	assert_non_null(f);
	assert_int_equal(sqlite3_open_v2(d->path, &file, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(file, "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND "
		"tbl_name IN ('sheet', 'note_slot', 'offer_slot', 'ticket') AND name LIKE '%autoindex%'", -1, &st, NULL), SQLITE_OK);
	for (; sqlite3_step(st) == SQLITE_ROW; seen++) {
		unsigned char page[PAGE];
		unsigned last = PAGE;
		bool is_telling = false;

		assert_int_equal(fseek(f, (sqlite3_column_int(st, 0) - 1) * PAGE, SEEK_SET), 0);
		assert_int_equal(fread(page, 1, PAGE, f), PAGE);
		assert_int_equal(page[0], LEAF);
		for (unsigned i = 0; i < ((unsigned)page[3] << 8 | page[4]); i++) {
			unsigned at = (unsigned)(page[HEAD + 2 * i] << 8 | page[HEAD + 2 * i + 1]);

			is_telling |= at > last;
			last = at;
		}
		telling += is_telling;
	}
	assert_int_equal(seen, 4);
	sqlite3_finalize(st);
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
	assert_int_equal(fclose(f), 0);
	return telling;
}

static void places_in_an_index_do_not_tell_what_came_later(void **state)
{
	struct database *d = *state;
	struct ticket_code spare[2] = { ticket_make(), ticket_make() }, fresh = ticket_make();
	struct fixture f;
	int64_t unit;

	fixture_lay(&f, d, leaves, ARRAY_LEN(leaves));
	fixture_open(&f);
	assert_true(indexes_that_tell_order(d) > 0);	/* of opening, which is in random order */
	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, spare_issue(d->db, f.round.key, unit_of(&f, 1), spare, 2, &d->e));
	database_ok(d, db_commit(d->db, &d->e));
	assert_int_equal(indexes_that_tell_order(d), 0);
	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, spare_replace(d->db, d->a, f.round.key, &f.codes[0][0], &fresh, &unit, &d->e));
	database_ok(d, db_commit(d->db, &d->e));
	assert_int_equal(indexes_that_tell_order(d), 0);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, database_begin, database_end)
	const struct CMUnitTest tests[] = {
		T(no_more_are_handed_in_than_a_group_has_members),
		T(spare_cards_make_no_small_group_visible),
		T(a_spare_card_after_opening_is_of_its_group),
		T(a_lost_card_is_replaced_while_nobody_used_it),
		T(places_in_an_index_do_not_tell_what_came_later),
		T(a_card_of_a_closed_round_is_known_and_says_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
