/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pool of workers.  The queue needs no limit of its own: a connection has
 * at most one request in it, and connections are counted.
 */
#include "http/server.h"

#include <stdlib.h>

#include "base/must.h"

static struct job *take(struct workers *w)
{
	struct job *j;

	(void)pthread_mutex_lock(&w->lock);
	while (!w->first && !w->is_stopping)
		(void)pthread_cond_wait(&w->wake, &w->lock);
	j = w->first;
	if (j) {
		w->first = j->next;
		if (!w->first)
			w->end = &w->first;
	}
	(void)pthread_mutex_unlock(&w->lock);
	return j;
}

static void *run(void *arg)
{
	const struct worker *worker = arg;
	struct http_server *s = worker->server;
	struct job *j;

	while ((j = take(&s->workers))) {
		j->q.worker = worker->index;
		s->config.handle(s->config.ctx, &j->q, &j->r);
		if (arena_overflowed(j->q.a))
			reply_refuse(j, 503);
		j->state = JOB_ANSWERED;
		loop_resume(s, j->connection);
	}
	return NULL;
}

bool workers_start(struct http_server *s, unsigned count, struct err *e)
{
	struct workers *w = &s->workers;

	w->end = &w->first;
	w->count = count;
	w->list = calloc(count, sizeof(*w->list));
	must(w->list);
	(void)pthread_mutex_init(&w->lock, NULL);
	(void)pthread_cond_init(&w->wake, NULL);
	for (unsigned i = 0; i < count; i++) {
		w->list[i] = (struct worker){ .server = s, .index = i };
		if (!thread_start(&w->list[i].thread, run, &w->list[i], e)) {
			workers_stop(s);
			return false;
		}
		w->started++;
	}
	return true;
}

void workers_stop(struct http_server *s)
{
	struct workers *w = &s->workers;

	(void)pthread_mutex_lock(&w->lock);
	w->is_stopping = true;
	(void)pthread_cond_broadcast(&w->wake);
	(void)pthread_mutex_unlock(&w->lock);
	for (unsigned i = 0; i < w->started; i++)
		(void)pthread_join(w->list[i].thread, NULL);
	(void)pthread_mutex_destroy(&w->lock);
	(void)pthread_cond_destroy(&w->wake);
	free(w->list);
}

void workers_push(struct http_server *s, struct job *j)
{
	struct workers *w = &s->workers;

	(void)pthread_mutex_lock(&w->lock);
	*w->end = j;
	w->end = &j->next;
	(void)pthread_cond_signal(&w->wake);
	(void)pthread_mutex_unlock(&w->lock);
}
