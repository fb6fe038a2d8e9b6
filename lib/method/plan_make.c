/* SPDX-License-Identifier: EUPL-1.2 */
/* Plans: which way to make one, what a delay costs, what stays fixed. */
#include "method/plan.h"

#include <string.h>

#include "method/plan_search.h"

/* Times the square of the steps: how often the rule is tried again.  Half a
 * second; enough for eighty steps, after which some delays stay unknown. */
enum { PACKAGE_TURNS = 20 * 1000 * 1000 };

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

/* A plan by the rule with step i later than until[i], in memory of its own. */
static struct plan package_plan(struct arena *a, const struct plan_task *t, const int *until)
{
	struct plan p = { .quarter = ARENA_ARRAY(a, int, t->count + 1) };

	plan_by_package(a, t, until, p.quarter);
	finish(t, &p);
	return p;
}

static void copy_plan(const struct plan_task *t, const struct plan *from, struct plan *to)
{
	memcpy(to->quarter, from->quarter, t->count * sizeof(*to->quarter));
	to->quarters = from->quarters;
	to->cost = from->cost;
}

/*
 * The rule, and then: as long as holding one more step back makes the plan
 * cheaper, it is held back.  So no delay of the plan gains anything, unless
 * PACKAGE_TURNS ended the search.
 */
static void plan_roughly(struct arena *a, const struct plan_task *t, struct plan *p)
{
	SCOPED(arena_freep) struct arena *mine = arena_new(SIZE_MAX);
	int *until = p->held_until;
	size_t turns = t->count ? PACKAGE_TURNS / (t->count * t->count) : 0;
	struct plan best = package_plan(a, t, until);

	for (size_t i = 0, kept = 0; kept < t->count && turns > 0; i = (i + 1) % t->count, turns--) {
		const int was = until[i];
		struct plan other;

		arena_reset(mine);
		until[i] = best.quarter[i];
		other = package_plan(mine, t, until);
		if (other.cost < best.cost) {
			copy_plan(t, &other, &best);
			kept = 0;
		} else {
			until[i] = was;
			kept++;
		}
	}
	copy_plan(t, &best, p);
}

static bool make(struct arena *a, const struct plan_task *t, bool may_be_exact,
		 bool may_be_rough, struct plan *ret)
{
	*ret = (struct plan){
		.quarter = ARENA_ARRAY(a, int, t->count + 1),
		.held_until = ARENA_ARRAY(a, int, t->count + 1),
	};
	ret->is_exact = may_be_exact && plan_exactly(t, PLAN_NO_STEP, 0, ret->quarter);
	if (!ret->is_exact && !may_be_rough)
		return false;
	if (!ret->is_exact)
		plan_roughly(a, t, ret);
	finish(t, ret);
	return true;
}

bool plan_make(struct arena *a, const struct plan_task *t, struct plan *ret, struct err *e)
{
	return check_sizes(t, e) && make(a, t, true, true, ret);
}

bool plan_make_later(struct arena *a, const struct plan_task *t, const struct plan *p,
		     struct plan_later later, struct plan *ret, struct err *e)
{
	struct plan made = { .quarter = ARENA_ARRAY(a, int, t->count + 1), .is_exact = true };
	size_t step = later.step;
	int *until = ARENA_ARRAY(a, int, t->count + 1);

	if (!check_sizes(t, e))
		return false;
	if (p->held_until)
		memcpy(until, p->held_until, t->count * sizeof(*until));
	if (!p->is_exact) {
		until[step] = later.after > until[step] ? later.after : until[step];
		made = package_plan(a, t, until);
	} else if (!plan_exactly(t, step, later.after, made.quarter)) {
		return err_set(e, ERR_LIMIT, "too many sets of steps to say what a delay costs");
	}
	made.held_until = until;
	finish(t, &made);
	*ret = made;
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
