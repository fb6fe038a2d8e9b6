/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A service: a part of the program with a life of its own beside the requests,
 * as a cache, a room full of screens, or work that is done once a minute.  One
 * file of a room has one exported descriptor
 *
 *	const struct service NAME_service = { … };
 *
 * and tools/list makes the table.  Every service is begun in the order of the
 * table and ended in the other order, in four steps around the HTTP server:
 *
 *	start	before the first request: makes what pages may ask for
 *	open	the server takes requests; its event streams can be woken
 *	close	before the server stops: ends what keeps connections open, each
 *		event stream above all, and its own threads
 *	stop	after the last request has been answered and the last stream is
 *		gone: frees all
 *
 * tick comes between open and close, first at once and then every_s after the
 * one before has ended.  One thread does it for all services, so a long one
 * makes others late.  When it fails, the server logs *e and calls it again at
 * its next time; others are not held up.
 *
 * A room gives its pages a typed way to its own service and to nothing else:
 *
 *	struct live *live_of(const struct call *c)
 *	{
 *		return web_service(c->web, &live_service);
 *	}
 */
#ifndef PEIL_SERVER_SERVICE_H
#define PEIL_SERVER_SERVICE_H

#include <stddef.h>

#include "base/err.h"

struct http_server;
struct web;

struct service {
	const char *name;		/* in the log */
	/* *ret is what the others get; it may be NULL.  What fails in start or open
	 * leaves nothing behind: close, or stop, is not called for it. */
	bool (*start)(struct web *w, void **ret, struct err *e);
	bool (*open)(void *self, struct http_server *http, struct err *e);	/* or NULL */
	void (*close)(void *self);						/* or NULL */
	void (*stop)(void *self);						/* or NULL */
	unsigned every_s;		/* 0: never */
	bool (*tick)(void *self, struct err *e);
};

/* What this service's start() made. */
void *web_service(const struct web *w, const struct service *of);

/* --- for web.c: all of them, in this order; close and stop at any point after new -- */

struct services;

/* `list` ends with NULL. */
struct services *services_new(const struct service *const *list);
bool services_start(struct services *s, struct web *w, struct err *e);
bool services_open(struct services *s, struct http_server *http, struct err *e);
void services_close(struct services *s);
void services_stop(struct services *s);		/* frees s too */
void *services_self(const struct services *s, const struct service *of);

#endif
