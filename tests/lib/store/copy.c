/* SPDX-License-Identifier: EUPL-1.2 */
/* The copy that is made before the schema takes a step: when it goes, and when not. */
#include "database.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "round/sql.h"
#include "store/sqlite.h"

static const char marker[] = "een blad van een open ronde";
static const struct schema_step steps[] = {
	{ "1", "CREATE TABLE one (a TEXT); INSERT INTO one VALUES ('een blad van een open ronde')" },
	{ "2", "CREATE TABLE two (a TEXT)" },
	{ "3", "CREATE TABLE three (a TEXT)" },
	{ "4", "CREATE TABLE one (a TEXT)" },		/* fails */
};
static char said[32][300];
static int said_count;

static void hear(const char *line)
{
	assert_in_range(said_count, 0, 31);
	(void)snprintf(said[said_count++], sizeof(said[0]), "%s", line);
}

static struct db *open_at(struct database *d, const char *name)
{
	static char path[160];
	struct db *db = NULL;

	(void)snprintf(path, sizeof(path), "%s/%s", d->folder, name);
	database_ok(d, db_open(path, DB_CREATE, &db, &d->e));
	db_tell(db, hear);
	said_count = 0;
	return db;
}

static const char *beside(const struct db *db, const char *end)
{
	static char path[200];

	(void)snprintf(path, sizeof(path), "%s%s", db->where, end);
	return path;
}

static bool is_there(const struct db *db, const char *end)
{
	struct stat s;

	return lstat(beside(db, end), &s) == 0;
}

