/* SPDX-License-Identifier: EUPL-1.2 */
/* The result of a round, for on the table. */
#include "account/account.h"
#include "base/clock.h"
#include "picture/views.h"
#include "result/result_view.h"
#include "result/views.h"
#include "round/lead.h"
#include "server/page.h"

static bool result_run(struct call *c, struct err *e)
{
	struct shown_remark_list remarks;
	struct meeting_list meetings;
	struct closed_round cr;
	struct picture_view p;
	struct result_view m;

	if (!closed_round_get(c, c->id[0], &cr, e) ||
	    !remark_shown_list(c->db, c->a, cr.round.key, &remarks, e) ||
	    !meeting_list(c->db, c->a, cr.round.key, &meetings, e))
		return false;
	picture_view_make(call_view(c), &cr, 0, ORDER_OF_SPREAD, &p);
	if (!cr.picture.is_visible[0]) {
		view_picture_empty(&c->view, &p);
		return call_page(c, 200, e);
	}
	result_make(&c->view, &(struct result_sources){ &p, &remarks, &meetings, clock_now() }, &m);
	view_result(&c->view, &m);
	return call_page(c, 200, e);
}

const struct page result_page = {
	.method = "GET", .path = "/rondes/{round}/resultaat",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.menu = { &menu_picture, 4, N_("Op tafel") },
	.run = result_run,
};
