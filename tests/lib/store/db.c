/* SPDX-License-Identifier: EUPL-1.2 */
/* One connection: opening, binding, rows, transactions, the schema. */
#include "database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "finding/sql.h"
#include "round/sql.h"
#include "store/state.h"
#include "store/sql.h"
#include "store/sqlite.h"

static int64_t task_count(struct db *db)
{
	struct err e = { 0 };
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_TASK_LIST, &e, (int64_t)1);
	int64_t n = 0;

	assert_non_null(rows);
	while (rows_next(rows, &e))
		n++;
	assert_false(rows_failed(rows));
	return n;
}

static bool task_add(struct db *db, int64_t id, struct err *e)
{
	return db_exec(db, SQL_TASK_ADD, e, id, (int64_t)1, id, STR("Taak"), STR("Mensen"));
}

static void every_statement_prepares(void **state)
{
	struct database *d = *state;

	database_ok(d, db_prepare_all(d->db, &d->e));
}

static void other_columns_than_the_row_are_refused(void **state)
{
	static const struct {
		struct sql sql;
		const char *said;	/* NULL: nothing */
	} tried[] = {
		{ { "a", 0, "id title", "SELECT id, title FROM task" }, NULL },
		{ { "a", 0, "1", "SELECT 1 FROM task" }, NULL },
		{ { "a", 0, "", "DELETE FROM task" }, NULL },
		{ { "a", 0, "title id", "SELECT id, title FROM task" }, "column 1 is id, not title" },
		{ { "a", 0, "id", "SELECT id, title FROM task" }, "column 2 is title" },
		{ { "a", 0, "id title people", "SELECT id, title FROM task" }, "fewer columns" },
		{ { "a", 0, "id", "DELETE FROM task" }, "fewer columns" },
		{ { "a", 1, "id", "SELECT id FROM task" }, "other parameters" },
	};
	struct database *d = *state;

	for (size_t i = 0; i < sizeof(tried) / sizeof(tried[0]); i++) {
		bool is_ok = sqlite_check(d->db, &tried[i].sql, &d->e);

		assert_int_equal(is_ok, !tried[i].said);
		if (tried[i].said)
			assert_non_null(strstr(d->e.text, tried[i].said));
	}
}

static void a_number_is_one_call(void **state)
{
	struct database *d = *state;
	int64_t n = 7;

	database_lay_round(d);
	database_ok(d, state_put(d->db, "tried", 31, &d->e));
	database_ok(d, db_number(d->db, SQL_STATE_GET, &n, &d->e, STR("tried")));
	assert_int_equal(n, 31);
	database_ok(d, db_number(d->db, SQL_FINDING_COUNT, &n, &d->e, (int64_t)1, (int64_t)1));
	assert_int_equal(n, 0);
}

/* Of one row rows_good says it, in a loop the next step. */
static void a_number_outside_is_damage(void **state)
{
	struct database *d = *state;
	SCOPED(rows_freep) struct rows *rows = NULL;
	struct err e = { 0 };

	rows = db_query(d->db, SQL_STORE_ECHO, &e, INT64_C(7), STR(""), ((struct blob){ 0 }), 0.0);
	assert_true(rows_next(rows, &e));
	assert_int_equal(rows_in(rows, STORE_ECHO_NUMBER, 0, 7), 7);
	assert_int_equal(rows_in(rows, STORE_ECHO_NUMBER, 7, 9), 7);
	assert_true(rows_good(rows, &e));
	assert_int_equal(rows_in(rows, STORE_ECHO_NUMBER, 1, 6), 1);
	assert_false(rows_good(rows, &e));
	assert_int_equal(e.kind, ERR_STORE);
	assert_non_null(strstr(e.text, "store_echo: number"));
	e = (struct err){ 0 };
	assert_false(rows_next(rows, &e));
	assert_true(rows_failed(rows));
	assert_int_equal(e.kind, ERR_STORE);
}

/* A query that failed gives NULL, and its loop ends like any other. */
static void no_rows_have_failed(void **state)
{
	struct err e = { 0 };

	(void)state;
	(void)err_set(&e, ERR_STORE, "it was this");
	assert_false(rows_next(NULL, &e));
	assert_true(rows_failed(NULL));
	assert_false(rows_one(NULL, "round", &e));
	assert_int_equal(e.kind, ERR_STORE);
	assert_string_equal(e.text, "it was this");
}

