/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Scrubbing in place: what was moved and then deleted is gone from the file, rows stay as
 * they were, others save meanwhile, a kill leaves a whole file.  PEIL_TEST_ROUNDS says
 * how often.
 */
#include "database.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/rng.h"
#include "round/sql.h"
#include "store/page.h"
#include "store/scrub.h"
#include "store/sqlite.h"
#include "store/writer.h"

static const char gone[] = "woord-dat-weg-moet";
static const char stays[] = "woord-dat-blijft";

static int rounds(int least)
{
	int64_t times = 1;

	(void)str_i64(str_from(getenv("PEIL_TEST_ROUNDS")), 1, 100000, &times);
	return least * (int)times;
}

__attribute__((format(printf, 2, 3)))
static void run(struct database *d, const char *format, ...)
{
	char sql[600];
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(sql, sizeof(sql), format, ap);
	va_end(ap);
	database_ok(d, sqlite_run(d->db, sql, &d->e));
}

static size_t count_in(const char *path, const char *what)
{
	FILE *f = fopen(path, "rb");
	long size;
	char *bytes;
	size_t n = 0;

	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	size = ftell(f);
	rewind(f);
	bytes = malloc((size_t)size + 1);
	assert_non_null(bytes);
	assert_int_equal(fread(bytes, 1, (size_t)size, f), size);
	assert_int_equal(fclose(f), 0);
	for (char *p = bytes; (p = memmem(p, (size_t)(bytes + size - p), what, strlen(what))); p++)
		n++;
	free(bytes);
	return n;
}

static void assert_whole(struct database *d, struct db *db)
{
	char said[100];

	database_ok(d, sqlite_text(db, "PRAGMA integrity_check", said, sizeof(said), &d->e));
	assert_string_equal(said, "ok");
}

/* --- one page ------------------------------------------------------------------------- */

static void a_page_that_cannot_be_is_left_alone(void **state)
{
	enum { SIZE = 512 };
	uint8_t page[SIZE], before[SIZE];

	(void)state;
	for (int i = 0; i < rounds(20000); i++) {
		enum page_state was;
		static const uint8_t types[] = { 0, 2, 5, 10, 13, 1, 255 };
		size_t cells = rng_below(4);

		rng_bytes(page, SIZE);
		page[0] = types[rng_below(sizeof(types))];
		if (rng_below(2)) {		/* so that some are right */
			memset(page + 1, 0, 7);
			page[4] = (uint8_t)cells;
			page[5] = 1;
			for (size_t k = 0; k < 3; k++) {
				page[8 + 2 * k] = page[12 + 2 * k] = 1;
			}
		}
		memcpy(before, page, SIZE);
		was = page_clear(page, SIZE);
		assert_int_equal(was == PAGE_OTHER, !page[0] || page[0] == 1 || page[0] == 255);
		if (was != PAGE_CLEARED)
			assert_memory_equal(page, before, SIZE);
		else		/* rows and their list are as they were, and nothing is left to clear */
			assert_int_equal(page_clear(page, SIZE), PAGE_CLEAN);
		if (was == PAGE_CLEARED || was == PAGE_CLEAN)
			assert_memory_equal(page, before, 8);
	}
}

static void gaps_and_free_blocks_are_cleared_and_rows_are_not(void **state)
{
	uint8_t page[512], right[512] = { 0 };

	(void)state;
	memset(page, 0xaa, sizeof(page));
	/* A leaf with one row at 500, and a free block of 8 at 480; content from 480. */
	memcpy(page, (uint8_t[]){ 13, 480 >> 8, 480 & 255, 0, 1, 480 >> 8, 480 & 255, 0, 500 >> 8, 500 & 255 }, 10);
	memcpy(page + 480, (uint8_t[]){ 0, 0, 0, 8 }, 4);
	memcpy(right, page, sizeof(page));
	memset(right + 10, 0, 470);
	memset(right + 484, 0, 4);
	assert_int_equal(page_clear(page, sizeof(page)), PAGE_CLEARED);
	assert_memory_equal(page, right, sizeof(page));
	page[9] = 0;			/* the row would lie in the gap */
	page[8] = 0;
	assert_int_equal(page_clear(page, sizeof(page)), PAGE_BROKEN);
}

/* --- a file ------------------------------------------------------------------------- */

/* Rows of two kinds in one table with an index, laid in any order, moved by splits and
 * merges; then those of one kind go.  What the file still has of them is returned. */
static size_t churn(struct database *d, const char *table)
{
	run(d, "CREATE TABLE %s (id INTEGER PRIMARY KEY, word TEXT NOT NULL, more BLOB)", table);
	run(d, "CREATE INDEX %s_by_word ON %s (word)", table, table);
	run(d, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) "
	       "INSERT OR IGNORE INTO %s SELECT abs(random()) %% 1000000, "
	       "iif(i %% 2, '%s', '%s') || hex(randomblob(6 + i %% 90)), "
	       "zeroblob(iif(i %% 50, i %% 9, 9000)) FROM n", table, gone, stays);
	run(d, "UPDATE %s SET more = randomblob(80) WHERE id %% 7 = 3", table);
	run(d, "DELETE FROM %s WHERE id %% 11 = 4", table);
	run(d, "DELETE FROM %s WHERE word LIKE '%s%%'", table, gone);
	database_ok(d, db_empty_log(d->db, &d->e));
	return count_in(d->path, gone);
}

