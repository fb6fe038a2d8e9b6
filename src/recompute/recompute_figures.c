/* SPDX-License-Identifier: EUPL-1.2 */
/* Lines of histograms: figures, false discoveries. */
#include "method/compare.h"
#include "method/range.h"
#include "method/sight.h"
#include "method/silence.h"
#include "method/statistics.h"
#include "recompute/recompute_json.h"

/* --- figures ------------------------------------------------------------------- */

static void put_pair(struct json_writer *w, const char *name, int64_t low, int64_t high)
{
	json_field_list(w, name);
	json_put_whole(w, low);
	json_put_whole(w, high);
	json_end(w);
}

static void put_at_least(struct json_writer *w, const struct range *r, int levels)
{
	json_field_list(w, "at_least");
	for (int i = 0; i < levels - 1; i++) {
		const struct range_at_least *l = &r->at_least[i];

		json_begin_object(w);
		json_field_whole(w, "level", l->level);
		json_field_whole(w, "observed", l->observed);
		put_pair(w, "possible", l->possible_low, l->possible_high);
		if (r->has_prediction)
			put_pair(w, "credible", l->credible_low, l->credible_high);
		else
			json_field_null(w, "credible");
		json_end(w);
	}
	json_end(w);
}

static void put_range(struct json_writer *w, const struct range *r, int levels)
{
	json_field_object(w, "range");
	put_level(w, "median_min", r->median_min);
	put_level(w, "median_max", r->median_max);
	json_field_number(w, "spread_min", r->spread_min);
	json_field_number(w, "spread_max", r->spread_max);
	if (r->has_prediction) {
		put_numbers(w, "probability_median_at_most", r->median_at_most, (size_t)levels);
		put_numbers(w, "probability_upper_median_at_most", r->upper_median_at_most,
			    (size_t)levels);
		put_pair(w, "credible_median", r->credible_median_low, r->credible_median_high);
	} else {
		json_field_null(w, "probability_median_at_most");
		json_field_null(w, "probability_upper_median_at_most");
		json_field_null(w, "credible_median");
	}
	put_at_least(w, r, levels);
	json_end(w);
}

static void put_shown(struct json_writer *w, const struct tally *t)
{
	json_field_whole(w, "n", tally_n(t));
	put_level(w, "median_low", median_low(t));
	put_level(w, "median_high", median_high(t));
	put_level(w, "quartile_1", quartile_1(t));
	put_level(w, "quartile_3", quartile_3(t));
	json_field_number(w, "interpolated_median", interpolated_median(t));
	json_field_number(w, "spread", spread_d(t));
	json_field_number(w, "average_distance", average_distance(t));
	json_field_number(w, "pairs_apart", pairs_apart(t));
	put_level(w, "two_groups", two_groups(t));
	json_field_number(w, "dont_know_rate", dont_know_rate(t));
}

static void put_statistics(struct json_writer *w, const struct tally *t)
{
	struct statistics s;

	statistics_of(t, &s);
	json_field_number(w, "mean", s.mean);
	json_field_number(w, "variance", s.variance);
	json_field_number(w, "sd", s.sd);
	json_field_number(w, "ad_mean", s.ad_mean);
	json_field_number(w, "ad_median", s.ad_median);
	json_field_number(w, "agreement_a", s.agreement_a);
	json_field_number(w, "consensus", s.consensus);
	json_field_number(w, "ordinal_consensus_l2", s.ordinal_consensus_l2);
	json_field_number(w, "mean_pair_difference", s.mean_pair_difference);
	json_field_number(w, "polarisation", s.polarisation);
	json_field_number(w, "rwg", s.rwg);
	json_field_number(w, "rwg_raw", s.rwg_raw);
	json_field_number(w, "awg", s.awg);
}

/* What does not happen is null. */
static void put_if_possible(struct json_writer *w, const char *name, int64_t people)
{
	if (people == SILENCE_IMPOSSIBLE)
		json_field_null(w, name);
	else
		json_field_whole(w, name, people);
}

static void put_silence(struct json_writer *w, const char *name, const struct tally *t,
			int64_t size, enum silence_of_whom whom)
{
	struct silence s;

	if (!silence_of(t, size, whom, &s)) {
		json_field_null(w, name);
		return;
	}
	json_field_object(w, name);
	json_field_whole(w, "members", s.members);
	json_field_whole(w, "silent", s.silent);
	put_if_possible(w, "moves_down", s.moves_down);
	put_if_possible(w, "moves_up", s.moves_up);
	json_field_number(w, "expected_down", s.expected_down);
	json_field_number(w, "expected_up", s.expected_up);
	put_if_possible(w, "needed", s.needed);
	json_field_number(w, "response_needed", s.response_needed);
	json_end(w);
}

