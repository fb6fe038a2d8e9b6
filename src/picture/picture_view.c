/* SPDX-License-Identifier: EUPL-1.2 */
/* Puts the picture of one unit together. */
#include "picture/picture_view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct picture_facts picture_facts_of(const struct picture_view *p, size_t i)
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
	const struct picture_facts facts = picture_facts_of(p, i);

	*s = (struct picture_subject){
		.subject = &p->model->subjects[i], .index = i,
		.now = &h->now, .wish = &h->wish,
	};
	if (s->subject->is_sensitive) {
		s->is_thin = true;	/* no middle, no spread, no comparison */
		if (tally_n(&h->now) > 0)
			picture_left_out(v, &facts, &s->said);
	} else {
		picture_words(v, p->model, &facts, s);
	}
	picture_strip(v, p, &facts, s);
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
			rows[p->row_count++] = (struct picture_row){
				i, tree->units[i].name, p->picture->at[i].sheets,
			};
		else
			hidden[p->hidden_count++] = tree->units[i].name;
	}
	p->has_leaders_row = leaders == 1 && leader_rows == 1;
	p->rows = rows;
	p->hidden = hidden;
}

/* What was not counted at a unit went up until it made a piece. */
static size_t counted_at(const struct picture *p, size_t unit)
{
	while (unit) {
		int64_t own;

		unit = p->tree.units[unit].parent;
		own = p->at[unit].sheets;
		for (size_t i = unit + 1; i < p->tree.count; i++)
			own -= p->tree.units[i].parent == unit ? p->at[i].sheets : 0;
		if (own > 0)
			return unit;
	}
	return NODE_NONE;
}

/* Why leaders and others are not beside each other. */
static const char *leaders_why(const struct picture_view *p)
{
	const struct unit_tree *tree = &p->picture->tree;

	if (p->has_leaders)
		return NULL;
	if (p->unit)
		return N_("Leiding en anderen vergelijken we alleen in het beeld van de hele organisatie.");
	for (size_t i = 1; i < tree->count; i++)
		if (tree->units[i].is_leaf && tree->units[i].kind == UNIT_LEADERS)
			return N_("Leiding en anderen staan niet naast elkaar: van een van beide zijn er te weinig antwoorden.");
	return N_("Er is geen groep leidinggevenden om mee te vergelijken.");
}

void picture_choices(struct arena *a, const struct picture *p, size_t chosen,
		     struct picture_view *ret)
{
	struct picture_choice *choices = ARENA_ARRAY(a, struct picture_choice, p->tree.count);

	for (size_t i = 0; i < p->tree.count; i++)
		if (i == 0 || p->is_visible[i])
			choices[ret->choice_count++] = (struct picture_choice){
				i ? p->tree.units[i].id : 0, p->tree.units[i].name,
				p->tree.units[i].depth, i == chosen,
			};
	ret->choices = choices;
}

bool picture_find_unit(const struct picture *p, int64_t id, size_t *ret)
{
	*ret = 0;
	if (id == 0)
		return true;
	for (size_t i = 1; i < p->tree.count; i++)
		if (p->tree.units[i].id == id && p->is_visible[i]) {
			*ret = i;
			return true;
		}
	return false;
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

const char *picture_own_language(const struct round *r)
{
	return r->languages & 1u << LANG_NL ? "nl" : "en";
}

struct str picture_title(struct view *v, const char *what, const struct picture_view *p)
{
	const struct str args[] = { str_from(tr(v->lang, what)), p->name, p->round->name };

	return tr_fill(v->a, "%1 – %2 – %3", args, ARRAY_LEN(args));
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
		.missing_at = NODE_NONE,
	};
	if (ret->missing > 0)
		ret->missing_at = counted_at(p, unit);
	ret->leaders_why = leaders_why(ret);
	picture_choices(v->a, p, unit, ret);
	if (!p->is_visible[unit])
		return;
	make_rows(v, ret);
	make_chance(v, ret);
	picture_strip_scale(ret, &ret->scale);
	for (size_t i = 0; i < n; i++)
		make_subject(v, ret, i, &in_order[i]);
	memcpy(subjects, in_order, n * sizeof(*subjects));
	if (order == ORDER_OF_SPREAD)
		qsort(subjects, n, sizeof(*subjects), by_spread);
	picture_talk(v, ret);
}
