/* SPDX-License-Identifier: EUPL-1.2 */
/* The home of a round: its stages, the one next step, what is coming. */
#include "account/account.h"
#include "finding/agreement.h"
#include "meeting/meeting.h"
#include "overview/overview.h"
#include "overview/views.h"
#include "remark/remark.h"
#include "round/lead.h"
#include "scan/sheet.h"
#include "server/web.h"

static struct str number(struct call *c, int64_t n)
{
	struct out o = out_new(c->a, 24);

	out_i64(&o, n);
	return out_done(&o);
}

static struct coming coming_of(struct call *c, int64_t at, struct str title)
{
	static const char *const months[] = {
		N_("jan"), N_("feb"), N_("mrt"), N_("apr"), N_("mei"), N_("jun"),
		N_("jul"), N_("aug"), N_("sep"), N_("okt"), N_("nov"), N_("dec"),
	};
	struct moment m = clock_local(at);
	struct out iso = out_new(c->a, 20), time = out_new(c->a, 40);

	out_date_iso(&iso, m.date);
	out_time(&time, m, c->lang);
	return (struct coming){
		.iso = out_done(&iso), .day = number(c, m.date.day),
		.month = str_from(tr(c->lang, months[m.date.month - 1])),
		.title = title, .time = out_done(&time),
	};
}

/* Meetings of today stay in the list until the day is over. */
static void add_meetings(struct call *c, const struct meeting_list *list,
			 struct round_view *m)
{
	struct date today = clock_local(clock_now()).date;
	int64_t from = clock_from_local(today, 0, 0);

	for (size_t i = 0; i < list->count && m->coming_count < COMING_MAX; i++) {
		const struct meeting *of = &list->at[i];

		if (of->stage == MEETING_DONE || of->starts < from)
			continue;
		m->coming[m->coming_count] = coming_of(c, of->starts, of->title);
		m->coming[m->coming_count].is_running = of->stage == MEETING_RUNNING;
		m->coming[m->coming_count++].meeting = of->id;
	}
}

static bool get_facts(struct call *c, const struct round *r, struct round_view *m,
		      struct err *e)
{
	struct agreement_list agreements;
	struct meeting_list meetings;
	struct journey_facts f = { .round = r, .tree = &m->tree };

	if (!unit_tree_get(c->db, c->a, r->key, r->organisation_name, &m->tree, e) ||
	    (r->stage == STAGE_OPEN && !participation_count(c->db, c->a, r->key, &m->tree, e)) ||
	    !meeting_list(c->db, c->a, r->key, &meetings, e) ||
	    !agreement_list(c->db, c->a, r->key, &agreements, e) ||
	    !stage_exit_list(c->db, c->a, r->key, &f.exits, e) ||
	    !remark_count(c->db, r->key, &m->remarks, &m->remarks_to_read, e))
		return false;
	unit_tell(c->a, &m->tree, r->k);
	f.remarks_to_read = m->remarks_to_read;
	f.meetings = (int64_t)meetings.count;
	f.agreements = (int64_t)agreements.count;
	journey_make(&f, &m->journey);
	if (r->stage != STAGE_CLOSED)
		m->coming[m->coming_count++] =
			coming_of(c, r->closes, str_from(tr(c->lang, N_("Zelfanalyse sluit"))));
	add_meetings(c, &meetings, m);
	return true;
}

static bool round_run(struct call *c, struct err *e)
{
	struct round_view *m = ARENA_NEW(c->a, struct round_view);
	struct round r;

	if (!lead_round(c, c->id[0], &r, e) || !get_facts(c, &r, m, e))
		return false;
	m->round = &r;
	m->closes = lead_closes(c, &r);
	m->clock = clock_card(c, &r);
	view_round(call_view(c), m);
	return call_page(c, 200, e);
}

const struct page round_page = {
	.method = "GET", .path = "/rondes/{round}", .needs = MAY_LEAD,
	.menu = { NULL, 0, N_("Overzicht") },
	.run = round_run,
};
