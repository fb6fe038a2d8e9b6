/* SPDX-License-Identifier: EUPL-1.2 */
/* One meeting: its guide, its file for calendars, taking it away. */
#include "base/tr.h"
#include "report/ics.h"
#include "view/views.h"
#include "web/meeting_view.h"
#include "web/page.h"

enum { MINUTE_MS = 60 * 1000, ICS_BYTES_MAX = 64 * 1024, NAMES_BYTES_MAX = 64 * 1024 };

static struct str unit_names(struct call *c, const struct meeting_round *mr,
			     const struct meeting *m)
{
	const struct unit_tree *tree = &mr->picture.tree;
	struct out o = out_new(c->a, NAMES_BYTES_MAX);

	for (size_t i = 0; i < tree->count; i++)
		for (size_t k = 0; k < m->unit_count; k++)
			if (tree->units[i].id == m->units[k]) {
				out_c(&o, o.n ? ", " : "");
				out_str(&o, tree->units[i].name);
			}
	return out_done(&o);
}

static bool run(struct call *c, struct err *e)
{
	struct note_list notes;
	struct meeting meeting;
	struct meeting_round mr;
	struct meeting_page_view *m = ARENA_NEW(c->a, struct meeting_page_view);
	struct view *v;

	if (!meeting_page_get(c, &meeting, &mr, e) ||
	    !guide_make(c, &mr, &meeting, &m->guide, e) ||
	    !note_list(c->db, c->a, meeting.id, c->who.id, &notes, e))
		return false;
	v = call_view(c);
	m->round = &mr.round;
	m->m = &meeting;
	m->row = meeting_row_of(v, &meeting);
	m->units = unit_names(c, &mr, &meeting);
	m->notes = (int64_t)notes.count;
	for (size_t i = 0; i < meeting.topic_count; i++)
		m->has_votes |= meeting.topics[i].step >= VOTE_FIRST_SHOWN;
	view_meeting(v, m);
	return call_page(c, 200, e);
}

/* The names of people are left out: the file travels. */
static bool ics_run(struct call *c, struct err *e)
{
	struct out o = out_new(c->a, ICS_BYTES_MAX);
	struct meeting m;

	if (!meeting_get(c->db, c->a, c->who.organisation, c->id[0], &m, e))
		return false;
	ics_write(&o, &(struct ics_event){
		.id = m.id, .stamp = clock_now(), .starts = m.starts,
		.ends = m.starts + (int64_t)m.minutes * MINUTE_MS,
		.summary = m.title, .place = m.place, .description = m.goal,
	});
	return call_bytes(c, STR("text/calendar; charset=utf-8"), STR("sessie.ics"), out_done(&o),
			  e);
}

static bool remove_it(struct db *db, void *ctx, struct err *e)
{
	const int64_t *id = ctx;

	return meeting_remove(db, *id, e);
}

static bool remove_form_run(struct call *c, struct err *e)
{
	struct meeting meeting;
	struct meeting_round mr;
	struct meeting_page_view *m = ARENA_NEW(c->a, struct meeting_page_view);

	if (!meeting_page_get(c, &meeting, &mr, e))
		return false;
	if (meeting.stage != MEETING_PLANNED)
		return err_set(e, ERR_CONFLICT, "only a planned meeting can go");
	m->round = &mr.round;
	m->m = &meeting;
	view_meeting_remove(call_view(c), m);
	return call_page(c, 200, e);
}

static bool remove_run(struct call *c, struct err *e)
{
	struct meeting meeting;

	if (!meeting_get(c->db, c->a, c->who.organisation, c->id[0], &meeting, e) ||
	    !call_write(c, remove_it, &meeting.id, e))
		return false;
	return call_redirect(c, url_make(c->a, "/rondes/%d/sessies", meeting.round), e);
}

const struct page meeting_page = {
	.method = "GET", .path = "/sessies/{meeting}", .role = ROLE_LEAD,
	.run = run, .test = "tests/http/meeting.test.mjs",
};

const struct page meeting_ics_page = {
	.method = "GET", .path = "/sessies/{meeting}/sessie.ics", .role = ROLE_LEAD,
	.run = ics_run, .test = "tests/http/meeting.test.mjs",
};

const struct page meeting_remove_form_page = {
	.method = "GET", .path = "/sessies/{meeting}/verwijderen", .role = ROLE_LEAD,
	.run = remove_form_run, .test = "tests/http/meeting.test.mjs",
};

const struct page meeting_remove_page = {
	.method = "POST", .path = "/sessies/{meeting}/verwijderen", .role = ROLE_LEAD,
	.run = remove_run, .test = "tests/http/meeting.test.mjs",
};
