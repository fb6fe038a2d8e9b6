/* SPDX-License-Identifier: EUPL-1.2 */
/* Plans: which way to make one, what a delay costs, what stays fixed. */
#include "method/plan.h"

#include "method/plan_search.h"

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

bool plan_make(struct arena *a, const struct plan_task *t, struct plan *ret, struct err *e)
{
	struct plan p = { .quarter = ARENA_ARRAY(a, int, t->count + 1) };

	if (!check_sizes(t, e))
		return false;
	p.is_exact = plan_exactly(a, t, PLAN_NO_STEP, 0, p.quarter);
	if (!p.is_exact)
		plan_by_package(a, t, PLAN_NO_STEP, 0, p.quarter);
	finish(t, &p);
	*ret = p;
	return true;
}

bool plan_make_later(struct arena *a, const struct plan_task *t, const struct plan *p,
		     size_t step, int after, struct plan *ret, struct err *e)
{
	struct plan later = {
		.quarter = ARENA_ARRAY(a, int, t->count + 1), .is_exact = p->is_exact,
	};

	if (!check_sizes(t, e))
		return false;
	if (!p->is_exact)
		plan_by_package(a, t, step, after, later.quarter);
	else if (!plan_exactly(a, t, step, after, later.quarter))
		return err_set(e, ERR_LIMIT, "too many sets of steps to say what a delay costs");
	finish(t, &later);
	*ret = later;
	return true;
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

	for (size_t i = 0; i < t->count; i++)
		effort[i] = t->effort[i] * c.effort;
	changed.effort = effort;
	changed.capacity = t->capacity * c.capacity;
	if (!plan_make(a, &changed, &other, &e)) {
		for (size_t i = 0; i < t->count; i++)
			is_fixed[i] = false;
		return;
	}
	for (size_t i = 0; i < t->count; i++)
		is_fixed[i] &= other.quarter[i] == p->quarter[i];
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
