/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whom to talk to: groups whose answers lie at both ends where answers differ
 * most, groups of which few took part, and people who offered to think along.
 * From what is released only.
 */
#include <math.h>

#include "meeting/meeting_view.h"
#include "server/page.h"

struct ends {
	size_t low, high;		/* units */
	double low_middle, high_middle;
	size_t count;
};

/* Shown, and nothing below it is: the smallest group that may be named. */
static bool is_lowest(const struct picture *p, size_t unit)
{
	if (unit == 0 || !p->is_visible[unit])
		return false;
	for (size_t i = unit + 1; i < p->tree.count; i++)
		if (p->is_visible[i] && p->tree.units[i].parent == unit)
			return false;
	return true;
}

static struct ends ends_of(const struct closed_round *mr, size_t subject)
{
	const struct picture *p = &mr->picture;
	struct ends ends = { 0 };

	for (size_t i = 1; i < p->tree.count; i++) {
		const struct tally *t = &p->at[i].subject[subject].now;
		double middle;

		if (!is_lowest(p, i) || tally_n(t) < mr->round.k)
			continue;
		middle = interpolated_median(t);
		if (ends.count == 0 || middle < ends.low_middle) {
			ends.low = i;
			ends.low_middle = middle;
		}
		if (ends.count == 0 || middle > ends.high_middle) {
			ends.high = i;
			ends.high_middle = middle;
		}
		ends.count++;
	}
	return ends;
}

static void take_spread(struct call *c, const struct closed_round *mr, size_t subject,
			struct suggest *s)
{
	const struct picture *p = &mr->picture;
	struct ends ends = ends_of(mr, subject);
	int low, high;

	if (ends.count < 2 || s->spread_count == SUGGEST_SPREADS)
		return;
	low = median_low(&p->at[ends.low].subject[subject].now);
	high = median_high(&p->at[ends.high].subject[subject].now);
	if (low >= high)
		return;
	s->spreads[s->spread_count++] = (struct suggest_spread){
		.subject = &mr->model->subjects[subject],
		.low_unit = p->tree.units[ends.low].name,
		.high_unit = p->tree.units[ends.high].name,
		.low_level = level_name(mr->model, c->lang, low),
		.high_level = level_name(mr->model, c->lang, high),
		.low_n = tally_n(&p->at[ends.low].subject[subject].now),
		.high_n = tally_n(&p->at[ends.high].subject[subject].now),
	};
}

/* Rounded, so that the same fraction is the same however it was computed. */
static double spread_at(const struct closed_round *mr, size_t subject)
{
	const struct tally *t = &mr->picture.at[0].subject[subject].now;

	if (mr->model->subjects[subject].is_sensitive || tally_n(t) < mr->round.k ||
	    spread_word(t) == SPREAD_CLOSE)
		return -1;
	return round(spread_d(t) * 1e12);
}

static void take_spreads(struct call *c, const struct closed_round *mr, struct suggest *s)
{
	bool *is_done = ARENA_ARRAY(c->a, bool, mr->model->subject_count);

	for (size_t turn = 0; turn < mr->model->subject_count; turn++) {
		size_t best = mr->model->subject_count;

		for (size_t i = 0; i < mr->model->subject_count; i++)
			if (!is_done[i] && spread_at(mr, i) >= 0 &&
			    (best == mr->model->subject_count ||
			     spread_at(mr, i) > spread_at(mr, best)))
				best = i;
		if (best == mr->model->subject_count)
			return;
		is_done[best] = true;
		take_spread(c, mr, best, s);
	}
}

/* In the order of the tree: a ranking of groups is of no use here.  Of a group with
 * fewer than k people it is not told how many took part. */
static void take_silent(const struct closed_round *mr, struct suggest *s)
{
	for (size_t i = 1; i < mr->picture.tree.count; i++) {
		const struct unit *u = &mr->picture.tree.units[i];

		if (u->is_leaf && unit_people(u) >= mr->round.k && u->answered * 2 < u->size &&
		    s->silent_count < SUGGEST_SILENT)
			s->silent[s->silent_count++] = u;
	}
}

bool suggest_make(struct call *c, const struct closed_round *mr, struct suggest *ret,
		  struct err *e)
{
	*ret = (struct suggest){ 0 };
	take_spreads(c, mr, ret);
	take_silent(mr, ret);
	return volunteer_list(c->db, c->a, mr->round.key, &ret->volunteers, e);
}
