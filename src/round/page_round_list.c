/* SPDX-License-Identifier: EUPL-1.2 */
/* The rounds of an organisation, newest first. */
#include "account/account.h"
#include "round/lead.h"
#include "round/round_view.h"
#include "round/views.h"
#include "server/page.h"

static bool round_list_run(struct call *c, struct err *e)
{
	struct round_list_view m = { 0 };

	if (!round_list(c->db, c->a, c->who.organisation, &m.rounds, e))
		return false;
	view_round_list(call_view(c), &m);
	return call_page(c, 200, e);
}

const struct page round_list_page = {
	.method = "GET",
	.path = "/rondes",
	.needs = MAY_LEAD,
	.run = round_list_run,
};
