/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Once a minute: closes the rounds whose closing date has passed, and rewrites
 * the database file afterwards so that no bytes of the sheets remain.  Also
 * when that did not succeed at a closing, or a server was killed before it.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/must.h"
#include "domain/closing.h"
#include "web/web.h"

enum {
	SWEEP_SECONDS = 60,
	SWEEP_ARENA = 1 << 30,	/* pieces of the largest round we plan for */
};

struct sweep {
	struct writer *writer;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool is_stopping;
};

struct due {
	int64_t now;
	size_t closed;
};

static bool close_due(struct db *db, void *ctx, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SWEEP_ARENA);
	struct due *due = ctx;

	return round_close_due(db, a, due->now, &due->closed, e);
}

static void sweep_once(struct sweep *s)
{
	struct due due = { .now = clock_now() };
	struct err e = { 0 };

	if (!writer_run(s->writer, close_due, &due, &e))
		fprintf(stderr, "peil: closing rounds on their date: %s\n", e.text);
	e = (struct err){ 0 };
	if ((due.closed || writer_owes_rewrite(s->writer)) && !writer_vacuum(s->writer, &e))
		fprintf(stderr, "peil: rewriting the file; tried again in a minute: %s\n", e.text);
}

static void *sweep_run(void *ctx)
{
	struct sweep *s = ctx;
	struct timespec until;

	must(pthread_mutex_lock(&s->lock) == 0);
	while (!s->is_stopping) {
		must(pthread_mutex_unlock(&s->lock) == 0);
		sweep_once(s);
		(void)clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += SWEEP_SECONDS;
		must(pthread_mutex_lock(&s->lock) == 0);
		while (!s->is_stopping &&
		       pthread_cond_timedwait(&s->wake, &s->lock, &until) != ETIMEDOUT)
			;
	}
	must(pthread_mutex_unlock(&s->lock) == 0);
	return NULL;
}

struct sweep *sweep_start(struct writer *writer)
{
	struct sweep *s = calloc(1, sizeof(*s));

	must(s);
	s->writer = writer;
	must(pthread_mutex_init(&s->lock, NULL) == 0);
	must(pthread_cond_init(&s->wake, NULL) == 0);
	must(pthread_create(&s->thread, NULL, sweep_run, s) == 0);
	return s;
}

void sweep_stop(struct sweep *s)
{
	if (!s)
		return;
	must(pthread_mutex_lock(&s->lock) == 0);
	s->is_stopping = true;
	must(pthread_cond_signal(&s->wake) == 0);
	must(pthread_mutex_unlock(&s->lock) == 0);
	must(pthread_join(s->thread, NULL) == 0);
	pthread_cond_destroy(&s->wake);
	pthread_mutex_destroy(&s->lock);
	free(s);
}
