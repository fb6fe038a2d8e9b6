/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Connections and the moment each is shut.  libmicrohttpd's own time-out
 * counts inactivity, so that a head sent one byte a second would hold a
 * connection for hours; here every stage has an end.  It also counts the
 * connections of one address.
 */
#include "http/server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"
#include "base/must.h"

enum { SWEEP_MS = 250, MS_NS = 1000000 };

static void sweep(struct deadlines *d)
{
	int64_t now = clock_mono_ns();

	for (struct peer *p = d->first; p; p = p->next) {
		if (p->at && p->at <= now) {
			/* The library sees the end and closes; only it may. */
			(void)shutdown(p->fd, SHUT_RDWR);
			p->at = 0;
		}
	}
}

static void *run(void *arg)
{
	struct deadlines *d = arg;
	struct timespec until;

	(void)pthread_mutex_lock(&d->lock);
	while (!d->is_stopping) {
		(void)clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += SWEEP_MS * MS_NS;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		(void)pthread_cond_timedwait(&d->wake, &d->lock, &until);
		sweep(d);
	}
	(void)pthread_mutex_unlock(&d->lock);
	return NULL;
}

bool deadlines_start(struct deadlines *d, struct err *e)
{
	pthread_condattr_t attr;

	(void)pthread_mutex_init(&d->lock, NULL);
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&d->wake, &attr);
	(void)pthread_condattr_destroy(&attr);
	if (thread_start(&d->thread, run, d, e))
		return true;
	(void)pthread_mutex_destroy(&d->lock);
	(void)pthread_cond_destroy(&d->wake);
	return false;
}

void deadlines_stop(struct deadlines *d)
{
	(void)pthread_mutex_lock(&d->lock);
	d->is_stopping = true;
	(void)pthread_cond_signal(&d->wake);
	(void)pthread_mutex_unlock(&d->lock);
	(void)pthread_join(d->thread, NULL);
	(void)pthread_mutex_destroy(&d->lock);
	(void)pthread_cond_destroy(&d->wake);
}

struct peer *peer_add(struct deadlines *d, int fd, const struct sockaddr *from, int64_t ms)
{
	struct peer *p = calloc(1, sizeof(*p));
	uint8_t address[16];

	must_have(p);
	p->fd = fd;
	p->at = clock_mono_ns() + ms * MS_NS;
	(void)address_bytes(from, address);
	address_key(address, p->address);
	(void)pthread_mutex_lock(&d->lock);
	p->next = d->first;
	if (p->next)
		p->next->prev = p;
	d->first = p;
	(void)pthread_mutex_unlock(&d->lock);
	return p;
}

void peer_remove(struct deadlines *d, struct peer *p)
{
	(void)pthread_mutex_lock(&d->lock);
	if (p->prev)
		p->prev->next = p->next;
	else
		d->first = p->next;
	if (p->next)
		p->next->prev = p->prev;
	(void)pthread_mutex_unlock(&d->lock);
	free(p);
}

void peer_deadline(struct deadlines *d, struct peer *p, int64_t ms)
{
	int64_t at = ms ? clock_mono_ns() + ms * MS_NS : 0;

	(void)pthread_mutex_lock(&d->lock);
	p->at = at;
	(void)pthread_mutex_unlock(&d->lock);
}

bool peer_may_connect(struct deadlines *d, unsigned max, const struct sockaddr *from)
{
	uint8_t address[16], key[16];
	unsigned count = 0;

	(void)address_bytes(from, address);
	address_key(address, key);
	(void)pthread_mutex_lock(&d->lock);
	for (const struct peer *p = d->first; p; p = p->next)
		count += memcmp(p->address, key, sizeof(key)) == 0;
	(void)pthread_mutex_unlock(&d->lock);
	return count < max;
}