static void sum_of(struct database *d, struct db *db, const char *table, char *ret, size_t size)
{
	char sql[200];

	(void)snprintf(sql, sizeof(sql), "SELECT count(*) || ' ' || sum(id) || ' ' || sum(length(word)) || ' ' || "
		       "sum(length(hex(more))) || ' ' || max(word) || min(word) FROM %s", table);
	database_ok(d, sqlite_text(db, sql, ret, size, &d->e));
}

static void what_was_moved_and_deleted_is_gone_and_rows_stay(void **state)
{
	struct database *d = *state;

	for (int i = 0; i < rounds(3); i++) {
		char table[20], before[400], after[400];

		(void)snprintf(table, sizeof(table), "churned%d", i);
		assert_true(churn(d, table) > 0);	/* else this shows nothing */
		sum_of(d, d->db, table, before, sizeof(before));
		database_ok(d, db_scrub(d->db, &d->e));
		assert_int_equal(count_in(d->path, gone), 0);
		assert_true(count_in(d->path, stays) > 1000);
		sum_of(d, d->db, table, after, sizeof(after));
		assert_string_equal(before, after);
		assert_whole(d, d->db);
		/* Nor does it come back from a page that was in memory. */
		run(d, "UPDATE %s SET more = x'00' WHERE id %% 5 <> 0", table);
		database_ok(d, db_empty_log(d->db, &d->e));
		assert_int_equal(count_in(d->path, gone), 0);
		assert_whole(d, d->db);
	}
}

/* Between two pieces somebody writes who has pages of before in the cache: this
 * connection, and another. */
static void who_writes_between_two_pieces_brings_nothing_back(void **state)
{
	struct database *d = *state;

	for (int i = 0; i < 2; i++) {
		SCOPED(db_closep) struct db *other = NULL;
		SCOPED(scrub_endp) struct scrub *s = NULL;
		enum scrub_state was = SCRUB_MORE;
		char sum[400], table[20];
		int steps = 0;

		(void)snprintf(table, sizeof(table), "one%d", i);
		assert_true(churn(d, table) > 0);
		database_ok(d, db_open(d->path, DB_WRITE, &other, &d->e));
		sum_of(d, other, table, sum, sizeof(sum));
		sum_of(d, d->db, table, sum, sizeof(sum));
		database_ok(d, scrub_begin(d->db, &s, &d->e));
		for (; was == SCRUB_MORE; steps++) {
			char sql[100];

			was = scrub_step(s, &d->e);
			(void)snprintf(sql, sizeof(sql), "UPDATE %s SET more = x'%02x' WHERE id %% 5 <> 0", table,
				       (unsigned)steps & 255u);
			if (was == SCRUB_MORE)
				database_ok(d, sqlite_run(i ? other : d->db, sql, &d->e));
		}
		assert_int_equal(was, SCRUB_DONE);
		assert_true(steps > 2);
		assert_int_equal(count_in(d->path, gone), 0);
		assert_whole(d, d->db);
	}
}

static void what_it_cannot_tell_apart_is_refused(void **state)
{
	struct database *d = *state;
	SCOPED(db_closep) struct db *db = NULL;
	char path[128];

	(void)snprintf(path, sizeof(path), "%s/auto.db", d->folder);
	database_ok(d, db_open(path, DB_CREATE, &db, &d->e));
	database_ok(d, sqlite_run(db, "PRAGMA auto_vacuum = FULL; VACUUM; CREATE TABLE a (b)", &d->e));
	assert_false(db_scrub(db, &d->e));
	assert_non_null(strstr(d->e.text, "auto_vacuum"));
}

/* --- others meanwhile ------------------------------------------------------------------- */

struct saving {
	struct writer *w;
	atomic_bool is_over;
	int64_t next;
	int saved;
};

static bool add_task(struct db *db, void *ctx, struct err *e)
{
	const struct saving *s = ctx;

	return db_exec(db, SQL_TASK_ADD, e, s->next, (int64_t)1, s->next, STR("taak"), STR(""));
}

static void *save_on(void *ctx)
{
	struct saving *s = ctx;
	struct err e = { 0 };

	while (!atomic_load(&s->is_over)) {
		s->next++;
		if (writer_run(s->w, add_task, s, &e))
			s->saved++;
	}
	return NULL;
}

static void saves_go_on_between_two_pieces(void **state)
{
	struct database *d = *state;
	struct writer *w = NULL;
	struct saving s = { 0 };
	pthread_t thread;
	int64_t n = 0;

	database_lay_round(d);
	assert_true(churn(d, "one") > 0);
	run(d, "CREATE TABLE large (a BLOB)");
	for (int i = 0; i < 6; i++)
		run(d, "INSERT INTO large VALUES (randomblob(4 << 20))");
	database_ok(d, writer_start(&(struct writer_config){ .where = d->path }, &w, &d->e));
	s.w = w;
	assert_int_equal(pthread_create(&thread, NULL, save_on, &s), 0);
	database_ok(d, writer_scrub(w, &d->e));
	atomic_store(&s.is_over, true);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(s.saved >= 5);
	assert_int_equal(writer_state(w).owes, OWES_NOTHING);
	writer_stop(w);
	assert_int_equal(count_in(d->path, gone), 0);
	database_ok(d, sqlite_number(d->db, "SELECT count(*) FROM task", &n, &d->e));
	assert_int_equal(n, s.saved);
	assert_whole(d, d->db);
}

