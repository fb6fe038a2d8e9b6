/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kill -9 while a round closes, twenty times at random moments: afterwards the
 * round is either open with every sheet and text, or closed with every piece
 * and none of them.  The scrubbing of the file that follows is killed as well.
 */
#include "round_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/rng.h"
#include "closing/sql.h"
#include "scan/spare.h"
#include "scan/sql.h"

enum { KILLS = 20, TEAMS = 4, TEAM = SIZE_MAX_TEST, SMALL = 3, PEOPLE = TEAMS * TEAM + SMALL };

static const struct leaf leaves[] = {
	{ "Dienst;A;team", TEAM }, { "Dienst;B;team", TEAM }, { "Dienst;D;team", SMALL },
	{ "Ruimte;C;team", TEAM }, { ";Leiding;leiding", TEAM },
};

/* The other process: closes the round as the server does. */
static _Noreturn void close_round(const char *path)
{
	SCOPED(db_closep) struct db *db = NULL;
	struct arena *a = arena_new(64 << 20);
	struct err e = { 0 };
	bool is_ok = db_open(path, DB_WRITE, &db, &e) && db_begin(db, &e) &&
		     round_close(db, a, key_of(1, 7), NULL, &e) && db_commit(db, &e) && db_scrub(db, &e);

	_exit(is_ok ? 0 : 1);
}

static int run_and_kill(const char *path, int64_t after_ns)
{
	const struct timespec pause = { after_ns / 1000000000, after_ns % 1000000000 };
	pid_t child = fork();
	int status;

	assert_int_not_equal(child, -1);
	if (child == 0)
		close_round(path);
	if (after_ns >= 0) {
		(void)nanosleep(&pause, NULL);
		assert_int_equal(kill(child, SIGKILL), 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

/* --- what is there afterwards ----------------------------------------------------- */

static int64_t count_rows(struct database *d, struct db *db, const struct sql_2 *st)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, st, &d->e, INT64_C(1),
							INT64_C(7));
	int64_t n = 0;

	database_ok(d, rows != NULL);
	while (rows_next(rows, &d->e))
		n++;
	database_ok(d, !rows_failed(rows));
	return n;
}

static void check_open(struct fixture *f, struct db *db)
{
	struct database *d = f->d;

	assert_int_equal(count_rows(d, db, SQL_SHEET_LIST), PEOPLE + spare_reserve(PEOPLE));
	assert_int_equal(count_rows(d, db, SQL_NOTE_SLOT_LIST), PEOPLE + spare_reserve(PEOPLE));
	assert_int_equal(count_rows(d, db, SQL_PIECE_LIST), 0);
	for (size_t leaf = 0; leaf < ARRAY_LEN(leaves); leaf++)
		for (size_t i = 0; i < (size_t)leaves[leaf].size; i++) {
			struct respondent who;

			database_ok(d, respondent_get(db, d->a, f->codes[leaf][i], &who, &d->e));
			assert_true(sheet_is_submitted(who.sheet.bytes));
			assert_int_equal(who.sheet.bytes[f->layout.subject_at[1]], 1 + i % 5);
		}
}

static void check_closed(struct fixture *f, struct db *db, const struct round *r)
{
	struct database *d = f->d;
	struct picture p;

	assert_int_equal(count_rows(d, db, SQL_SHEET_LIST), 0);
	assert_int_equal(count_rows(d, db, SQL_NOTE_SLOT_LIST), 0);
	database_ok(d, picture_get(db, d->a, r, &f->model, &p, &d->e));
	assert_int_equal(p.at[0].sheets, TEAMS * TEAM);
	assert_int_equal(p.tree.units[0].answered, PEOPLE);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(p.at[0].subject[1].now.c[i], TEAMS * TEAM / 5);
}

/* Opens the file as the server does after a crash; true: it was closed. */
static bool check(struct fixture *f, const char *path)
{
	struct database *d = f->d;
	SCOPED(db_closep) struct db *db = NULL;
	struct round r;

	arena_reset(d->a);
	f->model = (struct model){ 0 };
	database_ok(d, db_open(path, DB_WRITE, &db, &d->e));
	database_ok(d, db_migrate(db, &d->e));
	database_ok(d, round_get(db, d->a, 1, 7, &r, &d->e));
	database_ok(d, round_model(db, d->a, &r, &f->model, &d->e));
	assert_true(r.stage == STAGE_OPEN || r.stage == STAGE_CLOSED);
	if (r.stage == STAGE_CLOSED)
		check_closed(f, db, &r);
	else
		check_open(f, db);
	return r.stage == STAGE_CLOSED;
}

static void lay(struct fixture *f, struct database *d)
{
	fixture_lay(f, d, leaves, ARRAY_LEN(leaves));
	fixture_open(f);
	for (size_t leaf = 0; leaf < ARRAY_LEN(leaves); leaf++)
		for (size_t i = 0; i < (size_t)leaves[leaf].size; i++) {
			fixture_answer(f, leaf, i, 1 + (int)(i % 5), true);
			if (i % 8 == 0)
				fixture_note(f, leaf, i, "Een opmerking");
		}
}

static void a_copy(struct fixture *f, const char *path)
{
	char name[120];

	(void)snprintf(name, sizeof(name), "%s-wal", path);
	(void)unlink(name);
	(void)snprintf(name, sizeof(name), "%s-shm", path);
	(void)unlink(name);
	database_ok(f->d, db_copy_to(f->d->db, path, &f->d->e));
}

static void a_killed_closing_is_whole_or_has_not_happened(void **state)
{
	struct database *d = *state;
	struct fixture *f = calloc(1, sizeof(*f));
	char path[100];
	int64_t whole;
	int closed = 0;

	assert_non_null(f);
	lay(f, d);
	(void)snprintf(path, sizeof(path), "%s/copy.db", d->folder);
	a_copy(f, path);
	whole = clock_mono_ns();
	assert_int_equal(run_and_kill(path, -1), 0);
	whole = clock_mono_ns() - whole;
	assert_true(check(f, path));
	for (int i = 0; i < KILLS; i++) {
		a_copy(f, path);
		(void)run_and_kill(path, (int64_t)rng_below((uint64_t)whole));
		closed += check(f, path);
		/* Whatever it was, it can be closed after all. */
		if (i % 5 == 0)
			(void)run_and_kill(path, -1);
		if (i % 5 == 0)
			assert_true(check(f, path));
	}
	print_message("%d of %d killings came after the commit; whole closing %lld ms\n", closed,
		      KILLS, (long long)whole / 1000000);
	free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_killed_closing_is_whole_or_has_not_happened,
						database_begin, database_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
