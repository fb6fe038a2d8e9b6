/* SPDX-License-Identifier: EUPL-1.2 */
/* The writer: batches, jobs that fail, disks that fail. */
#include "database.h"

#include <stdio.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "round/sql.h"
#include "store/writer.h"

enum { THREADS = 64, JOBS_EACH = 8 };

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

/* One job: adds tasks, then perhaps fails. */
struct work {
	struct writer *w;
	int64_t first, count;
	struct str title;
	bool fails;
	sem_t *started, *hold;	/* says that it runs, then waits */
	bool is_ok;
	struct err e;
};

static bool work_write(struct db *db, void *context, struct err *e)
{
	struct work *k = context;

	if (k->started)
		(void)sem_post(k->started);
	while (k->hold && sem_wait(k->hold) != 0)
		continue;
	for (int64_t i = 0; i < k->count; i++)
		if (!db_exec(db, SQL_TASK_ADD, e, k->first + i, (int64_t)1, i, k->title, STR("")))
			return false;
	return k->fails ? err_set(e, ERR_INPUT, "changed its mind") : true;
}

static void *work_thread(void *context)
{
	struct work *k = context;

	k->is_ok = writer_run(k->w, work_write, k, &k->e);
	return NULL;
}

static struct writer *start(struct database *d, struct writer_config config)
{
	struct writer *w = NULL;

	database_lay_round(d);
	config.where = d->path;
	database_ok(d, writer_start(&config, &w, &d->e));
	return w;
}

/* --- many at once ------------------------------------------------------------- */

static void *many_thread(void *context)
{
	struct work *k = context;

	k->is_ok = true;
	for (int i = 0; i < JOBS_EACH; i++) {
		struct work one = *k;

		one.first += i;
		k->is_ok &= writer_run(k->w, work_write, &one, &k->e);
	}
	return NULL;
}

static struct writer_counts save_by_many(struct database *d, struct writer_config config)
{
	struct writer *w = start(d, config);
	struct work work[THREADS];
	pthread_t threads[THREADS];
	struct writer_counts counts;

