/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Group commit.  While one batch is being synced the next one gathers in the
 * queue, so the disk itself decides how large batches are.
 */
#include "store/writer.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/wipe.h"
#include "store/scrub.h"

enum job_kind { JOB_WRITE, JOB_EMPTY_LOG, JOB_SCRUB };

/* A job lies on the stack of the thread that waits for it. */
struct job {
	struct job *next;
	enum job_kind kind;
	write_fn fn;		/* of JOB_WRITE, with its ctx */
	void *ctx;
	struct err *e;
	bool is_ok, is_alone;	/* is_alone: asked for a transaction of its own */
	sem_t done;
};

struct writer {
	struct db *db;
	bool commits_each;
	unsigned sync_delay_ms;
	void (*scrubbed)(void *ctx);
	void *ctx;
	struct scrub *scrub;	/* of the thread: in progress, for those who wait for it */
	struct job *scrubbing, *asked;	/* and who asked for one since it began */
	pthread_t thread;
	pthread_mutex_t lock;	/* of all below */
	pthread_cond_t is_queued;
	struct job *first, **last;
	bool is_stopping;
	struct writer_counts counts;
	struct writer_state state;
	_Atomic int64_t alive_at;	/* 0: nothing to do */
};

static const double batch_bounds[] = { 1, 2, 4, 8, 16, 32, 64 };
static const double sync_bounds[] = { 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5 };

static void show_life(void *ctx)
{
	struct writer *w = ctx;

	atomic_store(&w->alive_at, clock_mono_ns());
}

/* --- a batch ------------------------------------------------------------------ */

