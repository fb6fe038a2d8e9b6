/* SPDX-License-Identifier: EUPL-1.2 */
/* Lines of histograms: figures, gaps, false discoveries. */
#include <math.h>

#include "cli/recompute_json.h"
#include "method/compare.h"
#include "method/range.h"
#include "method/statistics.h"

/* --- figures ------------------------------------------------------------------- */

static void put_pair(struct out *o, const char *name, int64_t low, int64_t high)
{
	put_key(o, name);
	out_char(o, '[');
	out_i64(o, low);
	out_char(o, ',');
	out_i64(o, high);
	out_char(o, ']');
}

static void put_at_least(struct out *o, const struct range *r, int levels)
{
	put_key(o, "at_least");
	out_char(o, '[');
	for (int i = 0; i < levels - 1; i++) {
		const struct range_at_least *l = &r->at_least[i];

		out_c(o, i ? ",{" : "{");
		put_whole(o, "level", l->level);
		put_whole(o, "observed", l->observed);
		put_pair(o, "possible", l->possible_low, l->possible_high);
		if (r->has_prediction) {
			put_pair(o, "credible", l->credible_low, l->credible_high);
		} else {
			put_key(o, "credible");
			out_c(o, "null");
		}
		out_char(o, '}');
	}
	out_char(o, ']');
}

static void put_range(struct out *o, const struct range *r, int levels)
{
	put_key(o, "range");
	out_char(o, '{');
	put_level(o, "median_min", r->median_min);
	put_level(o, "median_max", r->median_max);
	put_number(o, "spread_min", r->spread_min);
	put_number(o, "spread_max", r->spread_max);
	if (r->has_prediction) {
		put_numbers(o, "probability_median_at_most", r->median_at_most, (size_t)levels);
		put_pair(o, "credible_median", r->credible_median_low, r->credible_median_high);
	} else {
		put_key(o, "probability_median_at_most");
		out_c(o, "null");
		put_key(o, "credible_median");
		out_c(o, "null");
	}
	put_at_least(o, r, levels);
	out_char(o, '}');
}

static void put_shown(struct out *o, const struct tally *t)
{
	put_whole(o, "n", tally_n(t));
	put_level(o, "median_low", median_low(t));
	put_level(o, "median_high", median_high(t));
	put_level(o, "quartile_1", quartile_1(t));
	put_level(o, "quartile_3", quartile_3(t));
	put_number(o, "interpolated_median", interpolated_median(t));
	put_number(o, "spread", spread_d(t));
	put_number(o, "average_distance", average_distance(t));
	put_number(o, "pairs_apart", pairs_apart(t));
	put_level(o, "two_groups", two_groups(t));
	put_number(o, "dont_know_rate", dont_know_rate(t));
}

static void put_statistics(struct out *o, const struct tally *t)
{
	struct statistics s;

	statistics_of(t, &s);
	put_number(o, "mean", s.mean);
	put_number(o, "variance", s.variance);
	put_number(o, "sd", s.sd);
	put_number(o, "ad_mean", s.ad_mean);
	put_number(o, "ad_median", s.ad_median);
	put_number(o, "agreement_a", s.agreement_a);
	put_number(o, "consensus", s.consensus);
	put_number(o, "ordinal_consensus_l2", s.ordinal_consensus_l2);
	put_number(o, "mean_pair_difference", s.mean_pair_difference);
	put_number(o, "polarisation", s.polarisation);
	put_number(o, "rwg", s.rwg);
	put_number(o, "rwg_raw", s.rwg_raw);
	put_number(o, "awg", s.awg);
}

static bool read_figures(const json_t *line, const struct recompute_options *options,
			 struct tally *t, int64_t *members, struct err *e)
{
	static const char *const names[] = { "id", "levels", "counts", "dont_know",
		"not_applicable", "skipped", "members", NULL };
	int64_t levels = options->levels;

	return json_fields(line, "object", names, e) &&
	       json_field_whole(line, "levels", 2, TALLY_LEVELS_MAX, &levels, e) &&
	       json_counts(line, "counts", levels, t, e) &&
	       json_field_whole(line, "dont_know", 0, COUNT_MAX, &t->dont_know, e) &&
	       json_field_whole(line, "not_applicable", 0, COUNT_MAX, &t->not_applicable, e) &&
	       json_field_whole(line, "skipped", 0, COUNT_MAX, &t->skipped, e) &&
	       json_field_whole(line, "members", 0, MEMBERS_MAX, members, e);
}