static void put_sight(struct json_writer *w, int levels, int64_t members, int64_t answers)
{
	struct sight s;

	if (!sight_of(levels, members, answers, &s)) {
		json_field_null(w, "sight");
		return;
	}
	json_field_object(w, "sight");
	json_field_whole(w, "answers", answers);
	json_field_number(w, "superiority", s.superiority);
	json_field_number(w, "levels", s.levels);
	if (s.certain_from)
		json_field_whole(w, "certain_from", s.certain_from);
	else
		json_field_null(w, "certain_from");
	json_end(w);
}

static bool answer_figures(struct arena *a, const struct at *line,
			   const struct recompute_options *options, struct json_writer *w,
			   struct err *e)
{
	static const char *const names[] = { "id", "levels", "counts", "dont_know",
		"not_applicable", "skipped", "members", "answers", NULL };
	const struct at size = at_optional(line, "members"), asked = at_optional(line, "answers");
	struct range r = { 0 };
	struct tally t;
	int64_t levels, members, answers;

	(void)a;
	(void)e;
	at_only(line, names);
	levels = at_int_or(at_optional(line, "levels"), options->levels, 2, TALLY_LEVELS_MAX);
	t = at_counts(at_field(line, "counts"), levels);
	t.dont_know = at_int_or(at_optional(line, "dont_know"), 0, 0, COUNT_MAX);
	t.not_applicable = at_int_or(at_optional(line, "not_applicable"), 0, 0, COUNT_MAX);
	t.skipped = at_int_or(at_optional(line, "skipped"), 0, 0, COUNT_MAX);
	members = at_int_or(size, -1, 0, MEMBERS_MAX);
	answers = at_int_or(asked, tally_n(&t), 1, MEMBERS_MAX);
	put_id(w, line);
	if (!json_reader_is_good(line->r))
		return true;
	if (members >= 0 && members < tally_n(&t) + t.dont_know + t.not_applicable + t.skipped)
		at_fault(&size, "give the size of the whole group", "fewer than the answers");
	else if (members >= 0 && !range_of(&t, members, &r))
		at_fault(&size, "leave members out", "more than %d above the answers", SILENT_MAX);
	if (at_is_there(&asked) && answers > members)
		at_fault(&asked, "give the size of the group in members, and how many of them are expected",
			 "more than the members");
	put_shown(w, &t);
	put_statistics(w, &t);
	if (members >= 0) {
		put_range(w, &r, t.levels);
		put_silence(w, "silence", &t, members, SILENCE_ABSENT);
		put_silence(w, "silence_with_dont_know", &t, members, SILENCE_ALL);
		put_sight(w, t.levels, members, answers);
	}
	put_two_groups_word(w, two_groups_word(&t));
	return true;
}

bool figures_line(struct arena *a, struct str text, const struct recompute_options *options,
		  struct out *o, struct err *e)
{
	return recompute_one(a, text, options, o, e, answer_figures);
}

/* --- false discoveries ----------------------------------------------------------- */

static bool answer_fdr(struct arena *a, const struct at *line,
		       const struct recompute_options *options, struct json_writer *w, struct err *e)
{
	static const char *const names[] = { "id", "p", NULL };
	const struct at list = at_field(line, "p");
	const size_t n = at_list(&list, 0, INPUT_MAX);
	double *p = ARENA_ARRAY(a, double, n + 1);
	double *bh = ARENA_ARRAY(a, double, n + 1), *by = ARENA_ARRAY(a, double, n + 1);

	(void)options;
	(void)e;
	at_only(line, names);
	for (size_t i = 0; i < n; i++)
		p[i] = at_number(at_item(&list, i), 0, 1);
	put_id(w, line);
	false_discovery(a, p, n, bh, by);
	put_numbers(w, "bh", bh, n);
	put_numbers(w, "by", by, n);
	return true;
}

bool fdr_line(struct arena *a, struct str text, const struct recompute_options *options,
	      struct out *o, struct err *e)
{
	return recompute_one(a, text, options, o, e, answer_fdr);
}
