/* SPDX-License-Identifier: EUPL-1.2 */
#include "server/service.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/must.h"
#include "watch/log.h"

#define SECOND_NS INT64_C(1000000000)

struct running {
	const struct service *service;
	void *self;
	int64_t due;		/* clock_mono_ns() of its next tick */
};

struct services {
	struct running *list;
	size_t count, started, opened;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool is_ticking, is_stopping;	/* is_stopping: under the lock */
};

struct services *services_new(const struct service *const *list)
{
	struct services *s = calloc(1, sizeof(*s));
	pthread_condattr_t attr;

	must_have(s);
	while (list[s->count])
		s->count++;
	s->list = calloc(s->count + 1, sizeof(*s->list));
	must_have(s->list);
	for (size_t i = 0; i < s->count; i++)
		s->list[i].service = list[i];
	must(pthread_mutex_init(&s->lock, NULL) == 0);
	must(pthread_condattr_init(&attr) == 0);
	must(pthread_condattr_setclock(&attr, CLOCK_MONOTONIC) == 0);
	must(pthread_cond_init(&s->wake, &attr) == 0);
	(void)pthread_condattr_destroy(&attr);
	return s;
}

void *services_self(const struct services *s, const struct service *of)
{
	for (size_t i = 0; i < s->started; i++)
		if (s->list[i].service == of)
			return s->list[i].self;
	must(!"a service in the table");
	return NULL;
}

/* --- ticking -------------------------------------------------------------------- */

static void tick(struct running *r)
{
	struct err e = { 0 };

	if (!r->service->tick(r->self, &e))
		log_failed(r->service->name, &e);
	r->due = clock_mono_ns() + r->service->every_s * SECOND_NS;
}

static bool is_stopping(struct services *s)
{
	bool is;

	must(pthread_mutex_lock(&s->lock) == 0);
	is = s->is_stopping;
	must(pthread_mutex_unlock(&s->lock) == 0);
	return is;
}

/* Ticks who is due; when the next one is. */
static int64_t tick_due(struct services *s)
{
	int64_t next = INT64_MAX;

	for (size_t i = 0; i < s->count && !is_stopping(s); i++) {
		struct running *r = &s->list[i];

		if (!r->service->every_s)
			continue;
		if (r->due <= clock_mono_ns())
			tick(r);
		if (r->due < next)
			next = r->due;
	}
	return next;
}

static void *tick_all(void *ctx)
{
	struct services *s = ctx;

	while (!is_stopping(s)) {
		const int64_t next = tick_due(s);
		const struct timespec until = { next / SECOND_NS, next % SECOND_NS };

		must(pthread_mutex_lock(&s->lock) == 0);
		if (!s->is_stopping)
			(void)pthread_cond_timedwait(&s->wake, &s->lock, &until);
		must(pthread_mutex_unlock(&s->lock) == 0);
	}
	return NULL;
}

static bool begin_ticking(struct services *s, struct err *e)
{
	bool is_needed = false;

	for (size_t i = 0; i < s->count; i++)
		is_needed |= s->list[i].service->every_s > 0;
	if (!is_needed)
		return true;
	if (pthread_create(&s->thread, NULL, tick_all, s) != 0)
		return err_set(e, ERR_SYSTEM, "no thread for services");
	s->is_ticking = true;
	return true;
}

static void end_ticking(struct services *s)
{
	if (!s->is_ticking)
		return;
	must(pthread_mutex_lock(&s->lock) == 0);
	s->is_stopping = true;
	must(pthread_cond_signal(&s->wake) == 0);
	must(pthread_mutex_unlock(&s->lock) == 0);
	must(pthread_join(s->thread, NULL) == 0);
	s->is_ticking = false;
}

/* --- the four steps --------------------------------------------------------------- */

bool services_start(struct services *s, struct web *w, struct err *e)
{
	for (; s->started < s->count; s->started++) {
		struct running *r = &s->list[s->started];

		if (!r->service->start(w, &r->self, e))
			return false;
	}
	return true;
}

bool services_open(struct services *s, struct http_server *http, struct err *e)
{
	for (; s->opened < s->count; s->opened++) {
		const struct running *r = &s->list[s->opened];

		if (r->service->open && !r->service->open(r->self, http, e))
			return false;
	}
	return begin_ticking(s, e);
}

void services_close(struct services *s)
{
	if (!s)
		return;
	end_ticking(s);
	while (s->opened > 0) {
		const struct running *r = &s->list[--s->opened];

		if (r->service->close)
			r->service->close(r->self);
	}
}

void services_stop(struct services *s)
{
	if (!s)
		return;
	while (s->started > 0) {
		const struct running *r = &s->list[--s->started];

		if (r->service->stop)
			r->service->stop(r->self);
	}
	(void)pthread_cond_destroy(&s->wake);
	(void)pthread_mutex_destroy(&s->lock);
	free(s->list);
	free(s);
}
