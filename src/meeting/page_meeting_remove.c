/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking a planned meeting away. */
#include "account/account.h"
#include "meeting/meeting_view.h"
#include "meeting/views.h"
#include "round/lead.h"
#include "server/page.h"

static bool remove_it(struct db *db, void *ctx, struct err *e)
{
	const struct meeting *m = ctx;

	return meeting_remove(db, m->round, m->id, e);
}

static bool meeting_remove_form_run(struct call *c, struct err *e)
{
	struct meeting meeting;
	struct closed_round mr;
	struct meeting_remove_view m;

	if (!meeting_page_get(c, &meeting, &mr, e))
		return false;
	if (meeting.stage != MEETING_PLANNED)
		return err_set(e, ERR_CONFLICT, "only a planned meeting can go");
	m = (struct meeting_remove_view){ &mr.round, &meeting };
	view_meeting_remove(call_view(c), &m);
	return call_page(c, 200, e);
}

static bool meeting_remove_run(struct call *c, struct err *e)
{
	struct meeting meeting;
	struct round r;

	if (!meeting_get(c->db, c->a, c->who.organisation, c->id[0], &meeting, e) ||
	    !lead_round(c, meeting.round.id, &r, e) ||
	    !call_write(c, remove_it, &meeting, e))
		return false;
	return call_redirect(c, url_make(c->a, "/rondes/%d/sessies", meeting.round.id), e);
}

const struct page meeting_remove_form_page = {
	.method = "GET", .path = "/sessies/{meeting}/verwijderen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.run = meeting_remove_form_run,
};

const struct page meeting_remove_page = {
	.method = "POST", .path = "/sessies/{meeting}/verwijderen",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.run = meeting_remove_run,
};
