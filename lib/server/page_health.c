/* SPDX-License-Identifier: EUPL-1.2 */
/* For what watches over the server: does the database answer? */
#include "server/web.h"

static bool health_run(struct call *c, struct err *e)
{
	return db_answers(c->db, e) &&
	       call_bytes(c, STR("text/plain; charset=utf-8"), (struct str){ 0 }, STR("ok\n"), e);
}

const struct page health_page = {
	.method = "GET",
	.path = "/healthz",
	.run = health_run,
};