	for (int i = 0; i < THREADS; i++) {
		work[i] = (struct work){ .w = w, .first = 1 + i * JOBS_EACH, .count = 1,
					 .title = STR("a") };
		assert_int_equal(pthread_create(&threads[i], NULL, many_thread, &work[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_true(work[i].is_ok);
	}
	counts = writer_counts(w);
	writer_stop(w);
	assert_int_equal(task_count(d->db), THREADS * JOBS_EACH);
	assert_int_equal(counts.jobs, THREADS * JOBS_EACH);
	return counts;
}

static void many_saves_share_commits(void **state)
{
	struct writer_counts counts =
		save_by_many(*state, (struct writer_config){ .sync_delay_ms = 2 });

	assert_true(counts.commits < counts.jobs);
}

static void each_save_its_own_commit(void **state)
{
	struct writer_counts counts =
		save_by_many(*state, (struct writer_config){ .commits_each = true });

	assert_int_equal(counts.commits, counts.jobs);
}

/* --- one batch ---------------------------------------------------------------- */

/* Holds the writer in a job of its own until the others stand in the queue, so
 * that they come in one batch. */
static void run_as_batch(struct writer *w, struct work *work, size_t n)
{
	sem_t started, hold;
	struct work plug = { .w = w, .started = &started, .hold = &hold };
	pthread_t first, threads[8];

	assert_in_range(n, 1, 8);
	assert_int_equal(sem_init(&started, 0, 0) | sem_init(&hold, 0, 0), 0);
	assert_int_equal(pthread_create(&first, NULL, work_thread, &plug), 0);
	while (sem_wait(&started) != 0)
		continue;
	for (size_t i = 0; i < n; i++) {
		work[i].w = w;
		assert_int_equal(pthread_create(&threads[i], NULL, work_thread, &work[i]), 0);
	}
	(void)usleep(50 * 1000);	/* time to queue; what is checked holds without it too */
	(void)sem_post(&hold);
	(void)pthread_join(first, NULL);
	for (size_t i = 0; i < n; i++)
		(void)pthread_join(threads[i], NULL);
	assert_true(plug.is_ok);
	(void)sem_destroy(&started);
	(void)sem_destroy(&hold);
}

static void a_failing_job_leaves_the_others(void **state)
{
	struct database *d = *state;
	struct writer *w = start(d, (struct writer_config){ 0 });
	struct work work[] = {
		{ .first = 100, .count = 3, .title = STR("a") },
		{ .first = 200, .count = 3, .title = STR("b"), .fails = true },
		{ .first = 300, .count = 3, .title = STR("c") },
	};

	run_as_batch(w, work, 3);
	writer_stop(w);
	assert_true(work[0].is_ok);
	assert_false(work[1].is_ok);
	assert_int_equal(work[1].e.kind, ERR_INPUT);
	assert_true(work[2].is_ok);
	assert_int_equal(task_count(d->db), 6);
}

static void a_single_failing_job_leaves_nothing(void **state)
{
	struct database *d = *state;
	struct writer *w = start(d, (struct writer_config){ 0 });
	struct work work = { .w = w, .first = 100, .count = 3, .title = STR("a"), .fails = true };

	assert_false(writer_run(w, work_write, &work, &d->e));
	assert_int_equal(d->e.kind, ERR_INPUT);
	writer_stop(w);
	assert_int_equal(task_count(d->db), 0);
}

static void a_scrub_waits_its_turn(void **state)
{
	struct database *d = *state;
	struct writer *w = start(d, (struct writer_config){ 0 });
	struct work work = { .w = w, .first = 1, .count = 1, .title = STR("a") };
	struct stat s;
	char log[128];

	assert_true(writer_run(w, work_write, &work, &d->e));
	database_ok(d, writer_scrub(w, &d->e));
	(void)snprintf(log, sizeof(log), "%s-wal", d->path);
	assert_int_equal(stat(log, &s), 0);
	assert_int_equal(s.st_size, 0);
	writer_stop(w);
	assert_int_equal(task_count(d->db), 1);
}

static rlim_t log_size(const struct database *d)
{
	char log[128];
	struct stat s;

	(void)snprintf(log, sizeof(log), "%s-wal", d->path);
	return stat(log, &s) == 0 ? (rlim_t)s.st_size : 0;
}

/* Somebody reads on, as a copy that is being made does. */
static void a_scrub_that_fails_stays_owed(void **state)
{
	struct database *d = *state;
	struct writer *w = start(d, (struct writer_config){ 0 });
	struct work work = { .w = w, .first = 1, .count = 2, .title = STR("a") };
	SCOPED(db_closep) struct db *reader = NULL;
	struct rows *rows;

	assert_true(writer_run(w, work_write, &work, &d->e));
	database_ok(d, db_open(d->path, DB_READ, &reader, &d->e));
	rows = db_query(reader, SQL_TASK_LIST, &d->e, INT64_C(1));
	assert_non_null(rows);
	assert_true(rows_next(rows, &d->e));
	work.first = 10;
	assert_true(writer_run(w, work_write, &work, &d->e));
	assert_int_equal(writer_state(w).owes, OWES_NOTHING);
	assert_false(writer_empty_log(w, &d->e));
	assert_int_equal(writer_state(w).owes, OWES_EMPTYING);
	assert_false(writer_scrub(w, &d->e));
	assert_int_equal(writer_state(w).owes, OWES_SCRUB);
	assert_false(writer_settle(w, &d->e));
	work.first = 20;
	assert_true(writer_run(w, work_write, &work, &d->e));	/* saving goes on */
	assert_false(writer_state(w).is_failing);
	rows_free(rows);
	d->e = (struct err){ 0 };
	database_ok(d, writer_settle(w, &d->e));
	assert_int_equal(writer_state(w).owes, OWES_NOTHING);
	assert_int_equal(log_size(d), 0);
	writer_stop(w);
}

/* --- another file under the server -------------------------------------------- */

/* Nothing is written into a file that is gone as if it were kept, and none is made in
 * its place; when it comes back, saving goes on. */
static void a_file_that_is_moved_is_not_written(void **state)
{
	struct database *d = *state;
	struct writer *w = start(d, (struct writer_config){ 0 });
	struct work work = { .w = w, .first = 1, .count = 1, .title = STR("a") };
	char away[128];
	struct stat s;

	(void)snprintf(away, sizeof(away), "%s.away", d->path);
	assert_true(writer_run(w, work_write, &work, &d->e));
	assert_int_equal(rename(d->path, away), 0);
	work.first = 2;
	assert_false(writer_run(w, work_write, &work, &d->e));
	assert_int_equal(d->e.kind, ERR_STORE);
	assert_true(writer_state(w).is_failing);
	assert_false(writer_scrub(w, &d->e));
	assert_false(writer_empty_log(w, &d->e));
	assert_int_not_equal(stat(d->path, &s), 0);
	assert_int_equal(rename(away, d->path), 0);
	d->e = (struct err){ 0 };
	assert_true(writer_run(w, work_write, &work, &d->e));
	assert_false(writer_state(w).is_failing);
	database_ok(d, writer_scrub(w, &d->e));
	writer_stop(w);
	assert_int_equal(task_count(d->db), 2);
}

static void a_job_that_changes_its_mind_is_no_failing_disk(void **state)
{
	struct database *d = *state;
	struct writer *w = start(d, (struct writer_config){ 0 });
	struct work work = { .w = w, .first = 1, .count = 1, .title = STR("a"), .fails = true };

	assert_false(writer_run(w, work_write, &work, &d->e));
	assert_false(writer_state(w).is_failing);
	assert_int_equal(writer_counts(w).failed, 0);
	writer_stop(w);
}

/* --- a disk that is full ------------------------------------------------------ */

static void disk_limit(rlim_t bytes)
{
	struct rlimit now;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &now), 0);
	now.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
}

/* The write fails at its first page, then at its second, and so on. */
static void a_full_disk_leaves_nothing_half_written(void **state)
{
	struct database *d = *state;
	struct writer *w = start(d, (struct writer_config){ 0 });
	rlim_t more = 1000;
	bool is_ok = false;
	int failures = 0;

	for (; !is_ok && failures < 100; more += 4096) {
		struct work work = { .first = 1, .count = 200, .title = STR("een taak met tekst"),
				     .w = w };

		disk_limit(log_size(d) + more);
		is_ok = writer_run(w, work_write, &work, &d->e);
		disk_limit(RLIM_INFINITY);
		assert_int_equal(task_count(d->db), is_ok ? 200 : 0);
		failures += !is_ok;
		if (!is_ok)
			assert_int_equal(d->e.kind, ERR_STORE);
		assert_int_equal(writer_state(w).is_failing, !is_ok);
	}
	assert_true(is_ok);
	assert_true(failures > 1);
	writer_stop(w);
	assert_int_equal(task_count(d->db), 200);
}

/* A job too large for the disk takes the transaction with it; the small ones
 * of its batch get through by themselves. */
static void a_job_too_large_fails_alone(void **state)
{
	struct database *d = *state;
	struct writer *w = start(d, (struct writer_config){ 0 });
	struct str large = { malloc(24 << 20), 24 << 20 };
	struct work work[] = {
		{ .first = 100, .count = 1, .title = STR("a") },
		{ .first = 200, .count = 2, .title = large },
		{ .first = 300, .count = 1, .title = STR("c") },
	};

	assert_non_null(large.p);
	memset((char *)(uintptr_t)large.p, 'x', large.n);
	disk_limit(8 << 20);
	run_as_batch(w, work, 3);
	disk_limit(RLIM_INFINITY);
	writer_stop(w);
	assert_true(work[0].is_ok);
	assert_false(work[1].is_ok);
	assert_int_equal(work[1].e.kind, ERR_STORE);
	assert_true(work[2].is_ok);
	assert_int_equal(task_count(d->db), 2);
	free((char *)(uintptr_t)large.p);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, database_begin, database_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(many_saves_share_commits),
		TEST(each_save_its_own_commit),
		TEST(a_failing_job_leaves_the_others),
		TEST(a_single_failing_job_leaves_nothing),
		TEST(a_scrub_waits_its_turn),
		TEST(a_scrub_that_fails_stays_owed),
		TEST(a_file_that_is_moved_is_not_written),
		TEST(a_job_that_changes_its_mind_is_no_failing_disk),
		TEST(a_full_disk_leaves_nothing_half_written),
		TEST(a_job_too_large_fails_alone),
	};

	(void)signal(SIGXFSZ, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