struct asking {
	struct writer *w;
	bool is_ok;
};

static void *ask(void *ctx)
{
	struct asking *a = ctx;
	struct err e = { 0 };

	a->is_ok = writer_scrub(a->w, &e);
	return NULL;
}

static void who_asks_meanwhile_is_answered_too(void **state)
{
	enum { ASKING = 6 };
	struct database *d = *state;
	struct writer *w = NULL;
	struct asking asking[ASKING];
	pthread_t threads[ASKING];

	assert_true(churn(d, "one") > 0);
	database_ok(d, writer_start(&(struct writer_config){ .where = d->path }, &w, &d->e));
	for (size_t i = 0; i < ASKING; i++) {
		asking[i] = (struct asking){ .w = w };
		assert_int_equal(pthread_create(&threads[i], NULL, ask, &asking[i]), 0);
		(void)usleep(500 * (unsigned)i);
	}
	for (size_t i = 0; i < ASKING; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_true(asking[i].is_ok);
	}
	writer_stop(w);
	assert_int_equal(count_in(d->path, gone), 0);
}

struct coming {
	const char *path;
	atomic_bool is_over;
};

/* SQLite asks for the whole file for a moment whenever somebody leaves it. */
static void *come_and_go(void *ctx)
{
	struct coming *c = ctx;

	while (!atomic_load(&c->is_over)) {
		SCOPED(db_closep) struct db *db = NULL;
		struct rows *rows;
		struct err e = { 0 };

		if (!db_open(c->path, DB_READ, &db, &e))
			continue;
		rows = db_query(db, SQL_TASK_LIST, &e, INT64_C(1));
		(void)rows_next(rows, &e);
		rows_free(rows);
	}
	return NULL;
}

static void who_leaves_the_file_does_not_stop_it(void **state)
{
	struct database *d = *state;
	struct coming c = { .path = d->path };
	pthread_t thread;

	assert_true(churn(d, "one") > 0);
	assert_int_equal(pthread_create(&thread, NULL, come_and_go, &c), 0);
	for (int i = 0; i < rounds(400); i++) {
		struct scrub *s = NULL;

		database_ok(d, scrub_begin(d->db, &s, &d->e));
		scrub_end(s);
	}
	atomic_store(&c.is_over, true);
	assert_int_equal(pthread_join(thread, NULL), 0);
}

/* --- kill -9 --------------------------------------------------------------------------- */

static void a_killed_scrub_leaves_a_whole_file(void **state)
{
	struct database *d = *state;
	char before[400], after[400];

	assert_true(churn(d, "one") > 0);
	sum_of(d, d->db, "one", before, sizeof(before));
	database_ok(d, db_forget(d->db, &d->e));
	for (int i = 0; i < rounds(12); i++) {
		const struct timespec wait = { 0, (long)rng_below(8000000) };
		struct err e = { 0 };
		pid_t child = fork();

		assert_int_not_equal(child, -1);
		if (child == 0) {
			struct db *db = NULL;
			bool is_ok = db_open(d->path, DB_WRITE, &db, &e) &&
				     sqlite_run(db, "UPDATE one SET more = randomblob(30) WHERE id % 5 = 1; "
						    "UPDATE one SET more = zeroblob(0) WHERE id % 5 = 1", &e) &&
				     db_scrub(db, &e);

			_exit(is_ok ? 0 : 1);
		}
		(void)nanosleep(&wait, NULL);
		(void)kill(child, SIGKILL);
		assert_int_equal(waitpid(child, NULL, 0), child);
		assert_whole(d, d->db);
	}
	database_ok(d, sqlite_run(d->db, "UPDATE one SET more = zeroblob(0)", &d->e));
	database_ok(d, db_scrub(d->db, &d->e));
	sum_of(d, d->db, "one", after, sizeof(after));
	assert_int_equal(strcspn(before, " "), strcspn(after, " "));
	assert_memory_equal(before, after, strcspn(before, " "));
	assert_int_equal(count_in(d->path, gone), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_that_cannot_be_is_left_alone),
		cmocka_unit_test(gaps_and_free_blocks_are_cleared_and_rows_are_not),
		TEST(what_was_moved_and_deleted_is_gone_and_rows_stay),
		TEST(who_writes_between_two_pieces_brings_nothing_back),
		TEST(what_it_cannot_tell_apart_is_refused),
		TEST(saves_go_on_between_two_pieces),
		TEST(who_asks_meanwhile_is_answered_too),
		TEST(who_leaves_the_file_does_not_stop_it),
		TEST(a_killed_scrub_leaves_a_whole_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
