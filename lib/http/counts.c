/* SPDX-License-Identifier: EUPL-1.2 */
/* How busy the server is, and whether it lives. */
#include "http/server.h"

#include "base/clock.h"

static unsigned waiting_in(struct workers *w)
{
	unsigned n;

	(void)pthread_mutex_lock(&w->lock);
	n = (unsigned)w->waiting;
	(void)pthread_mutex_unlock(&w->lock);
	return n;
}

struct http_counts http_counts(struct http_server *s)
{
	struct http_counts c = {
		.waiting = waiting_in(&s->workers) + waiting_in(&s->slow),
		.streams = atomic_load(&s->streams),
	};

	(void)pthread_mutex_lock(&s->lock);
	c.in_flight = (unsigned)s->in_flight;
	(void)pthread_mutex_unlock(&s->lock);
	return c;
}

int64_t http_silence(const struct http_server *s)
{
	return clock_mono_ns() - atomic_load(&s->loop.alive_at);
}