static void values_survive(void **state)
{
	struct database *d = *state;
	static const uint8_t bytes[] = { 0, 255, 0, 7 };
	struct blob blob = { bytes, sizeof(bytes) };
	SCOPED(rows_freep) struct rows *rows =
		db_query(d->db, SQL_STORE_ECHO, &d->e, INT64_MIN, STR("één\0'"), blob, 0.1);

	assert_non_null(rows);
	assert_true(rows_next(rows, &d->e));
	assert_int_equal(rows_i64(rows, STORE_ECHO_NUMBER), INT64_MIN);
	assert_true(str_eq(rows_str(rows, STORE_ECHO_TEXT, d->a), STR("één\0'")));
	assert_int_equal(rows_blob(rows, STORE_ECHO_BYTES, d->a).n, 4);
	assert_memory_equal(rows_view(rows, STORE_ECHO_BYTES).p, bytes, 4);
	assert_true(rows_real(rows, STORE_ECHO_REAL) == 0.1);
	assert_false(rows_null(rows, STORE_ECHO_TEXT));
	assert_false(rows_next(rows, &d->e));
	assert_false(rows_next(rows, &d->e));
	assert_false(rows_failed(rows));
	assert_int_equal(d->e.kind, ERR_NONE);
}

static void nothing_is_not_empty(void **state)
{
	struct database *d = *state;
	SCOPED(rows_freep) struct rows *rows = db_query(d->db, SQL_STORE_ECHO, &d->e, (int64_t)0,
		((struct str){ 0 }), ((struct blob){ 0 }), 0.0);
	SCOPED(rows_freep) struct rows *empty = db_query(d->db, SQL_STORE_ECHO, &d->e, (int64_t)0,
		STR(""), ((struct blob){ (const uint8_t *)"", 0 }), 0.0);

	assert_true(rows_next(rows, &d->e));
	assert_true(rows_null(rows, STORE_ECHO_TEXT));
	assert_true(rows_null(rows, STORE_ECHO_BYTES));
	assert_null(rows_str(rows, STORE_ECHO_TEXT, d->a).p);
	assert_null(rows_blob(rows, STORE_ECHO_BYTES, d->a).p);
	/* The same statement once more while its rows are open. */
	assert_true(rows_next(empty, &d->e));
	assert_false(rows_null(empty, STORE_ECHO_TEXT));
	assert_false(rows_null(empty, STORE_ECHO_BYTES));
	assert_non_null(rows_str(empty, STORE_ECHO_TEXT, d->a).p);
	assert_non_null(rows_blob(empty, STORE_ECHO_BYTES, d->a).p);
}

static void rows_stop_when_the_arena_is_over(void **state)
{
	struct database *d = *state;
	SCOPED(arena_freep) struct arena *small = arena_new(32);
	SCOPED(rows_freep) struct rows *rows = NULL;
	int seen = 0;

	database_lay_round(d);
	for (int64_t i = 1; i <= 50; i++)
		database_ok(d, task_add(d->db, i, &d->e));
	rows = db_query(d->db, SQL_TASK_LIST, &d->e, (int64_t)1);
	for (; rows_next(rows, &d->e); seen++)
		(void)rows_str(rows, TASK_LIST_TITLE, small);
	assert_in_range(seen, 1, 49);
	assert_true(rows_failed(rows));
	assert_int_equal(d->e.kind, ERR_LIMIT);
}

static void rows_one_says_absent(void **state)
{
	struct database *d = *state;
	SCOPED(rows_freep) struct rows *rows =
		db_query(d->db, SQL_ROUND_STAGE, &d->e, (int64_t)1, (int64_t)99);

	assert_false(rows_one(rows, "round", &d->e));
	assert_int_equal(d->e.kind, ERR_ABSENT);
	assert_string_equal(d->e.text, "no such round");
}

static void unique_values_conflict(void **state)
{
	struct database *d = *state;

	database_lay_round(d);
	database_ok(d, task_add(d->db, 1, &d->e));
	assert_int_equal(db_changed(d->db), 1);
	assert_false(task_add(d->db, 1, &d->e));
	assert_int_equal(d->e.kind, ERR_CONFLICT);
	/* A round that does not exist: foreign keys are on. */
	assert_false(db_exec(d->db, SQL_TASK_ADD, &d->e, (int64_t)2, (int64_t)77, (int64_t)1,
			     STR("a"), STR("b")));
	assert_int_equal(d->e.kind, ERR_STORE);
}

