/* SPDX-License-Identifier: EUPL-1.2 */
#include "picture/figures.h"

#include <math.h>

#include "method/range.h"
#include "method/statistics.h"

struct putting {
	figure_fn *put;
	void *ctx;
};

static void put(const struct putting *p, const char *name, double value)
{
	p->put(p->ctx, name, 0, value);
}

static void put_at(const struct putting *p, const char *name, int index, double value)
{
	p->put(p->ctx, name, index, value);
}

/* A level that does not exist is 0 in the method. */
static void put_level(const struct putting *p, const char *name, int level)
{
	put(p, name, level ? level : (double)NAN);
}

/* Below k answers on the scale zero means: not released. */
static void put_told(const struct putting *p, const char *name, int64_t n, bool is_shown)
{
	put(p, name, is_shown || n ? (double)n : (double)NAN);
}

static void put_counts(const struct putting *p, const struct tally *t, int64_t members, int levels)
{
	const bool is_shown = tally_n(t) > 0;

	put(p, "levels", t->levels);
	for (int k = 1; k <= levels; k++)
		put_at(p, "count", k,
		       is_shown && k <= t->levels ? (double)t->c[k - 1] : (double)NAN);
	put_told(p, "dont_know", t->dont_know, is_shown);
	put_told(p, "not_applicable", t->not_applicable, is_shown);
	put_told(p, "skipped", t->skipped, is_shown);
	put(p, "members", members < 0 ? (double)NAN : (double)members);
}

static void put_shown(const struct putting *p, const struct tally *t)
{
	const bool is_shown = tally_n(t) > 0;

	put(p, "n", is_shown ? (double)tally_n(t) : (double)NAN);
	put_level(p, "median_low", median_low(t));
	put_level(p, "median_high", median_high(t));
	put_level(p, "quartile_1", quartile_1(t));
	put_level(p, "quartile_3", quartile_3(t));
	put(p, "interpolated_median", interpolated_median(t));
	put(p, "spread", spread_d(t));
	put(p, "average_distance", average_distance(t));
	put(p, "pairs_apart", pairs_apart(t));
	put_level(p, "two_groups", two_groups(t));
	put(p, "dont_know_rate", is_shown ? dont_know_rate(t) : (double)NAN);
}

static void put_statistics(const struct putting *p, const struct tally *t)
{
	struct statistics s;

	statistics_of(t, &s);
	put(p, "mean", s.mean);
	put(p, "variance", s.variance);
	put(p, "sd", s.sd);
	put(p, "ad_mean", s.ad_mean);
	put(p, "ad_median", s.ad_median);
	put(p, "agreement_a", s.agreement_a);
	put(p, "consensus", s.consensus);
	put(p, "ordinal_consensus_l2", s.ordinal_consensus_l2);
	put(p, "mean_pair_difference", s.mean_pair_difference);
	put(p, "polarisation", s.polarisation);
	put(p, "rwg", s.rwg);
	put(p, "rwg_raw", s.rwg_raw);
	put(p, "awg", s.awg);
}

static void put_at_least(const struct putting *p, const struct range *r, int level, bool is_there)
{
	const double none = (double)NAN;
	const struct range_at_least *l = &r->at_least[is_there ? level - 2 : 0];
	const bool has = is_there && r->has_prediction;

	put_at(p, "range_observed", level, is_there ? (double)l->observed : none);
	put_at(p, "range_possible_low", level, is_there ? (double)l->possible_low : none);
	put_at(p, "range_possible_high", level, is_there ? (double)l->possible_high : none);
	put_at(p, "range_credible_low", level, has ? (double)l->credible_low : none);
	put_at(p, "range_credible_high", level, has ? (double)l->credible_high : none);
}

static void put_range(const struct putting *p, const struct tally *t, int64_t members, int levels)
{
	const double none = (double)NAN;
	struct range r = { .spread_min = none, .spread_max = none };
	const bool is_there = members >= 0 && tally_n(t) > 0 && range_of(t, members, &r);
	const bool has = is_there && r.has_prediction;

	put_level(p, "range_median_min", r.median_min);
	put_level(p, "range_median_max", r.median_max);
	put(p, "range_spread_min", r.spread_min);
	put(p, "range_spread_max", r.spread_max);
	put_level(p, "range_credible_median_low", r.credible_median_low);
	put_level(p, "range_credible_median_high", r.credible_median_high);
	for (int k = 1; k <= levels; k++)
		put_at(p, "range_median_at_most", k,
		       has && k <= t->levels ? r.median_at_most[k - 1] : none);
	for (int k = 1; k <= levels; k++)
		put_at(p, "range_upper_median_at_most", k,
		       has && k <= t->levels ? r.upper_median_at_most[k - 1] : none);
	for (int k = 2; k <= levels; k++)
		put_at_least(p, &r, k, is_there && k <= t->levels);
}

void figures_each(const struct tally *t, int64_t members, int levels, figure_fn *fn, void *ctx)
{
	const struct putting p = { fn, ctx };

	put_counts(&p, t, members, levels);
	put_shown(&p, t);
	put_statistics(&p, t);
	put_range(&p, t, members, levels);
}

void figures_gap_each(const struct figures_gap *g, figure_fn *fn, void *ctx)
{
	const struct putting p = { fn, ctx };
	const double none = (double)NAN;

	put(&p, "others_n", g ? (double)g->n_others : none);
	put(&p, "others_p_higher", g ? g->gap.p_higher : none);
	put(&p, "others_p_lower", g ? g->gap.p_lower : none);
	put(&p, "others_cliffs_delta", g ? g->gap.cliffs_delta : none);
	put(&p, "others_superiority", g ? g->gap.superiority : none);
	put(&p, "others_w1", g ? g->gap.w1 : none);
	put(&p, "others_ks", g ? g->gap.ks : none);
	put(&p, "others_wmw_u", g ? g->wmw.u : none);
	put(&p, "others_wmw_p", g ? g->wmw.p : none);
	put(&p, "others_wmw_exact", g ? (double)g->wmw.is_exact : none);
	put(&p, "others_bh", g ? g->bh : none);
	put(&p, "others_by", g ? g->by : none);
}
