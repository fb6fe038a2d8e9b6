/* SPDX-License-Identifier: EUPL-1.2 */
/* Plans: which way to make one, what a delay costs, what stays fixed. */
#include "plan/plan.h"

#include <string.h>

#include "plan/plan_search.h"

/*
 * How many exchanges are looked at for a plan by the rule, and for each change of
 * it: about a second.  Plans of eighty steps end before that.
 */
enum { ROUGH_TRIES = 200 * 1000 * 1000, LATER_TRIES = 4 * 1000 * 1000 };

static bool check_sizes(const struct plan_task *t, struct err *e)
{
	if (t->count > PLAN_STEPS_MAX)
		return err_set(e, ERR_LIMIT, "%zu steps are required, at most %d can be planned; "
			       "plan a part of the ambition", t->count, PLAN_STEPS_MAX);
	for (size_t i = 0; i < t->count; i++)
		if (t->effort[i] > t->capacity)
			return err_set(e, ERR_INPUT, "step %zu is larger than the capacity of a quarter",
				       i);
	return true;
}

static void finish(const struct plan_task *t, struct plan *p)
{
	p->cost = 0;
	p->quarters = 0;
	for (size_t i = 0; i < t->count; i++) {
		p->cost += t->value[i] * p->quarter[i];
		p->quarters = p->quarter[i] > p->quarters ? p->quarter[i] : p->quarters;
	}
}

/* --- beyond what is exact --------------------------------------------------------- */

/* What the tries for one plan share. */
struct rough {
	const struct plan_task *t;
	struct plan_links links;
	struct arena *mine;		/* for one try */
	int *none;			/* nothing is held */
	int64_t tries;
};

static struct plan plan_new(struct arena *a, const struct plan_task *t)
{
	return (struct plan){ .quarter = ARENA_ARRAY(a, int, t->count + 1) };
}

static void copy_plan(const struct plan_task *t, const struct plan *from, struct plan *to)
{
	memcpy(to->quarter, from->quarter, t->count * sizeof(*to->quarter));
	to->quarters = from->quarters;
	to->cost = from->cost;
}

static void improve(struct rough *r, const int *after, struct plan *p)
{
	int64_t tries = r->tries < LATER_TRIES ? r->tries : LATER_TRIES;

	r->tries -= tries;
	plan_improve(r->mine, r->t, &r->links, after, &tries, p->quarter);
	r->tries += tries;
	finish(r->t, p);
}

static void mark_needs(const struct plan_task *t, size_t step, bool *is_in)
{
	is_in[step] = true;
	for (size_t j = 0; j < t->before_count[step]; j++)
		if (!is_in[t->before[step][j]])
			mark_needs(t, t->before[step][j], is_in);
}

/* What is marked first, the rest behind it, each by quarter and then by what it
 * needs within the quarter. */
static void order_steps(struct rough *r, const struct plan *p, const bool *is_first, size_t *order)
{
	const struct plan_task *t = r->t;
	bool *is_in = ARENA_ARRAY(r->mine, bool, t->count + 1);
	size_t n = 0;

	while (n < t->count) {
		size_t best = PLAN_NO_STEP;

		for (size_t i = 0; i < t->count; i++) {
			bool is_ready = !is_in[i];

			for (size_t j = 0; j < t->before_count[i] && is_ready; j++)
				is_ready = is_in[t->before[i][j]];
			if (is_ready && (best == PLAN_NO_STEP || is_first[i] > is_first[best] ||
					 (is_first[i] == is_first[best] &&
					  p->quarter[i] < p->quarter[best])))
				best = i;
		}
		is_in[best] = true;
		order[n++] = best;
	}
}

/* The plan with one step and all it needs pulled forward, or one held back, and
 * then improved. */
static void rearrange(struct rough *r, const struct plan *p, size_t pulled, const int *after,
		      struct plan *ret)
{
	bool *is_first = ARENA_ARRAY(r->mine, bool, r->t->count + 1);
	size_t *order = ARENA_ARRAY(r->mine, size_t, r->t->count + 1);

	if (pulled != PLAN_NO_STEP)
		mark_needs(r->t, pulled, is_first);
	order_steps(r, p, is_first, order);
	plan_by_order(r->mine, r->t, order, after, ret->quarter);
	improve(r, after, ret);
}

static void hold_back(struct rough *r, const struct plan *p, struct plan_later later,
		      struct plan *ret)
{
	int *after = ARENA_ARRAY(r->mine, int, r->t->count + 1);

	after[later.step] = later.after;
	rearrange(r, p, PLAN_NO_STEP, after, ret);
}

/* Whether one step pulled forward or held back makes it cheaper; then it is. */
static bool try_step(struct rough *r, size_t step, struct plan *p)
{
	const int64_t cost = p->cost;
	struct plan other;

	arena_reset(r->mine);
	other = plan_new(r->mine, r->t);
	rearrange(r, p, step, r->none, &other);
	if (other.cost >= cost)
		hold_back(r, p, (struct plan_later){ step, p->quarter[step] }, &other);
	if (other.cost < cost) {
		copy_plan(r->t, &other, p);
		improve(r, r->none, p);
	}
	return p->cost < cost;
}

/*
 * The rule, exchanges, and then: as long as pulling one step forward or holding
 * it back, with exchanges after it, makes the plan cheaper, that is done.  So no
 * delay of the plan gains anything, unless ROUGH_TRIES ended the search.
 */
struct plan plan_roughly(struct arena *a, const struct plan_task *t)
{
	SCOPED(arena_freep) struct arena *mine = arena_new(SIZE_MAX);
	struct plan p = plan_new(a, t);
	struct rough r = {
		.t = t, .links = plan_links_of(a, t), .mine = mine,
		.none = ARENA_ARRAY(a, int, t->count + 1), .tries = ROUGH_TRIES,
	};

