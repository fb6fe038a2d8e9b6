/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A pool of workers.  The queue of the ordinary ones needs no limit of its own: a
 * connection has at most one request in it, and connections are counted.
 *
 * Who waits, waits alone on its own semaphore, and the one who came last is
 * woken first: its database pages and its arena are still in the cache, and
 * when few are needed the others' memory is never touched.
 */
#include "http/server.h"

#include <errno.h>
#include <stdlib.h>

#include "base/must.h"
#include "base/wipe.h"

/* The next job; NULL when there is none: the worker was woken to forget, or the pool
 * stops and the queue is empty. */
static struct job *take(struct workers *w, struct worker *me)
{
	struct job *j;
	bool waits;

	(void)pthread_mutex_lock(&w->lock);
	j = w->first;
	waits = !j && !w->is_stopping && !me->must_forget;
	if (j) {
		w->first = j->next;
		w->waiting--;
		if (!w->first)
			w->end = &w->first;
	} else if (waits) {
		me->given = NULL;
		me->next = w->idle;
		w->idle = me;
	}
	(void)pthread_mutex_unlock(&w->lock);
	if (!waits)
		return j;
	while (sem_wait(&me->wake) != 0)
		must(errno == EINTR);
	return me->given;
}

static void answer(struct http_server *s, const struct worker *me, struct job *j)
{
	j->q.worker = me->index;
	s->config.handle(s->config.ctx, &j->q, &j->r);
	if (arena_overflowed(j->q.a) && !j->r.stream)
		reply_refuse(s, &j->q, 503, &j->r);
	(void)reply_make(j);
	j->state = JOB_ANSWERED;
	loop_resume(s, j->connection);
}

/* Is there more to do?  Forgets first when it is asked to. */
static bool goes_on(struct http_server *s, struct worker *me, bool had_job)
{
	struct workers *w = me->pool;
	bool must_forget, is_over;

	(void)pthread_mutex_lock(&w->lock);
	must_forget = me->must_forget;
	me->must_forget = false;
	is_over = !had_job && !must_forget && w->is_stopping;
	(void)pthread_mutex_unlock(&w->lock);
	if (must_forget && s->config.forget)
		s->config.forget(s->config.ctx, me->index);
	if (must_forget)
		wipe_stack();
	return !is_over;
}

static void *run(void *arg)
{
	struct worker *worker = arg;
	struct http_server *s = worker->server;
	struct job *j;

	do {
		j = take(worker->pool, worker);
		if (j)
			answer(s, worker, j);
	} while (goes_on(s, worker, j));
	return NULL;
}

/* All that wait; with the lock held. */
static struct worker *take_idle(struct workers *w)
{
	struct worker *idle = w->idle;

	w->idle = NULL;
	return idle;
}

static void wake(struct worker *idle)
{
	while (idle) {
		struct worker *next = idle->next;	/* before it wakes */

		(void)sem_post(&idle->wake);
		idle = next;
	}
}

void workers_forget(struct workers *w)
{
	struct worker *idle;

	(void)pthread_mutex_lock(&w->lock);
	for (unsigned i = 0; i < w->count; i++)
		w->list[i].must_forget = true;
	idle = take_idle(w);
	(void)pthread_mutex_unlock(&w->lock);
	wake(idle);
}

bool workers_start(struct workers *w, struct http_server *s, unsigned first, unsigned count,
		   struct err *e)
{
	w->end = &w->first;
	w->count = count;
	w->list = calloc(count, sizeof(*w->list));
	must_have(w->list);
	(void)pthread_mutex_init(&w->lock, NULL);
	for (unsigned i = 0; i < count; i++) {
		w->list[i] = (struct worker){ .server = s, .pool = w, .index = first + i };
		must(sem_init(&w->list[i].wake, 0, 0) == 0);
		if (!thread_start(&w->list[i].thread, run, &w->list[i], e)) {
			workers_stop(w);
			return false;
		}
		w->started++;
	}
	return true;
}

void workers_stop(struct workers *w)
{
	struct worker *idle;

	(void)pthread_mutex_lock(&w->lock);
	w->is_stopping = true;
	idle = take_idle(w);
	(void)pthread_mutex_unlock(&w->lock);
	wake(idle);
	for (unsigned i = 0; i < w->started; i++)
		(void)pthread_join(w->list[i].thread, NULL);
	for (unsigned i = 0; i < w->count; i++)
		(void)sem_destroy(&w->list[i].wake);
	(void)pthread_mutex_destroy(&w->lock);
	free(w->list);
}

bool workers_have_room(struct workers *w)
{
	bool is_full;

	(void)pthread_mutex_lock(&w->lock);
	is_full = w->waiting_max && w->waiting >= w->waiting_max;
	(void)pthread_mutex_unlock(&w->lock);
	return !is_full;
}

void workers_push(struct workers *w, struct job *j)
{
	struct worker *idle;

	(void)pthread_mutex_lock(&w->lock);
	idle = w->idle;
	if (idle) {
		w->idle = idle->next;
		idle->given = j;
	} else {
		*w->end = j;
		w->end = &j->next;
		w->waiting++;
	}
	(void)pthread_mutex_unlock(&w->lock);
	if (idle)
		(void)sem_post(&idle->wake);
}