static void readers_see_only_what_is_committed(void **state)
{
	struct database *d = *state;
	SCOPED(db_closep) struct db *reader = NULL;

	database_lay_round(d);
	database_ok(d, db_open(d->path, DB_READ, &reader, &d->e));
	database_ok(d, db_begin(d->db, &d->e) && task_add(d->db, 1, &d->e));
	assert_int_equal(task_count(reader), 0);
	assert_int_equal(task_count(d->db), 1);
	database_ok(d, db_commit(d->db, &d->e));
	assert_int_equal(task_count(reader), 1);
	database_ok(d, db_begin(d->db, &d->e) && task_add(d->db, 2, &d->e));
	db_rollback(d->db);
	assert_int_equal(task_count(d->db), 1);
}

static void readers_cannot_write(void **state)
{
	struct database *d = *state;
	SCOPED(db_closep) struct db *reader = NULL;

	database_lay_round(d);
	database_ok(d, db_open(d->path, DB_READ, &reader, &d->e));
	assert_false(task_add(reader, 1, &d->e));
	assert_int_equal(d->e.kind, ERR_STORE);
	assert_int_equal(task_count(d->db), 0);
}

static void a_savepoint_undoes_itself_only(void **state)
{
	struct database *d = *state;

	database_lay_round(d);
	database_ok(d, db_begin(d->db, &d->e));
	database_ok(d, db_savepoint(d->db, &d->e) && task_add(d->db, 1, &d->e) &&
			       db_release(d->db, &d->e));
	database_ok(d, db_savepoint(d->db, &d->e) && task_add(d->db, 2, &d->e));
	db_rollback_savepoint(d->db);
	assert_true(db_is_in_transaction(d->db));
	database_ok(d, db_commit(d->db, &d->e));
	assert_false(db_is_in_transaction(d->db));
	assert_int_equal(task_count(d->db), 1);
}

static void the_file_is_the_owners_only(void **state)
{
	struct database *d = *state;
	struct stat s;

	assert_int_equal(stat(d->path, &s), 0);
	assert_int_equal(s.st_mode & 0777, 0600);
}

static void an_absent_file_is_refused(void **state)
{
	struct database *d = *state;
	struct db *db = NULL;
	char path[128];

	(void)snprintf(path, sizeof(path), "%s/none.db", d->folder);
	assert_false(db_open(path, DB_READ, &db, &d->e));
	assert_int_equal(d->e.kind, ERR_STORE);
	assert_null(db);
	assert_int_not_equal(access(path, F_OK), 0);
}

/* --- the schema --------------------------------------------------------------- */