static void count_commit(struct writer *w, size_t jobs, int64_t began)
{
	int64_t now = clock_mono_ns();

	must(pthread_mutex_lock(&w->lock) == 0);
	w->counts.commits++;
	w->counts.jobs += jobs;
	w->state.saved_at = now;
	buckets_add(&w->counts.batch, (double)jobs);
	buckets_add(&w->counts.sync, (double)(now - began) / 1e9);
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static bool commit(struct writer *w, size_t jobs, struct err *e)
{
	struct timespec delay = { .tv_sec = w->sync_delay_ms / 1000,
				  .tv_nsec = (long)(w->sync_delay_ms % 1000) * 1000000 };
	int64_t began = clock_mono_ns();

	if (!db_commit(w->db, e)) {
		db_rollback(w->db);
		return false;
	}
	if (w->sync_delay_ms)
		(void)nanosleep(&delay, NULL);
	if (!db_is_in_place(w->db, e))
		return false;
	count_commit(w, jobs, began);
	return true;
}

static bool begin(struct writer *w, struct err *e)
{
	return db_is_in_place(w->db, e) && db_begin(w->db, e);
}

/* A job that fails leaves nothing; the others of the transaction stay. */
static bool run_inside(struct writer *w, struct job *j)
{
	if (!db_savepoint(w->db, j->e))
		return false;
	if (j->fn(w->db, j->ctx, j->e) && db_release(w->db, j->e))
		return true;
	j->is_alone = db_wants_alone(w->db);
	db_rollback_savepoint(w->db);
	return false;
}

static void run_alone(struct writer *w, struct job *j)
{
	j->is_ok = begin(w, j->e);
	if (!j->is_ok)
		return;
	j->is_ok = j->fn(w->db, j->ctx, j->e);
	if (!j->is_ok)
		db_rollback(w->db);
	else
		j->is_ok = commit(w, 1, j->e);
}

static void fail_all(struct job *first, const struct err *e)
{
	for (struct job *j = first; j; j = j->next) {
		if (j->is_ok)
			*j->e = *e;
		j->is_ok = false;
	}
}

/*
 * One transaction for all.  False when a job took the whole transaction down
 * with it, as SQLite does on some failures of the disk, or could not be undone
 * for want of memory; nothing is written then, and each job gets its own try.
 */
static bool run_together(struct writer *w, struct job *first)
{
	struct err e = { 0 };
	size_t count = 0;

	for (struct job *j = first; j; j = j->next)
		j->is_ok = true;
	if (!begin(w, &e)) {
		fail_all(first, &e);
		return true;
	}
	for (struct job *j = first; j; j = j->next) {
		j->is_ok = run_inside(w, j);
		count += j->is_ok;
		if (db_is_undone_in_part(w->db))
			db_rollback(w->db);
		if (!db_is_in_transaction(w->db) || db_is_undone_in_part(w->db))
			return false;
	}
	if (!commit(w, count, &e))
		fail_all(first, &e);
	return true;
}

static void run_batch(struct writer *w, struct job *first)
{
	bool is_done = first && first->next && !w->commits_each && run_together(w, first);

	for (struct job *j = first; j; j = j->next) {
		if (is_done && !j->is_alone)
			continue;
		*j->e = (struct err){ 0 };
		run_alone(w, j);
	}
}

/* A job that changes its mind says nothing of the disk. */
static void judge(struct writer *w, const struct job *first)
{
	const struct job *failed = NULL;
	bool is_saved = false;

	for (const struct job *j = first; j; j = j->next) {
		is_saved |= j->is_ok;
		if (!j->is_ok && j->e->kind == ERR_STORE)
			failed = j;
	}
	if (!is_saved && !failed)
		return;
	must(pthread_mutex_lock(&w->lock) == 0);
	w->counts.failed += failed != NULL;
	w->state.is_failing = !is_saved;
	if (failed)
		w->state.why = *failed->e;
	must(pthread_mutex_unlock(&w->lock) == 0);
}

/* --- the thread --------------------------------------------------------------- */

/* What is queued.  NULL: there is nothing, and somebody stops it or a scrub goes on. */
static struct job *take_all(struct writer *w)
{
	struct job *first;

	must(pthread_mutex_lock(&w->lock) == 0);
	atomic_store(&w->alive_at, 0);
	while (!w->first && !w->is_stopping && !w->scrubbing)
		must(pthread_cond_wait(&w->is_queued, &w->lock) == 0);
	show_life(w);
	first = w->first;
	w->first = NULL;
	w->last = &w->first;
	w->counts.waiting = 0;
	must(pthread_mutex_unlock(&w->lock) == 0);
	return first;
}

/* Takes the jobs of one kind out of a batch. */
static struct job *split(struct job **batch, enum job_kind kind)
{
	struct job *taken = NULL;

	for (struct job **at = batch; *at;) {
		struct job *j = *at;

		if (j->kind != kind) {
			at = &j->next;
		} else {
			*at = j->next;
			j->next = taken;
			taken = j;
		}
	}
	return taken;
}

/* The job is gone as soon as its waiter wakes, so its next is read before. */
static void wake(struct job *first)
{
	while (first) {
		struct job *next = first->next;

		must(sem_post(&first->done) == 0);
		first = next;
	}
}

static void set_owes(struct writer *w, enum writer_owes owes)
{
	must(pthread_mutex_lock(&w->lock) == 0);
	if (w->state.owes == OWES_NOTHING && owes != OWES_NOTHING)
		w->state.owes_since = clock_mono_ns();
	w->state.owes = owes;
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static void finish(struct job *first, bool is_ok, const struct err *e)
{
	for (struct job *j = first; j; j = j->next) {
		j->is_ok = is_ok;
		if (!is_ok)
			*j->e = *e;
	}
	wake(first);
}

static bool try_emptying(struct writer *w, struct err *e)
{
	enum writer_owes owes = writer_state(w).owes;
	bool is_ok = db_is_in_place(w->db, e) && db_empty_log(w->db, e);

	if (owes != OWES_SCRUB)
		set_owes(w, is_ok ? OWES_NOTHING : OWES_EMPTYING);
	return is_ok;
}

static void empty_log(struct writer *w, struct job *first)
{
	struct err e = { 0 };

	if (first)
		finish(first, try_emptying(w, &e), &e);
}

/* --- scrubbing, a piece between two batches ------------------------------------- */

/* Whoever reads the log keeps it from being emptied; the file has been scrubbed then all
 * the same, and is not again for it. */
static void scrub_over(struct writer *w, enum scrub_state state, struct err *e)
{
	struct job *waited = w->scrubbing;
	bool is_clean = state == SCRUB_DONE || state == SCRUB_LOG_IS_READ;

	scrub_end(w->scrub);
	w->scrub = NULL;
	is_clean = is_clean && db_forget(w->db, e);
	if (is_clean && w->scrubbed)
		w->scrubbed(w->ctx);
	set_owes(w, !is_clean ? OWES_SCRUB : state == SCRUB_DONE ? OWES_NOTHING : OWES_EMPTYING);
	w->scrubbing = w->asked;
	w->asked = NULL;
	finish(waited, is_clean && state == SCRUB_DONE, e);
}

/* Who asks while one goes on gets one of its own: what they destroyed may lie in
 * front of where it is. */
static void scrub_ask(struct writer *w, struct job *jobs)
{
	struct job **list = w->scrub ? &w->asked : &w->scrubbing;

	while (*list)
		list = &(*list)->next;
	*list = jobs;
}

static void scrub_some(struct writer *w)
{
	struct err e = { 0 };
	enum scrub_state state = SCRUB_MORE;

	if (!w->scrubbing)
		return;
	show_life(w);
	if (!w->scrub && !scrub_begin(w->db, &w->scrub, &e))
		state = SCRUB_FAILED;
	if (state == SCRUB_MORE)
		state = scrub_step(w->scrub, &e);
	if (state != SCRUB_MORE)
		scrub_over(w, state, &e);
}

static void *writer_thread(void *context)
{
	struct writer *w = context;

	for (;;) {
		struct job *batch = take_all(w), *logs, *scrubs;

		if (!batch && !w->scrubbing)
			return NULL;
		logs = split(&batch, JOB_EMPTY_LOG);
		scrubs = split(&batch, JOB_SCRUB);
		run_batch(w, batch);
		judge(w, batch);
		wake(batch);
		empty_log(w, logs);
		scrub_ask(w, scrubs);
		scrub_some(w);
	}
}

/* --- starting and stopping ------------------------------------------------------ */

bool writer_start(const struct writer_config *config, struct writer **ret, struct err *e)
{
	struct writer *w = calloc(1, sizeof(*w));

	must_have(w);
	if (!db_open(config->where, DB_WRITE, &w->db, e)) {
		free(w);
		return false;
	}
	w->commits_each = config->commits_each;
	w->sync_delay_ms = config->sync_delay_ms;
	w->state.owes_since = clock_mono_ns();
	w->counts.batch = (struct buckets){ .bounds = batch_bounds, .n = ARRAY_LEN(batch_bounds) };
	w->counts.sync = (struct buckets){ .bounds = sync_bounds, .n = ARRAY_LEN(sync_bounds) };
	db_pulse(w->db, show_life, w);
	w->scrubbed = config->scrubbed;
	w->ctx = config->ctx;
	db_tell(w->db, config->tell);
	w->last = &w->first;
	must(pthread_mutex_init(&w->lock, NULL) == 0);
	must(pthread_cond_init(&w->is_queued, NULL) == 0);
	if (pthread_create(&w->thread, NULL, writer_thread, w) != 0) {
		db_close(w->db);
		free(w);
		return err_set(e, ERR_SYSTEM, "no thread for the writer");
	}
	*ret = w;
	return true;
}

void writer_stop(struct writer *w)
{
	if (!w)
		return;
	must(pthread_mutex_lock(&w->lock) == 0);
	w->is_stopping = true;
	must(pthread_cond_signal(&w->is_queued) == 0);
	must(pthread_mutex_unlock(&w->lock) == 0);
	must(pthread_join(w->thread, NULL) == 0);
	db_close(w->db);
	must(pthread_cond_destroy(&w->is_queued) == 0);
	must(pthread_mutex_destroy(&w->lock) == 0);
	free(w);
}

/* --- for those who wait --------------------------------------------------------- */

static bool queue(struct writer *w, struct job j, struct err *e)
{
	j.e = e;
	must(sem_init(&j.done, 0, 0) == 0);
	must(pthread_mutex_lock(&w->lock) == 0);
	must(!w->is_stopping);
	*w->last = &j;
	w->last = &j.next;
	w->counts.waiting++;
	must(pthread_mutex_unlock(&w->lock) == 0);
	must(pthread_cond_signal(&w->is_queued) == 0);
	while (sem_wait(&j.done) != 0)
		continue;
	must(sem_destroy(&j.done) == 0);
	return j.is_ok;
}

bool writer_run(struct writer *w, write_fn fn, void *ctx, struct err *e)
{
	must(fn);
	return queue(w, (struct job){ .kind = JOB_WRITE, .fn = fn, .ctx = ctx }, e);
}

bool writer_empty_log(struct writer *w, struct err *e)
{
	return queue(w, (struct job){ .kind = JOB_EMPTY_LOG }, e);
}

bool writer_scrub(struct writer *w, struct err *e)
{
	return queue(w, (struct job){ .kind = JOB_SCRUB }, e);
}

struct writer_state writer_state(struct writer *w)
{
	struct writer_state state;

	must(pthread_mutex_lock(&w->lock) == 0);
	state = w->state;
	must(pthread_mutex_unlock(&w->lock) == 0);
	return state;
}

bool writer_settle(struct writer *w, struct err *e)
{
	enum writer_owes owes = writer_state(w).owes;

	if (owes == OWES_NOTHING)
		return true;
	return owes == OWES_SCRUB ? writer_scrub(w, e) : writer_empty_log(w, e);
}

int64_t writer_silence(struct writer *w)
{
	int64_t alive_at = atomic_load(&w->alive_at);

	return alive_at ? clock_mono_ns() - alive_at : 0;
}

struct writer_counts writer_counts(struct writer *w)
{
	struct writer_counts counts;

	must(pthread_mutex_lock(&w->lock) == 0);
	counts = w->counts;
	must(pthread_mutex_unlock(&w->lock) == 0);
	return counts;
}
