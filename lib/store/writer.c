/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Group commit.  While one batch is being synced the next one gathers in the
 * queue, so the disk itself decides how large batches are.
 */
#include "store/writer.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>

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
	bool is_stopping, owes_scrub;
	struct writer_counts counts;
};

/* --- a batch ------------------------------------------------------------------ */

static void count_commit(struct writer *w, size_t jobs)
{
	must(pthread_mutex_lock(&w->lock) == 0);
	w->counts.commits++;
	w->counts.jobs += jobs;
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static bool commit(struct writer *w, size_t jobs, struct err *e)
{
	struct timespec delay = { .tv_sec = w->sync_delay_ms / 1000,
				  .tv_nsec = (long)(w->sync_delay_ms % 1000) * 1000000 };

	if (!db_commit(w->db, e)) {
		db_rollback(w->db);
		return false;
	}
	if (w->sync_delay_ms)
		(void)nanosleep(&delay, NULL);
	count_commit(w, jobs);
	return true;
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
	j->is_ok = db_begin(w->db, j->e);
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
 * with it, as SQLite does on some failures of the disk; nothing is written
 * then, and each job gets its own try.
 */
static bool run_together(struct writer *w, struct job *first)
{
	struct err e = { 0 };
	size_t count = 0;

	for (struct job *j = first; j; j = j->next)
		j->is_ok = true;
	if (!db_begin(w->db, &e)) {
		fail_all(first, &e);
		return true;
	}
	for (struct job *j = first; j; j = j->next) {
		j->is_ok = run_inside(w, j);
		count += j->is_ok;
		if (!db_is_in_transaction(w->db))
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

/* --- the thread --------------------------------------------------------------- */

/* What is queued.  NULL: there is nothing, and somebody stops it or a scrub goes on. */
static struct job *take_all(struct writer *w)
{
	struct job *first;

	must(pthread_mutex_lock(&w->lock) == 0);
	while (!w->first && !w->is_stopping && !w->scrubbing)
		must(pthread_cond_wait(&w->is_queued, &w->lock) == 0);
	first = w->first;
	w->first = NULL;
	w->last = &w->first;
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

static void finish(struct job *first, bool is_ok, const struct err *e)
{
	for (struct job *j = first; j; j = j->next) {
		j->is_ok = is_ok;
		if (!is_ok)
			*j->e = *e;
	}
	wake(first);
}

static void set_owes(struct writer *w, bool owes)
{
	must(pthread_mutex_lock(&w->lock) == 0);
	w->owes_scrub = owes;
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static void empty_log(struct writer *w, struct job *first)
{
	struct err e = { 0 };
	bool is_ok = !first || db_empty_log(w->db, &e);

	if (!is_ok)
		set_owes(w, true);
	finish(first, is_ok, &e);
}

/* --- scrubbing, a piece between two batches ------------------------------------- */

static void scrub_over(struct writer *w, bool is_ok, struct err *e)
{
	struct job *waited = w->scrubbing;

	scrub_end(w->scrub);
	w->scrub = NULL;
	is_ok = is_ok && db_forget(w->db, e);
	if (is_ok && w->scrubbed)
		w->scrubbed(w->ctx);
	set_owes(w, !is_ok);
	w->scrubbing = w->asked;
	w->asked = NULL;
	finish(waited, is_ok, e);
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
	if (!w->scrub && !scrub_begin(w->db, &w->scrub, &e))
		state = SCRUB_FAILED;
	if (state == SCRUB_MORE)
		state = scrub_step(w->scrub, &e);
	if (state != SCRUB_MORE)
		scrub_over(w, state == SCRUB_DONE, &e);
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

	must(w);
	if (!db_open(config->where, DB_WRITE, &w->db, e)) {
		free(w);
		return false;
	}
	w->commits_each = config->commits_each;
	w->sync_delay_ms = config->sync_delay_ms;
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

bool writer_owes_scrub(struct writer *w)
{
	bool owes;

	must(pthread_mutex_lock(&w->lock) == 0);
	owes = w->owes_scrub;
	must(pthread_mutex_unlock(&w->lock) == 0);
	return owes;
}

struct writer_counts writer_counts(struct writer *w)
{
	struct writer_counts counts;

	must(pthread_mutex_lock(&w->lock) == 0);
	counts = w->counts;
	must(pthread_mutex_unlock(&w->lock) == 0);
	return counts;
}
