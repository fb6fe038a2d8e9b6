/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of meetings and notes have in common. */
#include "meeting/meeting_view.h"

#include "base/tr.h"
#include "server/page.h"

bool meeting_page_get(struct call *c, struct meeting *ret, struct closed_round *mr,
		      struct err *e)
{
	return meeting_get(c->db, c->a, c->who.organisation, c->id[0], ret, e) &&
	       closed_round_get(c, ret->round.id, mr, e);
}

static size_t common(const struct unit_tree *t, size_t a, size_t b)
{
	while (a != b) {
		size_t *deeper = a > b ? &a : &b;	/* a parent comes first */

		*deeper = t->units[*deeper].parent;
	}
	return a;
}

size_t meeting_whose(const struct picture *p, const struct meeting *m)
{
	const struct unit_tree *t = &p->tree;
	size_t at = t->count;

	for (size_t i = 0; i < t->count; i++)
		for (size_t k = 0; k < m->unit_count; k++)
			if (t->units[i].id == m->units[k])
				at = at == t->count ? i : common(t, at, i);
	if (at == t->count)
		return 0;
	while (at && !p->is_visible[at])
		at = t->units[at].parent;
	return at;
}

/* The unit, or one above it, is among those that come. */
static bool comes(const struct unit_tree *t, const struct meeting *m, size_t unit)
{
	for (size_t at = unit;; at = t->units[at].parent) {
		for (size_t k = 0; k < m->unit_count; k++)
			if (t->units[at].id == m->units[k])
				return true;
		if (at == 0)
			return false;
	}
}

bool meeting_covers(const struct unit_tree *t, const struct meeting *m, size_t unit)
{
	if (m->unit_count == 0)
		return true;
	for (size_t i = unit; i < t->count; i++)
		if (t->units[i].is_leaf && common(t, i, unit) == unit && !comes(t, m, i))
			return false;
	return true;
}

struct meeting_row meeting_row_of(struct view *v, const struct meeting *m)
{
	static const char *const kinds[] = {
		[MEETING_WORKSHOP] = N_("Workshop"), [MEETING_INTERVIEW] = N_("Interview"),
		[MEETING_WORK_SESSION] = N_("Werksessie"),
	};
	static const char *const stages[] = {
		[MEETING_PLANNED] = N_("gepland"), [MEETING_RUNNING] = N_("bezig"),
		[MEETING_DONE] = N_("geweest"),
	};
	struct out day = out_new(v->a, 100), time = out_new(v->a, 40);
	struct moment at = clock_local(m->starts);

	out_day(&day, at.date, v->lang);
	out_time(&time, at, v->lang);
	return (struct meeting_row){ m, out_done(&day), out_done(&time), kinds[m->kind],
				     stages[m->stage] };
}

size_t meeting_subject(const struct model *m, struct str id)
{
	size_t i = 0;

	while (i < m->subject_count && !str_eq(m->subjects[i].id, id))
		i++;
	return i;
}

struct str meeting_moment(struct view *v, int64_t at)
{
	struct out o = out_new(v->a, 100);
	struct moment m = clock_local(at);

	out_date(&o, m.date, v->lang);
	out_c(&o, ", ");
	out_time(&o, m, v->lang);
	return out_done(&o);
}

const char *note_door_name(int64_t door)
{
	static const char *const names[NOTE_DOORS] = {
		[NOTE_OWN] = N_("eigen"), [NOTE_TEAM] = N_("team"),
		[NOTE_REPORT] = N_("verslag"),
	};

	return door >= 0 && door < NOTE_DOORS ? names[door] : names[0];
}

const char *note_code_name(int64_t code)
{
	static const char *const names[NOTE_CODES] = {
		[NOTE_SUBJECT] = N_("Onderwerp"), [NOTE_TASK] = N_("Opgave"),
		[NOTE_OBSTACLE] = N_("Belemmering"), [NOTE_IDEA] = N_("Idee"),
		[NOTE_QUOTE] = N_("Citaat"),
	};

	return code >= 0 && code < NOTE_CODES ? names[code] : names[0];
}
