/* SPDX-License-Identifier: EUPL-1.2 */
/* The two ways to make a plan; plan_make.c chooses. */
#ifndef PEIL_METHOD_PLAN_SEARCH_H
#define PEIL_METHOD_PLAN_SEARCH_H

#include "method/plan.h"

#define PLAN_NO_STEP ((size_t)-1)

/* `held` may not be in quarters 1..until; PLAN_NO_STEP when nothing is held.
 * False when a limit is passed; ret_quarter is then undefined. */
bool plan_exactly(const struct plan_task *t, size_t held, int until, int *ret_quarter);

/* The least cost with step i later than quarter[i], one step at a time, or
 * PLAN_COST_UNKNOWN past a limit. */
void plan_exact_delays(const struct plan_task *t, const int *quarter, int64_t *ret_cost);

/* Step i may not be in quarters 1..until[i]. */
void plan_by_package(struct arena *a, const struct plan_task *t, const int *until,
		     int *ret_quarter);

#endif
