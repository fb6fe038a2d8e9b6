/* SPDX-License-Identifier: EUPL-1.2 */
/* For `peil doctor`: what arrives of a request.  For everybody else there is no such page. */
#include "server/web.h"
#include "upkeep/probe.h"

enum { SAID_MAX = 4096, VALUE_MAX = 300 };

static void put(struct out *o, const char *name, struct str value)
{
	out_c(o, name);
	out_str(o, str_cut(value, 0, VALUE_MAX));
	out_char(o, '\n');
}

static bool probe_run(struct call *c, struct err *e)
{
	struct out o = out_new(c->a, SAID_MAX);

	if (!probe_is(c->web->seal.key, clock_now(), http_header_get(c->q, PROBE_HEADER)))
		return err_set(e, ERR_ABSENT, "no such page");
	put(&o, "host ", http_header_get(c->q, "Host"));
	put(&o, "for ", http_header_get(c->q, "X-Forwarded-For"));
	put(&o, "proto ", http_header_get(c->q, "X-Forwarded-Proto"));
	put(&o, "address ", c->q->address);
	return call_bytes(c, STR("text/plain; charset=utf-8"), (struct str){ 0 }, out_done(&o), e);
}

const struct page probe_page = {
	.method = "GET",
	.path = PROBE_PATH,
	.run = probe_run,
};
