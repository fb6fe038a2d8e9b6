/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking a planned meeting away: what goes with it, and what keeps it, is said before. */
#include "account/account.h"
#include "account/save.h"
#include "live/meeting_remove_view.h"
#include "live/views.h"
#include "meeting/meeting_view.h"
#include "round/lead.h"
#include "watch/act.h"

enum { SEEN };
static const struct field fields[] = {
	[SEEN] = { "sessie", FIELD_SEEN,
		.fault = N_("De sessie is intussen gewijzigd. Kijk nog eens voor je haar weghaalt.") },
	{ 0 },
};

static void put_seen(struct arena *a, const struct meeting *m, const struct meeting_bound *b,
		     struct form *f)
{
	struct out o = out_new(a, 1 << 20);

	out_str(&o, url_make(a, "%d %d %d %d %d ", b->links, b->reactions, b->findings, b->agreements,
			     b->notes).text);
	out_str(&o, url_make(a, "%s/%s/%s %d %d %d", m->title, m->goal, m->place, m->starts,
			     (int64_t)m->minutes, (int64_t)m->kind).text);
	for (size_t i = 0; i < m->topic_count; i++)
		out_str(&o, url_make(a, " %s %d", m->topics[i].subject,
				     (int64_t)m->topics[i].minutes).text);
	for (size_t i = 0; i < m->unit_count; i++)
		out_str(&o, url_make(a, " %d", m->units[i]).text);
	for (size_t i = 0; i < m->person_count; i++) {
		out_char(&o, '\n');
		out_str(&o, m->people[i]);
	}
	form_put(f, SEEN, out_done(&o));
}

static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	struct meeting_bound bound;
	struct meeting is;

	if (!meeting_get(db, s->c->a, s->c->who.organisation, s->c->id[0], &is, e) ||
	    !meeting_bound_get(db, is.id, clock_now(), &bound, e))
		return false;
	put_seen(s->c->a, &is, &bound, now);
	return true;
}

static bool remove_it(struct db *db, const struct save *s, struct err *e)
{
	return meeting_take_away(db, s->ctx, clock_now(), e);
}

static bool show(struct call *c, int status, struct form *f, struct err *e)
{
	struct meeting meeting;
	struct closed_round mr;
	struct meeting_remove_view m = { .round = &mr.round, .m = &meeting, .form = f };

	if (!meeting_page_get(c, &meeting, &mr, e))
		return false;
	if (meeting.stage != MEETING_PLANNED)
		return err_set(e, ERR_CONFLICT, "only a planned meeting can go");
	if (!meeting_bound_get(c->db, meeting.id, clock_now(), &m.bound, e))
		return false;
	put_seen(c->a, &meeting, &m.bound, f);
	form_rest(f);
	view_meeting_remove(call_view(c), &m);
	return call_page(c, status, e);
}

static bool meeting_remove_form_run(struct call *c, struct err *e)
{
	return show(c, 200, form_start(c, fields), e);
}

static bool meeting_remove_run(struct call *c, struct err *e)
{
	struct meeting meeting;
	struct round r;
	struct save s = { .c = c, .form = form_start(c, fields), .now = put_now,
			  .write = remove_it, .ctx = &meeting };

	if (!meeting_get(c->db, c->a, c->who.organisation, c->id[0], &meeting, e) ||
	    !lead_round(c, meeting.round.id, &r, e))
		return false;
	s.places[0] = url_make(c->a, "/sessies/%d/bewerken", meeting.id).text;
	if (!save_form(&s, e))
		return false;
	if (!s.show)
		act_say("meeting removed", "meeting {meeting} of round {round}, planned only",
			{ "meeting", meeting.id }, { "round", meeting.round.id });
	return s.show ? show(c, s.show, s.form, e)
		      : call_redirect(c, url_make(c->a, "/rondes/%d/sessies", meeting.round.id), e);
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
