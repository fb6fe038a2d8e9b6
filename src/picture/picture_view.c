/* SPDX-License-Identifier: EUPL-1.2 */
/* Puts the picture of one unit together. */
#include "picture/picture_view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/chart.h"

static struct picture_facts facts_of(const struct picture_view *p, size_t i)
{
	struct picture_facts f = {
		.k = p->round->k, .members = p->picture->tree.units[p->unit].size,
		.left_out = p->unit ? 0 : p->picture->at[0].subject[i].left_out,
	};

	if (p->has_leaders) {
		f.leaders = &p->picture->leaders.subject[i].now;
		f.others = &p->picture->others.subject[i].now;
		f.leaders_chance = picture_gap_is_apart(&p->chance[i].leaders) ?
			CHANCE_APART : CHANCE_MAYBE;
	}
	return f;
}

static void make_subject(struct view *v, struct picture_view *p, size_t i,
			 struct picture_subject *s)
{
	const struct subject_histogram *h = &p->picture->at[p->unit].subject[i];
	const struct picture_facts facts = facts_of(p, i);

	*s = (struct picture_subject){
		.subject = &p->model->subjects[i], .index = i,
		.now = &h->now, .wish = &h->wish,
	};
	if (s->subject->is_sensitive) {
		s->is_thin = true;	/* no middle, no spread, no chart */
		if (tally_n(&h->now) > 0)
			picture_left_out(v, &facts, &s->said);
		return;
	}
	picture_words(v, p->model, &facts, s);
	if (s->is_thin)
		return;
	s->chart = picture_chart(v, p, i, "c");
	if (tally_n(&h->now) > CHART_DOTS_MAX)
		p->has_cells = true;
	else
		p->has_dots = true;
}

/* Rounded, so that the same fraction is the same however it was computed. */
static double spread_of(const struct picture_subject *s)
{
	return s->is_thin ? -1 : round(spread_d(s->now) * 1e12);
}

/* Largest spread first; subjects without enough answers last; then as in the
 * model. */
static int by_spread(const void *a, const void *b)
{
	const struct picture_subject *x = a, *y = b;
	double dx = spread_of(x), dy = spread_of(y);

	if (dx < dy || dx > dy)
		return dx < dy ? 1 : -1;
	return (x->index > y->index) - (x->index < y->index);
}

static void make_row(struct view *v, const struct picture_view *p, size_t unit,
		     struct picture_row *row)
{
	*row = (struct picture_row){
		.unit = unit, .name = p->picture->tree.units[unit].name,
		.sheets = p->picture->at[unit].sheets,
		.mini = p->is_crowded ? NULL : picture_minis(v, p, unit),
	};
}

/* More groups side by side than a person can look at? */
static bool is_crowded(const struct picture_view *p)
{
	const struct unit_tree *tree = &p->picture->tree;
	size_t visible = 0;

	for (size_t i = p->unit + 1; i < tree->count; i++)
		visible += tree->units[i].parent == p->unit && p->picture->is_visible[i];
	return visible > ROWS_SHOWN_MAX;
}

/* The groups one level below this unit: those that are shown, and the names of
 * those that are not. */
static void make_rows(struct view *v, struct picture_view *p)
{
	const struct unit_tree *tree = &p->picture->tree;
	struct picture_row *rows = ARENA_ARRAY(v->a, struct picture_row, tree->count);
	struct str *hidden = ARENA_ARRAY(v->a, struct str, tree->count);
	size_t leaders = 0, leader_rows = 0;

	p->is_crowded = is_crowded(p);
	for (size_t i = p->unit + 1; i < tree->count; i++) {
		bool is_leaders = tree->units[i].is_leaf && p->picture->is_visible[i] &&
				  tree->units[i].kind == UNIT_LEADERS;

		leaders += is_leaders;
		if (tree->units[i].parent != p->unit)
			continue;
		leader_rows += is_leaders;
		if (p->picture->is_visible[i])
			make_row(v, p, i, &rows[p->row_count++]);
		else
			hidden[p->hidden_count++] = tree->units[i].name;
	}
	p->has_leaders_row = leaders == 1 && leader_rows == 1;
	p->rows = rows;
	p->hidden = hidden;
}

/* Only for everybody: within a group nothing is tested. */
static void make_chance(struct view *v, struct picture_view *p)
{
	size_t *units = ARENA_ARRAY(v->a, size_t, p->row_count + 1);

	if (p->unit)
		return;
	for (size_t r = 0; r < p->row_count; r++)
		units[r] = p->rows[r].unit;
	p->chance = picture_chance_of(v->a, p->picture, p->model, units, p->row_count,
				      p->round->k);
}

struct str picture_hidden_names(struct view *v, const struct picture_view *p)
{
	struct out o = out_new(v->a, 1 << 20);

	for (size_t i = 0; i < p->hidden_count; i++) {
		out_c(&o, i ? ", " : "");
		out_str(&o, p->hidden[i]);
	}
	return out_done(&o);
}

void picture_view_make(struct view *v, const struct closed_round *cr, size_t unit,
		       enum picture_order order, struct picture_view *ret)
{
	const struct picture *p = &cr->picture;
	size_t n = cr->model->subject_count;
	struct picture_subject *in_order = ARENA_ARRAY(v->a, struct picture_subject, n);
	struct picture_subject *subjects = ARENA_ARRAY(v->a, struct picture_subject, n);

	*ret = (struct picture_view){
		.round = &cr->round, .model = cr->model, .picture = p, .unit = unit,
		.name = p->tree.units[unit].name,
		.sheets = p->at[unit].sheets,
		.missing = p->tree.units[unit].answered - p->at[unit].sheets,
		.subjects = subjects, .in_order = in_order, .subject_count = n,
		.is_by_spread = order == ORDER_OF_SPREAD, .has_leaders = unit == 0 && p->has_leaders,
	};
	if (!p->is_visible[unit])
		return;
	make_rows(v, ret);
	make_chance(v, ret);
	for (size_t i = 0; i < n; i++)
		make_subject(v, ret, i, &in_order[i]);
	memcpy(subjects, in_order, n * sizeof(*subjects));
	if (order == ORDER_OF_SPREAD)
		qsort(subjects, n, sizeof(*subjects), by_spread);
	picture_talk(v, ret);
	ret->radar = picture_radar(v, ret);
}