	plan_by_package(mine, t, p.quarter);
	improve(&r, r.none, &p);
	for (size_t i = 0, kept = 0; kept < t->count && r.tries > 0; i = (i + 1) % t->count)
		kept = try_step(&r, i, &p) ? 0 : kept + 1;
	return p;
}

static bool make(struct arena *a, const struct plan_task *t, bool may_be_exact,
		 bool may_be_rough, struct plan *ret)
{
	*ret = plan_new(a, t);
	ret->is_exact = may_be_exact && plan_exactly(t, PLAN_NO_STEP, 0, ret->quarter);
	if (!ret->is_exact && !may_be_rough)
		return false;
	if (!ret->is_exact)
		*ret = plan_roughly(a, t);
	finish(t, ret);
	return true;
}

static void find_least(const struct plan_task *t, struct plan *p)
{
	SCOPED(arena_freep) struct arena *mine = arena_new(SIZE_MAX);
	int64_t least;

	p->least = p->cost;
	if (p->is_exact)
		return;
	least = plan_least(mine, t, p->quarters);
	p->least = least < p->cost ? least : p->cost;
}

bool plan_make(struct arena *a, const struct plan_task *t, struct plan *ret, struct err *e)
{
	if (!check_sizes(t, e) || !make(a, t, true, true, ret))
		return false;
	find_least(t, ret);
	return true;
}

bool plan_make_later(struct arena *a, const struct plan_task *t, const struct plan *p,
		     struct plan_later later, struct plan *ret, struct err *e)
{
	SCOPED(arena_freep) struct arena *mine = arena_new(SIZE_MAX);
	struct rough r = { .t = t, .links = plan_links_of(a, t), .mine = mine,
			   .tries = ROUGH_TRIES };

	if (!check_sizes(t, e))
		return false;
	*ret = plan_new(a, t);
	ret->is_exact = p->is_exact;
	if (!p->is_exact)
		hold_back(&r, p, later, ret);
	else if (!plan_exactly(t, later.step, later.after, ret->quarter))
		return err_set(e, ERR_LIMIT, "too many sets of steps to say what a delay costs");
	finish(t, ret);
	return true;
}

void plan_delays(const struct plan_task *t, const struct plan *p, int64_t *ret_cost)
{
	SCOPED(arena_freep) struct arena *mine = arena_new(SIZE_MAX);

	if (p->is_exact)
		plan_exact_delays(t, p->quarter, ret_cost);
	for (size_t i = 0; i < t->count; i++) {
		struct plan later = { 0 };
		struct err e = { 0 };

		arena_reset(mine);
		if (!p->is_exact)
			ret_cost[i] = plan_make_later(mine, t, p,
						      (struct plan_later){ i, p->quarter[i] },
						      &later, &e)
					      ? later.cost : PLAN_COST_UNKNOWN;
		if (ret_cost[i] != PLAN_COST_UNKNOWN)
			ret_cost[i] = ret_cost[i] < p->cost ? PLAN_COST_UNKNOWN
							    : ret_cost[i] - p->cost;
	}
}

/* --- what stays fixed ------------------------------------------------------------ */

/* In twentieths: 16 is 20 % less, 25 is 25 % more. */
struct change {
	int capacity, effort;
};

static const struct change changes[] = { { 16, 20 }, { 24, 20 }, { 20, 15 }, { 20, 25 } };

static void keep_fixed(struct arena *a, const struct plan_task *t, const struct plan *p,
		       struct change c, bool *is_fixed)
{
	int64_t *effort = ARENA_ARRAY(a, int64_t, t->count + 1);
	struct plan_task changed = *t;
	struct plan other = { 0 };
	struct err e = { 0 };
	bool is_made;

	for (size_t i = 0; i < t->count; i++)
		effort[i] = t->effort[i] * c.effort;
	changed.effort = effort;
	changed.capacity = t->capacity * c.capacity;
	is_made = check_sizes(&changed, &e) && make(a, &changed, p->is_exact, !p->is_exact, &other);
	for (size_t i = 0; i < t->count; i++)
		is_fixed[i] &= is_made && other.quarter[i] == p->quarter[i];
}

void plan_fixed(struct arena *a, const struct plan_task *t, const struct plan *p,
		bool *ret_is_fixed)
{
	for (size_t i = 0; i < t->count; i++)
		ret_is_fixed[i] = true;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
		keep_fixed(a, t, p, changes[i], ret_is_fixed);
}

/* --- plans made by people ---------------------------------------------------------- */

static enum plan_fault check_quarter_of(const struct plan_task *t, const int *quarter, size_t step)
{
	int64_t effort = 0;
	int together = 0;

	for (size_t j = 0; j < t->before_count[step]; j++)
		if (quarter[t->before[step][j]] + t->lag > quarter[step])
			return PLAN_TOO_EARLY;
	for (size_t j = 0; j < t->count; j++)
		if (quarter[j] == quarter[step]) {
			effort += t->effort[j];
			together++;
		}
	if (effort > t->capacity)
		return PLAN_OVER_CAPACITY;
	return together > t->max_parallel ? PLAN_TOO_MANY : PLAN_SOUND;
}

enum plan_fault plan_check(const struct plan_task *t, const int *quarter, size_t *ret_step)
{
	for (size_t i = 0; i < t->count; i++) {
		const enum plan_fault fault = check_quarter_of(t, quarter, i);

		if (fault != PLAN_SOUND) {
			*ret_step = i;
			return fault;
		}
	}
	return PLAN_SOUND;
}
