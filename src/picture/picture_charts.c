/* SPDX-License-Identifier: EUPL-1.2 */
/* The charts of a picture. */
#include <math.h>

#include "base/tr.h"
#include "chart/chart.h"
#include "picture/picture_view.h"

static const struct subject_histogram *histogram_of(const struct picture_view *p, size_t subject)
{
	return &p->picture->at[p->unit].subject[subject];
}

static bool is_enough(const struct picture_view *p, const struct tally *t)
{
	return tally_n(t) >= p->round->k;
}

struct markup picture_chart(struct view *v, const struct picture_view *p, size_t subject,
			    const char *prefix)
{
	const struct subject_histogram *h = histogram_of(p, subject);
	struct out id = out_new(v->a, 40);
	struct chart_dots chart = {
		.title = p->model->subjects[subject].name.in[v->lang],
		.all = h->now, .levels = model_level_names(v->a, p->model, v->lang),
	};

	if (!is_enough(p, &h->now))
		return (struct markup){ { 0 } };
	out_c(&id, prefix);
	out_i64(&id, (int64_t)subject + 1);
	chart.id = out_done(&id);
	if (is_enough(p, &h->wish)) {
		chart.wish = median_low(&h->wish);
		chart.wish_high = median_high(&h->wish);
	}
	if (p->has_leaders) {
		const struct tally *leaders = &p->picture->leaders.subject[subject].now;
		const struct tally *others = &p->picture->others.subject[subject].now;

		if (is_enough(p, leaders) && is_enough(p, others)) {
			chart.leaders = leaders;
			chart.others = others;
		}
	}
	return chart_dots(v, &chart);
}

/* "Burgerzaken, Data en kwaliteit: In proef 4, In afspraken 5" */
static struct str mini_label(struct view *v, const struct picture_view *p, struct str group,
			     size_t subject, const struct tally *t)
{
	struct out o = out_new(v->a, 2000);

	out_str(&o, group);
	out_c(&o, ", ");
	out_str(&o, p->model->subjects[subject].name.in[v->lang]);
	for (int k = 0; k < t->levels; k++) {
		out_c(&o, k ? ", " : ": ");
		out_str(&o, p->model->subjects[subject].is_sensitive
				    ? picture_level_class(v, p->model, k)
				    : level_name(p->model, v->lang, k + 1));
		out_char(&o, ' ');
		out_i64(&o, t->c[k]);
	}
	return out_done(&o);
}

struct markup *picture_minis(struct view *v, const struct picture_view *p, size_t unit)
{
	struct markup *minis = ARENA_ARRAY(v->a, struct markup, p->model->subject_count);
	struct str name = p->picture->tree.units[unit].name;

	for (size_t i = 0; i < p->model->subject_count; i++) {
		const struct tally *t = &p->picture->at[unit].subject[i].now;

		if (tally_n(t) > 0)
			minis[i] = chart_mini(v, t, mini_label(v, p, name, i, t));
	}
	return minis;
}

struct markup picture_radar(struct view *v, const struct picture_view *p)
{
	size_t n = p->model->subject_count;
	struct chart_radar_axis *axes = ARENA_ARRAY(v->a, struct chart_radar_axis, n);

	for (size_t i = 0; i < n; i++) {
		const struct subject_histogram *h = histogram_of(p, i);
		bool is_thin = p->in_order[i].is_thin;

		axes[i] = (struct chart_radar_axis){
			.name = p->model->subjects[i].name.in[v->lang],
			.words = p->in_order[i].middle,
			.middle = is_thin ? NAN : interpolated_median(&h->now),
			.low = is_thin ? NAN : quartile_1(&h->now),
			.high = is_thin ? NAN : quartile_3(&h->now),
			.wish = p->in_order[i].wished.n ? interpolated_median(&h->wish) : NAN,
		};
	}
	return chart_radar(v, str_from(tr(v->lang, N_("Alle onderwerpen in één figuur"))),
			   axes, n, (int)p->model->level_count);
}
