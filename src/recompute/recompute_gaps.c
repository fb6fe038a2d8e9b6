/* SPDX-License-Identifier: EUPL-1.2 */
/* The difference between two histograms, or between many groups together. */
#include <math.h>

#include "method/between.h"
#include "method/change.h"
#include "method/shared.h"
#include "recompute/recompute_json.h"

enum { GAP_GROUPS_MAX = 10 * 1000 };

static const double none = (double)NAN;

/* --- groups together --------------------------------------------------------------- */

static void put_test(struct json_writer *w, const struct between_test *t)
{
	json_field_number(w, "permutation_p", t->p);
	if (isnan(t->p))
		json_field_null(w, "permutation_exact");
	else
		json_field_flag(w, "permutation_exact", t->is_exact);
}

static void put_pairs(struct json_writer *w, bool is_defined, const struct between *b)
{
	json_field_number(w, "within_pair", is_defined ? b->within_pair : none);
	json_field_number(w, "between_pair", is_defined ? b->between_pair : none);
	json_field_number(w, "h", is_defined ? b->h : none);
}

/* --- two histograms ---------------------------------------------------------------- */

static void put_gap(struct json_writer *w, const struct tally *x, const struct tally *y)
{
	struct gap g = { none, none, none, none, none, none };
	struct wmw u = { none, none, false };
	const bool is_defined = gap_of(x, y, &g) && wmw_of(x, y, &u);

	json_field_whole(w, "n_a", tally_n(x));
	json_field_whole(w, "n_b", tally_n(y));
	json_field_number(w, "p_higher", g.p_higher);
	json_field_number(w, "p_lower", g.p_lower);
	json_field_number(w, "cliffs_delta", g.cliffs_delta);
	json_field_number(w, "superiority", g.superiority);
	json_field_number(w, "w1", g.w1);
	json_field_number(w, "ks", g.ks);
	json_field_number(w, "wmw_u", u.u);
	json_field_number(w, "wmw_p", u.p);
	if (is_defined)
		json_field_flag(w, "wmw_exact", u.is_exact);
	else
		json_field_null(w, "wmw_exact");
}

static void put_two(struct json_writer *w, const struct tally *x, const struct tally *y)
{
	const bool is_defined = tally_n(x) > 0 && tally_n(y) > 0;
	const struct tally pair[] = { *x, *y };
	struct change_sight sight = { none, none };
	struct between_test test;
	struct between b;

	if (is_defined)
		sight = change_sight(y, x);
	json_field_number(w, "noise", is_defined ? gap_noise(x, y) : none);
	json_field_number(w, "beyond_noise", gap_beyond_noise(x, y));
	put_pairs(w, between_of(pair, 2, 1, &b), &b);
	between_test(pair, 2, 1, &test);
	put_test(w, &test);
	json_field_number(w, "sight_superiority", sight.superiority);
	json_field_number(w, "sight_levels", sight.levels);
}

static void put_certain(struct json_writer *w, int levels, const int *direction)
{
	json_field_list(w, "certain");
	for (int i = 0; i < levels - 1; i++) {
		json_begin_object(w);
		json_field_whole(w, "level", i + 2);
		json_field_whole(w, "direction", direction[i]);
		json_end(w);
	}
	json_end(w);
}

/* The size of one side; -1 when it is not given. */
static int64_t size_of(const struct at *line, const char *name, const struct tally *t)
{
	const struct at size = at_optional(line, name);
	const int64_t members = at_int_or(size, -1, 0, MEMBERS_MAX);

	if (members >= 0 && members < tally_n(t) + t->not_applicable)
		at_fault(&size, "give the size of the whole group", "fewer than the answers");
	return members;
}

static void answer_two(const struct at *line, struct json_writer *w)
{
	struct tally x = at_counts(at_field(line, "a"), 0);
	struct tally y = at_counts(at_field(line, "b"), x.levels);
	int direction[TALLY_LEVELS_MAX - 1];
	int64_t size_x, size_y;

	x.not_applicable = at_int_or(at_optional(line, "not_applicable_a"), 0, 0, COUNT_MAX);
	y.not_applicable = at_int_or(at_optional(line, "not_applicable_b"), 0, 0, COUNT_MAX);
	size_x = size_of(line, "members_a", &x);
	size_y = size_of(line, "members_b", &y);
	put_id(w, line);
	if (!json_reader_is_good(line->r))
		return;
	put_gap(w, &x, &y);
	put_two(w, &x, &y);
	if (size_x >= 0 && size_y >= 0 && change_certain(&y, size_y, &x, size_x, direction))
		put_certain(w, x.levels, direction);
}

/* --- many groups ------------------------------------------------------------------- */

