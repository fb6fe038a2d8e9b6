/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The order of steps.  A step is (dimension, level); it needs the level below
 * it and what the catalogue says.  Effort and importance are in thousandths,
 * so that fractions of a day stay whole numbers.
 *
 * A plan gives every required step a quarter.  It minimises the sum of value
 * times quarter, with at most `capacity` of effort and `max_parallel` steps a
 * quarter, a step starting `lag` (0 or 1) quarters after what it needs.  That is
 * strongly NP-hard in general and small here: dynamic programming over sets of
 * finished steps is exact up to PLAN_STATES_MAX sets; beyond that the package
 * rule is used and improved by exchanges, and the plan says so, with what no plan
 * can go below.  PLAN_TRIES_MAX only bounds the time of
 * tasks whose sets can be reached in very many ways.
 *
 * The plan is a proposal: people move steps, plan_check looks only at what they
 * may not break.
 */
#ifndef PEIL_PLAN_PLAN_H
#define PEIL_PLAN_PLAN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum {
	PLAN_LEVELS = 10,
	PLAN_DIMENSIONS_MAX = 200,
	PLAN_STEPS_MAX = 300,		/* the package rule and its exchanges are cubic in these */
	PLAN_EXACT_STEPS = 64,		/* a set is one 64-bit word */
	PLAN_STATES_MAX = 250 * 1000,
	PLAN_TRIES_MAX = 250 * 1000 * 1000,	/* ways to fill a quarter; some ten seconds */
	PLAN_DELAY_TRIES_MAX = 1000 * 1000 * 1000,	/* for all delays of a plan together */
	PLAN_UNIT = 1000,
};

/* Effort, importance and capacity stay below 10^6, in thousandths 10^9. */
#define PLAN_AMOUNT_MAX (INT64_C(1000000) * PLAN_UNIT)

/* --- what is required ---------------------------------------------------------- */

struct plan_step {
	size_t dimension;
	int level;		/* 1..PLAN_LEVELS */
};

struct plan_need {
	struct plan_step step, needs;
};

struct plan_catalogue {
	size_t dimensions;
	const int *current, *ambition;	/* per dimension, 0..PLAN_LEVELS */
	const struct plan_need *need;
	size_t needs;
};

/* In the order of dimensions, then levels.  before[i] lists places in step[]. */
struct plan_required {
	size_t count;
	struct plan_step *step;
	bool *is_only_prerequisite;	/* above the ambition of its own dimension */
	size_t **before, *before_count;
};

/* A ring of steps that need each other: its members in ret_ring; 0 if none. */
size_t plan_find_cycle(struct arena *a, const struct plan_catalogue *c,
		       struct plan_step **ret_ring);

/* The catalogue has no cycle. */
struct plan_required plan_required_of(struct arena *a, const struct plan_catalogue *c);

/* --- in which quarter ------------------------------------------------------------ */

struct plan_task {
	size_t count;
	const int64_t *effort, *value;	/* value 0 for steps that are only prerequisites */
	size_t *const *before;
	const size_t *before_count;
	int64_t capacity;
	int max_parallel, lag;
};

struct plan {
	bool is_exact;
	int *quarter;			/* per step, from 1 */
	int quarters;
	int64_t cost;			/* sum of value * quarter, in thousandths */
	int64_t least;			/* by plan_make: no plan costs less */
};

/* ERR_INPUT when a step is larger than the capacity. */
bool plan_make(struct arena *a, const struct plan_task *t, struct plan *ret, struct err *e);

struct plan_later {
	size_t step;
	int after;			/* quarter */
};

/* As plan_make, with later.step later than later.after.  For an exact plan the
 * answer is exact or ERR_LIMIT; else it is this plan with the step held back and
 * exchanges after it. */
bool plan_make_later(struct arena *a, const struct plan_task *t, const struct plan *p,
		     struct plan_later later, struct plan *ret, struct err *e);

/*
 * What it costs to start each step of this plan at least a quarter later, 0 or
 * more.  PLAN_COST_UNKNOWN when a limit is passed, or when the package rule
 * happens to find a cheaper plan that way and so cannot say.
 */
#define PLAN_COST_UNKNOWN INT64_C(-1)
void plan_delays(const struct plan_task *t, const struct plan *p, int64_t *ret_cost);

/* Which steps keep their quarter when the capacity is 20 % lower or higher and
 * when all effort is 25 % lower or higher, in plans made the same way.  A case
 * that cannot be planned so, because a step no longer fits in a quarter or a
 * limit is passed, fixes nothing. */
void plan_fixed(struct arena *a, const struct plan_task *t, const struct plan *p,
		bool *ret_is_fixed);

/* Whether quarters set by people keep to what comes before, capacity and the
 * number at once.  ret_step is the first step in the way, ret_why a code. */
enum plan_fault { PLAN_SOUND, PLAN_TOO_EARLY, PLAN_OVER_CAPACITY, PLAN_TOO_MANY };
enum plan_fault plan_check(const struct plan_task *t, const int *quarter, size_t *ret_step);

#endif
