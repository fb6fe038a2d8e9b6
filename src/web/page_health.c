/* SPDX-License-Identifier: EUPL-1.2 */
/* For what watches over the server: does the database answer? */
#include "web/web.h"

static bool run(struct call *c, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query0(c->db, SQL_HEALTH, e);

	if (!rows || !rows_next(rows, e))
		return e->kind ? false : err_set(e, ERR_STORE, "no answer from the database");
	return call_bytes(c, STR("text/plain; charset=utf-8"), (struct str){ 0 }, STR("ok\n"), e);
}

const struct page health_page = {
	.method = "GET",
	.path = "/healthz",
	.run = run,
};