struct many {
	struct tally *group, all;
	size_t count;
	int64_t k;
};

static bool read_groups(struct arena *a, const struct at *line, struct many *m)
{
	const struct at list = at_field(line, "groups"), unknown = at_optional(line, "dont_know");
	const bool has_unknown = at_is_there(&unknown);
	int64_t sum = 0;

	m->count = at_list(&list, 2, GAP_GROUPS_MAX);
	m->group = ARENA_ARRAY(a, struct tally, m->count + 1);
	m->k = at_int_or(at_optional(line, "k"), 1, 1, K_MAX);
	if (has_unknown)
		at_list(&unknown, m->count, m->count);
	for (size_t i = 0; i < m->count && json_reader_is_good(line->r); i++) {
		m->group[i] = at_counts(at_item(&list, i), i ? m->group[0].levels : 0);
		if (has_unknown)
			m->group[i].dont_know = at_int(at_item(&unknown, i), 0, COUNT_MAX);
		sum += tally_n(&m->group[i]);
		if (i == 0)
			m->all.levels = m->group[0].levels;
		if (sum > TALLY_N_MAX)
			at_fault(&list, "take them apart", "more than %d answers together", TALLY_N_MAX);
		else if (json_reader_is_good(line->r))
			tally_add(&m->all, &m->group[i]);
	}
	return json_reader_is_good(line->r);
}

static void put_own(struct json_writer *w, const struct many *m, const struct tally *group)
{
	struct tally rest = m->all;
	struct gap g;

	for (int i = 0; i < rest.levels; i++)
		rest.c[i] -= group->c[i];
	if (tally_n(group) < m->k || tally_n(&rest) < m->k || !gap_of(group, &rest, &g)) {
		json_put_null(w);
		return;
	}
	json_begin_object(w);
	json_field_whole(w, "n", tally_n(group));
	json_field_number(w, "w1", g.w1);
	json_field_number(w, "noise", gap_noise(group, &rest));
	json_field_number(w, "beyond_noise", gap_beyond_noise(group, &rest));
	json_field_whole(w, "direction", gap_direction(group, &rest));
	json_end(w);
}

static void put_shared(struct json_writer *w, const struct many *m)
{
	struct shared s;

	if (!shared_of(m->group, m->count, m->k, &s)) {
		json_field_null(w, "shared");
		return;
	}
	json_field_object(w, "shared");
	put_level(w, "level", s.level);
	json_field_number(w, "least_share", s.level ? s.least_share : none);
	json_field_number(w, "product", s.level ? s.product : none);
	json_field_number(w, "mean_share", s.level ? s.mean_share : none);
	json_field_flag(w, "is_known", s.is_known);
	json_end(w);
}

static void answer_many(struct arena *a, const struct at *line, struct json_writer *w)
{
	struct many m = { 0 };
	struct between_test test;
	struct between b;
	bool is_defined;

	if (!read_groups(a, line, &m))
		return;
	put_id(w, line);
	is_defined = between_of(m.group, m.count, m.k, &b);
	between_test(m.group, m.count, m.k, &test);
	json_field_whole(w, "groups", (int64_t)b.groups);
	json_field_whole(w, "n", b.n);
	json_field_whole(w, "within", b.within);
	json_field_whole(w, "total", b.total);
	json_field_whole(w, "pairs_within", b.pairs_within);
	json_field_whole(w, "pairs", b.pairs);
	put_pairs(w, is_defined, &b);
	json_field_number(w, "any_pair", is_defined ? b.any_pair : none);
	json_field_number(w, "left", is_defined ? between_left(&b, 1) : none);
	put_test(w, &test);
	json_field_whole(w, "permutation_draws", test.draws);
	json_field_list(w, "own");
	for (size_t i = 0; i < m.count; i++)
		put_own(w, &m, &m.group[i]);
	json_end(w);
	put_shared(w, &m);
}

static bool answer_gaps(struct arena *a, const struct at *line,
			const struct recompute_options *options, struct json_writer *w, struct err *e)
{
	static const char *const two[] = { "id", "a", "b", "members_a", "members_b",
		"not_applicable_a", "not_applicable_b", NULL };
	static const char *const many[] = { "id", "groups", "k", "dont_know", NULL };
	const struct at groups = at_optional(line, "groups");
	const bool is_many = at_is_there(&groups);

	(void)options;
	(void)e;
	at_only(line, is_many ? many : two);
	if (is_many)
		answer_many(a, line, w);
	else
		answer_two(line, w);
	return true;
}

bool gaps_line(struct arena *a, struct str text, const struct recompute_options *options,
	       struct out *o, struct err *e)
{
	return recompute_one(a, text, options, o, e, answer_gaps);
}
