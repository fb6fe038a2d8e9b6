/* SPDX-License-Identifier: EUPL-1.2 */
/* The meetings of a round, and whom to talk to. */
#include "account/account.h"
#include "meeting/meeting_view.h"
#include "meeting/views.h"
#include "round/lead.h"
#include "server/page.h"

static bool meeting_list_run(struct call *c, struct err *e)
{
	struct meeting_list meetings;
	struct closed_round mr;
	struct meeting_list_view m = { 0 };
	struct meeting_row *rows;
	struct view *v;

	if (!closed_round_get(c, c->id[0], &mr, e))
		return false;
	if (!meeting_list(c->db, c->a, mr.round.key, &meetings, e) ||
	    !suggest_make(c, &mr, &m.suggest, e))
		return false;
	v = call_view(c);
	rows = ARENA_ARRAY(c->a, struct meeting_row, meetings.count + 1);
	for (size_t i = 0; i < meetings.count; i++)
		rows[i] = meeting_row_of(v, &meetings.at[i]);
	m.round = &mr.round;
	m.rows = rows;
	m.count = meetings.count;
	view_meeting_list(v, &m);
	return call_page(c, 200, e);
}

const struct page meeting_list_page = {
	.method = "GET", .path = "/rondes/{round}/sessies",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.menu = { &menu_talk, 1, N_("Sessies") },
	.run = meeting_list_run,
};
