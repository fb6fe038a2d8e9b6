/* SPDX-License-Identifier: EUPL-1.2 */
/* For what watches over the server: a word, and why. */
#include "watch/watch.h"
#include "server/web.h"

enum { TEXT_MAX = 2000 };

static bool health_run(struct call *c, struct err *e)
{
	struct health_facts f = watch_facts(c->web->watch);
	struct out o = out_new(c->a, TEXT_MAX);

	health_say(&f, &o);
	if (!call_bytes(c, STR("text/plain; charset=utf-8"), (struct str){ 0 }, out_done(&o), e))
		return false;
	if (health_of(&f) != HEALTH_OK) {
		c->r->status = 503;
		http_reply_header(c->r, STR("Retry-After"), STR(HTTP_RETRY_AFTER));
	}
	return true;
}

const struct page health_page = {
	.method = "GET",
	.path = "/healthz",
	.is_at_once = true,
	.run = health_run,
};
