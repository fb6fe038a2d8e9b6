/* SPDX-License-Identifier: EUPL-1.2 */
/* The ways to make a plan, and what none can go below; plan_make.c chooses. */
#ifndef PEIL_PLAN_PLAN_SEARCH_H
#define PEIL_PLAN_PLAN_SEARCH_H

#include "plan/plan.h"

#define PLAN_NO_STEP ((size_t)-1)

/* `held` may not be in quarters 1..until; PLAN_NO_STEP when nothing is held.
 * False when a limit is passed; ret_quarter is then undefined. */
bool plan_exactly(const struct plan_task *t, size_t held, int until, int *ret_quarter);

/* The least cost with step i later than quarter[i], one step at a time, or
 * PLAN_COST_UNKNOWN past a limit. */
void plan_exact_delays(const struct plan_task *t, const int *quarter, int64_t *ret_cost);

/* The plan beyond what is exact: the package rule and exchanges (plan_make.c). */
struct plan plan_roughly(struct arena *a, const struct plan_task *t);

/* What needs each step: the other side of plan_task.before. */
struct plan_links {
	size_t **after, *count;
};
struct plan_links plan_links_of(struct arena *a, const struct plan_task *t);

/* Makes a sound plan cheaper by exchanges; step i stays out of quarters
 * 1..after[i].  *tries is how many exchanges may still be looked at. */
void plan_improve(struct arena *a, const struct plan_task *t, const struct plan_links *links,
		  const int *after, int64_t *tries, int *quarter);

/* Each step in turn in the first quarter after after[i] that holds it; in `order`
 * it stands behind what it needs. */
void plan_by_order(struct arena *a, const struct plan_task *t, const size_t *order,
		   const int *after, int *ret_quarter);

/* No plan costs less.  `quarters` is how many are looked at, those of a plan. */
int64_t plan_least(struct arena *a, const struct plan_task *t, int quarters);

void plan_by_package(struct arena *a, const struct plan_task *t, int *ret_quarter);

#endif
