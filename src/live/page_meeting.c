/* SPDX-License-Identifier: EUPL-1.2 */
/* One meeting and its guide. */
#include "account/account.h"
#include "base/tr.h"
#include "live/meeting_guide.h"
#include "live/views.h"
#include "server/page.h"

enum { NAMES_BYTES_MAX = 64 * 1024 };

static struct str unit_names(struct call *c, const struct closed_round *mr,
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

static bool meeting_run(struct call *c, struct err *e)
{
	struct note_list notes;
	struct meeting meeting;
	struct closed_round mr;
	struct meeting_page_view *m = ARENA_NEW(c->a, struct meeting_page_view);
	struct view *v;

	if (!meeting_page_get(c, &meeting, &mr, e) ||
	    !guide_make(c, &mr, &meeting, &m->guide, e) ||
	    !note_list(c->db, c->a, (struct note_reader){ meeting.id, c->who.id }, &notes, e))
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

const struct page meeting_page = {
	.method = "GET", .path = "/sessies/{meeting}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.run = meeting_run,
};