/* What no statement can do, done to the file from outside. */
static void from_outside(const char *path, const char *sql)
{
	sqlite3 *c = NULL;

	assert_int_equal(sqlite3_open(path, &c), SQLITE_OK);
	assert_int_equal(sqlite3_exec(c, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(c), SQLITE_OK);
}

static void migrating_again_changes_nothing(void **state)
{
	struct database *d = *state;
	char copy[128];

	database_lay_round(d);
	database_ok(d, db_migrate(d->db, &d->e));
	database_ok(d, task_add(d->db, 1, &d->e));
	(void)snprintf(copy, sizeof(copy), "%s-v%d.bak", d->path, schema_step_count);
	assert_int_not_equal(access(copy, F_OK), 0);
}

static void a_newer_schema_is_refused(void **state)
{
	struct database *d = *state;

	from_outside(d->path, "PRAGMA user_version = 9999");
	assert_false(db_migrate(d->db, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
	assert_non_null(strstr(d->e.text, "newer peil (schema 9999"));
}

static void another_programs_file_is_refused(void **state)
{
	struct database *d = *state;
	SCOPED(db_closep) struct db *db = NULL;
	char path[128];

	(void)snprintf(path, sizeof(path), "%s/other.db", d->folder);
	from_outside(path, "CREATE TABLE photo (a TEXT)");
	database_ok(d, db_open(path, DB_WRITE, &db, &d->e));
	assert_false(db_migrate(db, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
	assert_non_null(strstr(d->e.text, "another program"));
}

/* A first step that works and a second that breaks half way. */
static void a_step_that_fails_leaves_nothing(void **state)
{
	struct database *d = *state;
	static const struct schema_step steps[] = {
		{ "1", "CREATE TABLE one (a TEXT)" },
		{ "2", "CREATE TABLE two (a TEXT); CREATE TABLE one (a TEXT)" },
		{ "2", "CREATE TABLE two (a TEXT); INSERT INTO one VALUES ('b')" },
	};
	SCOPED(db_closep) struct db *db = NULL;
	char path[128], copy[160];
	int64_t n;

	(void)snprintf(path, sizeof(path), "%s/steps.db", d->folder);
	(void)snprintf(copy, sizeof(copy), "%s-v1.bak", path);
	database_ok(d, db_open(path, DB_CREATE, &db, &d->e));
	database_ok(d, sqlite_migrate(db, steps, 1, &d->e));
	assert_int_not_equal(access(copy, F_OK), 0);
	assert_false(sqlite_migrate(db, steps, 2, &d->e));
	assert_non_null(strstr(d->e.text, "already exists"));
	database_ok(d, sqlite_number(db, "SELECT count(*) FROM sqlite_schema", &n, &d->e));
	assert_int_equal(n, 1);
	database_ok(d, sqlite_number(db, "PRAGMA user_version", &n, &d->e));
	assert_int_equal(n, 1);
	assert_int_equal(access(copy, F_OK), 0);	/* of before the step */
	database_ok(d, sqlite_migrate(db, (const struct schema_step[]){ steps[0], steps[2] }, 2,
				      &d->e));
	assert_int_not_equal(access(copy, F_OK), 0);	/* it has served */
	database_ok(d, sqlite_number(db, "SELECT count(*) FROM one", &n, &d->e));
	assert_int_equal(n, 1);
	database_ok(d, sqlite_number(db, "PRAGMA user_version", &n, &d->e));
	assert_int_equal(n, 2);
}

static void a_copy_is_whole(void **state)
{
	struct database *d = *state;
	SCOPED(db_closep) struct db *copy = NULL;
	char path[128];

	(void)snprintf(path, sizeof(path), "%s/copy.db", d->folder);
	database_lay_round(d);
	database_ok(d, task_add(d->db, 1, &d->e));
	database_ok(d, db_copy_to(d->db, path, &d->e));
	database_ok(d, task_add(d->db, 2, &d->e));
	database_ok(d, db_copy_to(d->db, path, &d->e));
	database_ok(d, db_open(path, DB_WRITE, &copy, &d->e));
	database_ok(d, db_migrate(copy, &d->e));
	assert_int_equal(task_count(copy), 2);
}

/* --- what is deleted ---------------------------------------------------------- */

static bool file_has(const char *path, const char *marker)
{
	FILE *f = fopen(path, "rb");
	char *bytes = malloc(8 << 20);
	size_t n = f ? fread(bytes, 1, 8 << 20, f) : 0;
	bool has;

	assert_non_null(bytes);
	assert_in_range(n, 0, (8 << 20) - 1);
	has = memmem(bytes, n, marker, strlen(marker)) != NULL;
	free(bytes);
	if (f)
		(void)fclose(f);
	return has;
}

static void a_scrub_leaves_no_bytes(void **state)
{
	struct database *d = *state;
	static const char marker[] = "woorden-die-weg-moeten";
	SCOPED(db_closep) struct db *reader = NULL;
	char log[128];

	(void)snprintf(log, sizeof(log), "%s-wal", d->path);
	database_lay_round(d);
	database_ok(d, db_open(d->path, DB_READ, &reader, &d->e));
	for (int64_t i = 1; i <= 3000; i++)
		database_ok(d, db_exec(d->db, SQL_TASK_ADD, &d->e, i * 7919 % 4001, (int64_t)1, i,
				       str_from(marker), STR("")));
	assert_int_equal(task_count(reader), 3000);
	assert_true(file_has(log, marker));
	database_ok(d, db_scrub(d->db, &d->e));
	assert_true(file_has(d->path, marker));		/* now it is in the file */
	database_ok(d, db_exec(d->db, SQL_TASK_REMOVE_ALL, &d->e, (int64_t)1));
	database_ok(d, db_scrub(d->db, &d->e));
	assert_false(file_has(d->path, marker));
	assert_false(file_has(log, marker));
	assert_int_equal(task_count(reader), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_statement_prepares),
		TEST(other_columns_than_the_row_are_refused),
		TEST(a_number_is_one_call),
		TEST(a_number_outside_is_damage),
		TEST(no_rows_have_failed),
		TEST(values_survive),
		TEST(nothing_is_not_empty),
		TEST(rows_stop_when_the_arena_is_over),
		TEST(rows_one_says_absent),
		TEST(unique_values_conflict),
		TEST(readers_see_only_what_is_committed),
		TEST(readers_cannot_write),
		TEST(a_savepoint_undoes_itself_only),
		TEST(the_file_is_the_owners_only),
		TEST(an_absent_file_is_refused),
		TEST(migrating_again_changes_nothing),
		TEST(a_newer_schema_is_refused),
		TEST(another_programs_file_is_refused),
		TEST(a_step_that_fails_leaves_nothing),
		TEST(a_copy_is_whole),
		TEST(a_scrub_leaves_no_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
