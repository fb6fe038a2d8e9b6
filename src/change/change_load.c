/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads two rounds and compares them. */
#include <math.h>

#include "change/change_view.h"
#include "round/model_cache.h"
#include "server/page.h"

/* --- reading ------------------------------------------------------------------ */

static bool choose_round(const struct value *with, struct change_view *m, struct err *e)
{
	if (!with->is_given) {
		m->earlier = m->rounds->count ? &m->rounds->list[0] : NULL;
		return true;
	}
	for (size_t i = 0; i < m->rounds->count && with->is_valid; i++)
		if (m->rounds->list[i].round.id == with->number)
			m->earlier = &m->rounds->list[i];
	return m->earlier || err_set(e, ERR_ABSENT, "no earlier round to compare with");
}

static void find_groups(struct arena *a, struct change_view *m)
{
	const struct unit_tree *tree = &m->now->tree;
	struct change_group *groups = ARENA_ARRAY(a, struct change_group, tree->count);
	size_t *same = ARENA_ARRAY(a, size_t, tree->count);

	change_match_units(a, &m->then->tree, tree, same);
	m->groups = groups;
	for (size_t i = 0; i < tree->count; i++)
		if (same[i] != UNIT_NONE && m->now->is_visible[i] && m->then->is_visible[same[i]])
			groups[m->group_count++] = (struct change_group){
				.unit = i, .unit_earlier = same[i], .id = i ? tree->units[i].id : 0,
				.path = unit_path(a, tree, i),
			};
}

bool change_load(struct call *c, const struct value *with, struct change_sources *s,
		 struct change_view *m, struct err *e)
{
	const struct round *r = &s->now.round;

	*m = (struct change_view){
		.round = r, .model = s->now.model, .rounds = &s->rounds,
		.now = &s->now.picture, .then = &s->then.picture,
	};
	if (!change_rounds(c->db, c->a, r, m->model, &s->rounds, e) || !choose_round(with, m, e))
		return false;
	if (!m->earlier)
		return true;
	if (!closed_round_read(c, &m->earlier->round, &s->then, e))
		return false;
	m->k = r->k > m->earlier->round.k ? r->k : m->earlier->round.k;
	find_groups(c->a, m);
	return true;
}

/* --- comparing ---------------------------------------------------------------- */

static void compare_subject(const struct change_view *m, size_t i, struct change_subject *s)
{
	const struct change_group *g = &m->groups[m->at];
	const struct subject_pair *pair = &m->earlier->subject[i];

	*s = (struct change_subject){
		.subject = &m->model->subjects[i], .index = i, .match = pair->match,
		.later.now = &m->now->at[g->unit].subject[i].now,
	};
	if (pair->match != MATCH_SAME)
		return;
	s->earlier.now = &m->then->at[g->unit_earlier].subject[pair->earlier].now;
	s->is_thin = !change_of(s->earlier.now, s->later.now, m->k, &s->change);
}

/* What can be seen differs by subject: from the sharpest to the coarsest.  Only
 * for everybody is told what differs from chance. */
static void sum_up(struct arena *a, struct change_view *m)
{
	struct change_figures **list = ARENA_ARRAY(a, struct change_figures *, m->subject_count);

	m->is_tested = m->groups[m->at].unit == 0;
	m->compared = m->apart = m->other = 0;
	m->sight_least = m->sight_most = 0;
	for (size_t i = 0; i < m->subject_count; i++) {
		struct change_subject *s = &m->subjects[i];
		const double sight = s->change.sight.levels;

		m->other += s->match == MATCH_REWORDED || s->match == MATCH_ABSENT;
		if (s->match != MATCH_SAME || s->is_thin)
			continue;
		m->sight_least = m->compared ? fmin(m->sight_least, sight) : sight;
		m->sight_most = fmax(m->sight_most, sight);
		list[m->compared++] = &s->change;
	}
	if (!m->is_tested)
		return;
	change_tell_apart(a, list, m->compared);
	for (size_t i = 0; i < m->compared; i++)
		m->apart += change_is_apart(list[i]);
}

void change_compare(struct arena *a, struct change_view *m)
{
	m->subject_count = m->model->subject_count;
	m->subjects = ARENA_ARRAY(a, struct change_subject, m->subject_count);
	for (size_t i = 0; i < m->subject_count; i++)
		compare_subject(m, i, &m->subjects[i]);
	sum_up(a, m);
}