bool figures_line(struct arena *a, struct str text, const struct recompute_options *options,
		  struct out *o, struct err *e)
{
	json_auto_t *line = json_read(text, e);
	int64_t members = -1;
	struct tally t = { 0 };
	struct range r = { 0 };
	struct str id = { 0 };

	if (!line || !read_figures(line, options, &t, &members, e) || !json_id(line, a, &id, e))
		return false;
	if (members >= 0 && members < tally_n(&t) + t.dont_know + t.not_applicable + t.skipped)
		return err_set(e, ERR_INPUT, "members: fewer than the answers; give the size of the "
			       "whole group");
	if (members >= 0 && !range_of(&t, members, &r))
		return err_set(e, ERR_INPUT, "members: more than %d above the answers; leave members out",
			       SILENT_MAX);
	out_char(o, '{');
	put_key(o, "id");
	out_str(o, id);
	put_shown(o, &t);
	put_statistics(o, &t);
	if (members >= 0)
		put_range(o, &r, t.levels);
	out_c(o, "}\n");
	return true;
}

/* --- gaps ---------------------------------------------------------------------- */

static void put_gap(struct out *o, const struct tally *x, const struct tally *y)
{
	const double none = (double)NAN;
	struct gap g = { none, none, none, none, none, none };
	struct wmw w = { none, none, false };
	const bool is_defined = gap_of(x, y, &g) && wmw_of(x, y, &w);

	put_whole(o, "n_a", tally_n(x));
	put_whole(o, "n_b", tally_n(y));
	put_number(o, "p_higher", g.p_higher);
	put_number(o, "p_lower", g.p_lower);
	put_number(o, "cliffs_delta", g.cliffs_delta);
	put_number(o, "superiority", g.superiority);
	put_number(o, "w1", g.w1);
	put_number(o, "ks", g.ks);
	put_number(o, "wmw_u", w.u);
	put_number(o, "wmw_p", w.p);
	put_key(o, "wmw_exact");
	out_c(o, !is_defined ? "null" : w.is_exact ? "true" : "false");
}

bool gaps_line(struct arena *a, struct str text, const struct recompute_options *options,
	       struct out *o, struct err *e)
{
	static const char *const names[] = { "id", "a", "b", NULL };
	json_auto_t *line = json_read(text, e);
	struct tally x = { 0 }, y = { 0 };
	struct str id = { 0 };

	(void)options;
	if (!line || !json_fields(line, "object", names, e) || !json_counts(line, "a", 0, &x, e) ||
	    !json_counts(line, "b", x.levels, &y, e) || !json_id(line, a, &id, e))
		return false;
	out_char(o, '{');
	put_key(o, "id");
	out_str(o, id);
	put_gap(o, &x, &y);
	out_c(o, "}\n");
	return true;
}

/* --- false discoveries ----------------------------------------------------------- */

static bool read_p(const json_t *array, double *ret, struct err *e)
{
	const size_t n = json_array_size(array);

	for (size_t i = 0; i < n; i++) {
		const json_t *value = json_array_get(array, i);

		ret[i] = json_number_value(value);
		if (!json_is_number(value) || !(ret[i] >= 0 && ret[i] <= 1))
			return err_set(e, ERR_INPUT, "p[%zu]: must be a number from 0 to 1", i);
	}
	return true;
}

bool fdr_line(struct arena *a, struct str text, const struct recompute_options *options,
	      struct out *o, struct err *e)
{
	static const char *const names[] = { "id", "p", NULL };
	json_auto_t *line = json_read(text, e);
	const json_t *array = json_object_get(line, "p");
	const size_t n = json_array_size(array);
	double *p = ARENA_ARRAY(a, double, n + 1);
	double *bh = ARENA_ARRAY(a, double, n + 1), *by = ARENA_ARRAY(a, double, n + 1);
	struct str id = { 0 };

	(void)options;
	if (!line || !json_fields(line, "object", names, e) || !json_id(line, a, &id, e))
		return false;
	if (!json_is_array(array))
		return err_set(e, ERR_INPUT, "p: must be a list of numbers from 0 to 1");
	if (!read_p(array, p, e))
		return false;
	false_discovery(a, p, n, bh, by);
	out_char(o, '{');
	put_key(o, "id");
	out_str(o, id);
	put_numbers(o, "bh", bh, n);
	put_numbers(o, "by", by, n);
	out_c(o, "}\n");
	return true;
}
