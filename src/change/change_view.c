/* SPDX-License-Identifier: EUPL-1.2 */
/* Puts the comparison of two rounds together. */
#include "change/change_view.h"

#include "chart/chart.h"
#include "picture/picture_view.h"

/* --- subjects ----------------------------------------------------------------- */

static struct markup chart_of(struct view *v, const struct change_view *m, size_t i,
			      const struct tally *t, bool is_cells, const char *prefix,
			      struct str round)
{
	const struct str names[] = { m->model->subjects[i].name.in[v->lang], round };
	struct out id = out_new(v->a, 40);
	struct chart_dots chart = {
		.title = tr_fill(v->a, "%1, %2", names, ARRAY_LEN(names)), .all = *t,
		.levels = model_level_names(v->a, m->model, v->lang), .is_cells = is_cells,
	};

	out_c(&id, prefix);
	out_i64(&id, (int64_t)i + 1);
	chart.id = out_done(&id);
	return chart_dots(v, &chart);
}

static void dress_side(struct view *v, const struct change_view *m, struct change_side *side)
{
	side->is_thin = tally_n(side->now) < m->k;
	if (side->is_thin)
		return;
	side->middle = picture_middle(v, m->model, side->now);
	side->half = picture_half(v, m->model, side->now);
	side->spread = said_decimal(v, spread_d(side->now), 2);
}

/* Both as dots or both as cells: one eye, one measure.  Below k there is none. */
static void dress_charts(struct view *v, const struct change_view *m, size_t i,
			struct change_subject *s)
{
	bool is_cells = tally_n(s->earlier.now) > CHART_DOTS_MAX ||
			tally_n(s->later.now) > CHART_DOTS_MAX;

	if (!s->earlier.is_thin)
		s->earlier.chart = chart_of(v, m, i, s->earlier.now, is_cells, "e",
					    m->earlier->round.name);
	if (!s->later.is_thin)
		s->later.chart = chart_of(v, m, i, s->later.now, is_cells, "l", m->round->name);
}

static void dress_subject(struct view *v, const struct change_view *m, struct change_subject *s)
{
	if (s->match == MATCH_SAME) {
		dress_side(v, m, &s->earlier);
		dress_side(v, m, &s->later);
		dress_charts(v, m, s->index, s);
	}
	change_words(v, m, s);
}

void change_dress(struct view *v, struct change_view *m)
{
	for (size_t i = 0; i < m->subject_count; i++)
		dress_subject(v, m, &m->subjects[i]);
}
