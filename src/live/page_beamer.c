/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen in the room: it shows, and nothing on it can be pressed. */
#include "account/account.h"
#include "live/beamer.h"
#include "live/live_service.h"
#include "live/views.h"
#include "round/lead.h"
#include "server/web.h"

static bool beamer_run(struct call *c, struct err *e)
{
	struct beamer_view m;
	struct live_view live;
	struct meeting meeting;
	struct round r;

	if (!meeting_get(c->db, c->a, c->who.organisation, c->id[0], &meeting, e) ||
	    !lead_round(c, meeting.round.id, &r, e) ||
	    !live_view_make(c, &r, &meeting, SCREEN_IN_ROOM, &live, e))
		return false;
	if (meeting.stage == MEETING_RUNNING)
		c->view.page.stream = url_make(c->a, "/sessies/%d/stroom", meeting.id).text;
	c->view.page.state = live.state;
	beamer_make(call_view(c), &live, r.purpose, &m);
	view_beamer(call_view(c), &m);
	return call_page(c, 200, e);
}

const struct page beamer_page = {
	.method = "GET", .path = "/sessies/{meeting}/scherm",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING, .run = beamer_run,
};