static void lay(const struct db *db, const char *end)
{
	FILE *f = fopen(beside(db, end), "w");

	assert_non_null(f);
	assert_true(fputs(marker, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void a_copy_goes_when_it_has_served(void **state)
{
	struct database *d = *state;
	SCOPED(db_closep) struct db *db = open_at(d, "a.db");

	database_ok(d, sqlite_migrate(db, steps, 1, &d->e));
	assert_int_equal(said_count, 0);		/* a new one needs none */
	database_ok(d, sqlite_migrate(db, steps, 3, &d->e));
	assert_false(is_there(db, "-v1.bak"));
	assert_int_equal(said_count, 2);
	assert_non_null(strstr(said[0], "made the copy"));
	assert_non_null(strstr(said[0], "a.db-v1.bak"));
	assert_non_null(strstr(said[1], "removed the copy"));
	assert_non_null(strstr(said[1], "a.db-v1.bak"));
}

/* Of earlier versions, and of who was killed: with and without a step to take. */
static void what_others_left_goes_too(void **state)
{
	static const char *const left[] = { "-v1.bak", "-v12.bak", "-v2.bak.part", "-v2.bak.part-journal",
					    "-v1.bak-wal", "-v1.bak-shm", "-v1.bak-journal" };
	static const char *const others[] = { "-v1.bak.mine", "-v.bak", "-vx.bak", ".bak", "x-v1.bak", "-v1.bakx" };
	struct database *d = *state;
	SCOPED(db_closep) struct db *db = open_at(d, "b.db");

	database_ok(d, sqlite_migrate(db, steps, 1, &d->e));
	for (int count = 1; count <= 2; count++) {
		for (size_t i = 0; i < ARRAY_LEN(left); i++)
			lay(db, left[i]);
		for (size_t i = 0; i < ARRAY_LEN(others); i++)
			lay(db, others[i]);
		said_count = 0;
		database_ok(d, sqlite_migrate(db, steps, count, &d->e));
		for (size_t i = 0; i < ARRAY_LEN(left); i++)
			assert_false(is_there(db, left[i]));
		for (size_t i = 0; i < ARRAY_LEN(others); i++)
			assert_true(is_there(db, others[i]));
	}
	for (size_t i = 0; i < ARRAY_LEN(left); i++)
		lay(db, left[i]);
	database_ok(d, db_scrub(db, &d->e));		/* what a closing does */
	for (size_t i = 0; i < ARRAY_LEN(left); i++)
		assert_false(is_there(db, left[i]));
}

/* The bytes go, not only the name: seen through a file that is still open. */
static void a_copy_is_overwritten(void **state)
{
	struct database *d = *state;
	SCOPED(db_closep) struct db *db = open_at(d, "c.db");
	char bytes[sizeof(marker)] = { 0 };
	struct stat s;
	int fd;

	database_ok(d, sqlite_migrate(db, steps, 1, &d->e));
	lay(db, "-v1.bak");
	fd = open(beside(db, "-v1.bak"), O_RDONLY);
	assert_true(fd >= 0);
	database_ok(d, sqlite_migrate(db, steps, 1, &d->e));
	assert_int_equal(fstat(fd, &s), 0);
	assert_int_equal(s.st_size, (int)strlen(marker));
	assert_int_equal(pread(fd, bytes, sizeof(bytes), 0), (int)strlen(marker));
	for (size_t i = 0; i < sizeof(bytes); i++)
		assert_int_equal(bytes[i], 0);
	(void)close(fd);
}

static void what_is_not_whole_keeps_its_copy(void **state)
{
	struct database *d = *state;
	SCOPED(db_closep) struct db *db = open_at(d, "e.db");

	database_ok(d, sqlite_migrate(db, steps, 1, &d->e));
	assert_false(sqlite_migrate(db, steps, 4, &d->e));
	assert_true(is_there(db, "-v1.bak"));		/* step 4 failed, 2 and 3 are there */
	database_ok(d, sqlite_migrate(db, steps, 3, &d->e));
	assert_false(is_there(db, "-v1.bak"));
	lay(db, "-v1.bak");
	database_ok(d, sqlite_run(db, "PRAGMA foreign_keys = OFF; CREATE TABLE mother (id INTEGER PRIMARY KEY);"
				      "CREATE TABLE child (a INTEGER REFERENCES mother (id));"
				      "INSERT INTO child VALUES (7)", &d->e));
	assert_false(sqlite_migrate(db, steps, 3, &d->e));
	assert_non_null(strstr(d->e.text, "e.db-v1.bak"));
	assert_non_null(strstr(d->e.text, "point at nothing"));
	assert_true(is_there(db, "-v1.bak"));
}

/* A limit on the size of files stands for a full disk. */
static void without_room_nothing_changes_and_nothing_is_left(void **state)
{
	struct database *d = *state;
	struct rlimit before, small = { 30000, 30000 };
	int64_t version = 0;
	int status;
	pid_t child;
	SCOPED(db_closep) struct db *db = open_at(d, "f.db");

	database_ok(d, sqlite_migrate(db, steps, 1, &d->e));
	for (int i = 0; i < 400; i++)
		database_ok(d, sqlite_run(db, "INSERT INTO one VALUES (printf('%900s', 'vol'))", &d->e));
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	child = fork();
	if (child == 0) {
		struct err e = { 0 };
		bool is_right;

		(void)signal(SIGXFSZ, SIG_IGN);
		small.rlim_max = before.rlim_max;
		is_right = setrlimit(RLIMIT_FSIZE, &small) == 0 && !sqlite_migrate(db, steps, 2, &e) &&
			   strstr(e.text, "nothing was changed") && !is_there(db, "-v1.bak") &&
			   !is_there(db, "-v1.bak.part");
		_exit(is_right ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	database_ok(d, sqlite_number(db, "PRAGMA user_version", &version, &d->e));
	assert_int_equal(version, 1);
	database_ok(d, sqlite_migrate(db, steps, 2, &d->e));
	assert_false(is_there(db, "-v1.bak"));
}

/* A connection that forgets answers as before, and its statements are made anew. */
static void a_connection_forgets_and_goes_on(void **state)
{
	struct database *d = *state;
	int64_t n = 0;

	database_lay_round(d);
	database_ok(d, db_exec(d->db, SQL_TASK_ADD, &d->e, (int64_t)1, (int64_t)1, (int64_t)1, STR("a"), STR("b")));
	database_ok(d, db_forget(d->db, &d->e));
	database_ok(d, sqlite_number(d->db, "SELECT count(*) FROM task", &n, &d->e));
	assert_int_equal(n, 1);
	database_ok(d, db_exec(d->db, SQL_TASK_ADD, &d->e, (int64_t)2, (int64_t)1, (int64_t)2, STR("a"), STR("b")));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_copy_goes_when_it_has_served),
		TEST(what_others_left_goes_too),
		TEST(a_copy_is_overwritten),
		TEST(what_is_not_whole_keeps_its_copy),
		TEST(without_room_nothing_changes_and_nothing_is_left),
		TEST(a_connection_forgets_and_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
