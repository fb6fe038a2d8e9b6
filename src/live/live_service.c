/* SPDX-License-Identifier: EUPL-1.2 */
#include "live/live_service.h"

#include "server/web.h"

const struct service live_service;

static bool live_service_start(struct web *w, void **ret, struct err *e)
{
	(void)w;
	(void)e;
	*ret = live_new();
	return true;
}

static bool live_service_open(void *self, struct http_server *http, struct err *e)
{
	return live_start(self, http, e);
}

static void live_service_close(void *self)
{
	live_stop(self);
}

static void live_service_stop(void *self)
{
	live_free(self);
}

struct live *live_of(const struct call *c)
{
	return web_service(c->web, &live_service);
}

const struct service live_service = {
	.name = "live rooms",
	.start = live_service_start,
	.open = live_service_open,
	.close = live_service_close,
	.stop = live_service_stop,
};
