/* SPDX-License-Identifier: EUPL-1.2 */
/* Puts the picture of one unit together. */
#include "web/picture_view.h"

#include <math.h>
#include <stdlib.h>

#include "base/tr.h"
#include "report/chart.h"

static int wish_level(const struct tally *wish, int k)
{
	return tally_n(wish) >= k ? median_low(wish) : 0;
}

static void make_subject(struct view *v, struct picture_view *p, size_t i,
			 struct picture_subject *s)
{
	const struct subject_histogram *h = &p->picture->at[p->unit].subject[i];
	const struct tally *leaders = NULL, *others = NULL;
	struct out id = out_new(v->a, 40);
	struct chart_dots chart = {
		.title = p->model->subjects[i].name.in[v->lang],
		.all = h->now, .wish = wish_level(&h->wish, p->round->k), .model = p->model,
	};

	if (p->has_leaders) {
		leaders = &p->picture->leaders.subject[i].now;
		others = &p->picture->others.subject[i].now;
	}
	*s = (struct picture_subject){
		.subject = &p->model->subjects[i], .index = i,
		.now = &h->now, .wish = &h->wish,
	};
	picture_words(v, p->model, leaders, others, p->round->k, s);
	out_c(&id, "c");
	out_i64(&id, (int64_t)i + 1);
	chart.id = out_done(&id);
	if (leaders && tally_n(leaders) >= p->round->k && tally_n(others) >= p->round->k)
		chart.leaders = leaders;
	s->chart = chart_dots(v, &chart);
	p->is_crowded |= tally_n(&h->now) > CHART_DOTS_MAX;
}

/* Largest spread first; subjects without enough answers last; then as in the
 * model. */
static int by_spread(const void *a, const void *b)
{
	const struct picture_subject *x = a, *y = b;
	double dx = x->is_thin ? -1 : spread_d(x->now), dy = y->is_thin ? -1 : spread_d(y->now);

	if (dx != dy)
		return dx < dy ? 1 : -1;
	return (x->index > y->index) - (x->index < y->index);
}

/* Where the answers lie close together, and highest: the report begins with
 * what works already. */
static const struct picture_subject *find_strength(const struct picture_view *p)
{
	const struct picture_subject *best = NULL;

	for (size_t i = 0; i < p->subject_count; i++) {
		const struct picture_subject *s = &p->subjects[i];

		if (s->is_thin || s->spread != SPREAD_CLOSE)
			continue;
		if (!best || interpolated_median(s->now) > interpolated_median(best->now))
			best = s;
	}
	return best;
}

static struct str mini_label(struct view *v, const struct picture_view *p, struct str group,
			     size_t subject, const struct tally *t)
{
	struct out o = out_new(v->a, 2000);

	out_str(&o, group);
	out_c(&o, ", ");
	out_str(&o, p->model->subjects[subject].name.in[v->lang]);
	for (size_t k = 0; k < p->model->level_count; k++) {
		out_c(&o, k ? ", " : ": ");
		out_str(&o, level_name(p->model, v->lang, (int)k + 1));
		out_char(&o, ' ');
		out_i64(&o, t->c[k]);
	}
	return out_done(&o);
}

static void make_row(struct view *v, const struct picture_view *p, size_t unit,
		     struct picture_row *row)
{
	const struct histogram *h = &p->picture->at[unit];

	*row = (struct picture_row){
		.unit = unit, .name = p->picture->tree.units[unit].name, .sheets = h->sheets,
		.mini = ARENA_ARRAY(v->a, struct markup, p->model->subject_count),
	};
	for (size_t i = 0; i < p->model->subject_count; i++)
		row->mini[i] = chart_mini(v, &h->subject[i].now,
					  mini_label(v, p, row->name, i, &h->subject[i].now));
}

/* The groups one level below this unit: those that are shown, and the names of
 * those that are not. */
static void make_rows(struct view *v, struct picture_view *p)
{
	const struct unit_tree *tree = &p->picture->tree;
	struct picture_row *rows = ARENA_ARRAY(v->a, struct picture_row, tree->count);
	struct str *hidden = ARENA_ARRAY(v->a, struct str, tree->count);

	for (size_t i = p->unit + 1; i < tree->count; i++) {
		if (tree->units[i].parent != p->unit)
			continue;
		if (p->picture->is_visible[i])
			make_row(v, p, i, &rows[p->row_count++]);
		else
			hidden[p->hidden_count++] = tree->units[i].name;
	}
	p->rows = rows;
	p->hidden = hidden;
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

static void make_radar(struct view *v, struct picture_view *p)
{
	size_t n = p->model->subject_count;
	struct chart_radar_axis *axes = ARENA_ARRAY(v->a, struct chart_radar_axis, n);

	for (size_t i = 0; i < n; i++) {
		const struct subject_histogram *h = &p->picture->at[p->unit].subject[i];
		bool is_thin = tally_n(&h->now) < p->round->k;
		int wish = wish_level(&h->wish, p->round->k);

		axes[i] = (struct chart_radar_axis){
			.name = p->model->subjects[i].name.in[v->lang],
			.middle = is_thin ? NAN : interpolated_median(&h->now),
			.low = is_thin ? NAN : quartile_1(&h->now),
			.high = is_thin ? NAN : quartile_3(&h->now),
			.wish = wish ? wish : NAN,
		};
	}
	p->radar = chart_radar(v, str_from(tr(v->lang, N_("Alle onderwerpen in één figuur"))),
			       axes, n, (int)p->model->level_count);
}

void picture_view_make(struct view *v, const struct round *r, const struct model *m,
		       const struct picture *p, size_t unit, bool is_by_spread,
		       struct picture_view *ret)
{
	struct picture_subject *subjects = ARENA_ARRAY(v->a, struct picture_subject,
						       m->subject_count);

	*ret = (struct picture_view){
		.round = r, .model = m, .picture = p, .unit = unit,
		.name = p->tree.units[unit].name,
		.sheets = p->at[unit].sheets,
		.missing = p->tree.units[unit].answered - p->at[unit].sheets,
		.subjects = subjects, .subject_count = m->subject_count,
		.is_by_spread = is_by_spread, .has_leaders = unit == 0 && p->has_leaders,
	};
	if (!p->is_visible[unit])
		return;
	for (size_t i = 0; i < m->subject_count; i++)
		make_subject(v, ret, i, &subjects[i]);
	if (is_by_spread)
		qsort(subjects, m->subject_count, sizeof(*subjects), by_spread);
	ret->strength = find_strength(ret);
	make_rows(v, ret);
	make_radar(v, ret);
}
