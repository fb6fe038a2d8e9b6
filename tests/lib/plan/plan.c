/* SPDX-License-Identifier: EUPL-1.2 */
/* Plans: by hand, against every plan, and what must always hold. */
#include "cases.h"

#include <string.h>

#include "plan/plan_search.h"

enum { STEPS = 6 };

static void by_hand(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 24);
	const int current[] = { 1, 1 }, ambition[] = { 3, 2 };
	const struct plan_need need[] = { { { 0, 3 }, { 1, 2 } } };
	const struct plan_catalogue c = { 2, current, ambition, need, 1 };
	const int64_t effort[] = { 20, 20, 10 }, value[] = { 5, 5, 2 };
	const struct plan_required r = plan_required_of(a, &c);
	const struct plan_task t = { 3, effort, value, r.before, r.before_count, 30, 2, 1 };
	struct plan_step *ring = NULL;
	struct plan p, later;
	struct err e = { 0 };
	bool is_fixed[3];

	(void)state;
	assert_int_equal(plan_find_cycle(a, &c, &ring), 0);
	assert_int_equal(r.count, 3);	/* A2, A3, B2 */
	assert_int_equal(r.before_count[0], 0);
	assert_int_equal(r.before_count[1], 2);
	assert_int_equal(r.before_count[2], 0);
	assert_true(plan_make(a, &t, &p, &e));
	assert_true(p.is_exact);
	assert_int_equal(p.cost, 17);
	assert_int_equal(p.least, 17);
	assert_int_equal(p.quarter[0], 1);
	assert_int_equal(p.quarter[1], 2);
	assert_int_equal(p.quarter[2], 1);
	assert_true(plan_make_later(a, &t, &p, (struct plan_later){ 2, 1 }, &later, &e));
	assert_int_equal(later.cost, 24);
	assert_int_equal(later.quarter[1], 3);
	plan_fixed(a, &t, &p, is_fixed);
	assert_true(is_fixed[0]);
	assert_false(is_fixed[2]);	/* with 24 days a quarter it has to wait */
}

static void prerequisites_raise_other_dimensions(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const int current[] = { 1, 1, 4 }, ambition[] = { 2, 1, 1 };
	const struct plan_need need[] = { { { 0, 2 }, { 1, 3 } }, { { 0, 2 }, { 2, 2 } } };
	const struct plan_catalogue c = { 3, current, ambition, need, 2 };
	const struct plan_required r = plan_required_of(a, &c);

	(void)state;
	assert_int_equal(r.count, 3);	/* 0:2, 1:2, 1:3 */
	assert_false(r.is_only_prerequisite[0]);
	assert_true(r.is_only_prerequisite[1] && r.is_only_prerequisite[2]);
	assert_int_equal(r.before_count[0], 1);
	assert_int_equal(r.before[0][0], 2);
	assert_int_equal(r.before[2][0], 1);
}

static void a_ring_is_found(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	const int level[] = { 1, 1 };
	/* 0:2 needs 1:3, which needs 1:2, which needs 0:2 */
	const struct plan_need need[] = { { { 0, 2 }, { 1, 3 } }, { { 1, 2 }, { 0, 2 } } };
	const struct plan_catalogue c = { 2, level, level, need, 2 };
	const struct plan_need itself[] = { { { 1, 4 }, { 1, 4 } } };
	const struct plan_catalogue alone = { 2, level, level, itself, 1 };
	struct plan_step *ring = NULL;

	(void)state;
	assert_int_equal(plan_find_cycle(a, &c, &ring), 3);
	assert_int_equal(plan_find_cycle(a, &alone, &ring), 1);
	assert_int_equal(ring[0].level, 4);
}

/* --- against every plan ----------------------------------------------------------------- */

struct instance {
	struct plan_task t;
	int64_t effort[80], value[80];
	size_t before[80][80], *list[80], count[80];
};

static void invent(struct rng *r, struct instance *x, size_t steps)
{
	memset(x, 0, sizeof(*x));
	for (size_t i = 0; i < steps; i++) {
		x->effort[i] = 1 + (int64_t)rng_next_below(r, 10);
		x->value[i] = (int64_t)rng_next_below(r, 6);
		x->list[i] = x->before[i];
		for (size_t j = 0; j < i; j++)
			if (rng_next_below(r, steps) == 0)
				x->before[i][x->count[i]++] = j;
	}
	x->t = (struct plan_task){
		.count = steps, .effort = x->effort, .value = x->value, .before = x->list,
		.before_count = x->count, .capacity = 10 + (int64_t)rng_next_below(r, 8),
		.max_parallel = 1 + (int)rng_next_below(r, 3), .lag = (int)rng_next_below(r, 2),
	};
}

/* The least cost with step `held` after quarter `until`; quarters are tried like
 * the digits of a number. */
static int64_t least_cost(const struct plan_task *t, size_t held, int until)
{
	int quarter[STEPS], most = (int)t->count + until;
	int64_t least = INT64_MAX;
	size_t at, fault;

	for (size_t i = 0; i < t->count; i++)
		quarter[i] = 1;
	do {
		int64_t cost = 0;

		for (size_t i = 0; i < t->count; i++)
			cost += t->value[i] * quarter[i];
		if (cost < least && (held >= t->count || quarter[held] > until) &&
		    plan_check(t, quarter, &fault) == PLAN_SOUND)
			least = cost;
		for (at = 0; at < t->count && quarter[at] == most; at++)
			quarter[at] = 1;
		if (at < t->count)
			quarter[at]++;
	} while (at < t->count);
	return least;
}

static void the_exact_plan_is_the_best_of_all(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct instance *x = ARENA_NEW(a, struct instance);
	struct rng r = { 71 };
	size_t fault;

	(void)state;
	for (int round = 0; round < 150; round++) {
		struct plan p, later;
		struct err e = { 0 };
		size_t held;

		invent(&r, x, 1 + rng_next_below(&r, STEPS - 1));
		assert_true(plan_make(a, &x->t, &p, &e));
		assert_true(p.is_exact);
		assert_int_equal(plan_check(&x->t, p.quarter, &fault), PLAN_SOUND);
		assert_int_equal(p.cost, least_cost(&x->t, SIZE_MAX, 0));
		held = rng_next_below(&r, x->t.count);
		assert_true(plan_make_later(a, &x->t, &p, (struct plan_later){ held, 1 }, &later,
					    &e));
		assert_int_equal(later.cost, least_cost(&x->t, held, 1));
		assert_true(later.quarter[held] > 1);
	}
}

static void the_cost_of_each_delay_is_exact(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct instance *x = ARENA_NEW(a, struct instance);
	struct rng r = { 74 };

	(void)state;
	for (int round = 0; round < 60; round++) {
		struct plan p;
		struct err e = { 0 };
		int64_t delay[STEPS];

		invent(&r, x, 1 + rng_next_below(&r, 4));
		assert_true(plan_make(a, &x->t, &p, &e));
		plan_delays(&x->t, &p, delay);
		for (size_t i = 0; i < x->t.count; i++)
			assert_int_equal(delay[i], least_cost(&x->t, i, p.quarter[i]) - p.cost);
	}
}

/* Thirty steps that all fit have one full quarter among 2^30 that are not. */
static void ways_that_leave_room_are_not_tried(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct instance *x = ARENA_NEW(a, struct instance);
	struct rng r = { 75 };
	struct plan p;
	struct err e = { 0 };
	bool is_fixed[80];

	(void)state;
	invent(&r, x, 30);
	memset(x->count, 0, sizeof(x->count));
	x->t.max_parallel = 30;
	x->t.capacity = 1000;
	assert_true(plan_make(a, &x->t, &p, &e));
	assert_true(p.is_exact);
	assert_int_equal(p.quarters, 1);
	plan_fixed(a, &x->t, &p, is_fixed);
	for (size_t i = 0; i < 30; i++)
		assert_true(is_fixed[i]);
}

static void package_plans_are_sound(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct instance *x = ARENA_NEW(a, struct instance);
	struct rng r = { 72 };
	size_t fault;

	(void)state;
	for (int round = 0; round < 12; round++) {
		struct plan p, later;
		struct err e = { 0 };

		invent(&r, x, 65 + rng_next_below(&r, 15));
		assert_true(plan_make(a, &x->t, &p, &e));
		assert_false(p.is_exact);
		assert_int_equal(plan_check(&x->t, p.quarter, &fault), PLAN_SOUND);
		assert_true(plan_make_later(a, &x->t, &p, (struct plan_later){ 0, 3 }, &later, &e));
		assert_int_equal(plan_check(&x->t, later.quarter, &fault), PLAN_SOUND);
		assert_true(later.quarter[0] > 3);
	}
}

/* If the rule's own plan got cheaper by waiting with a step, that would be its plan. */
static void waiting_never_makes_a_package_plan_cheaper(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct instance *x = ARENA_NEW(a, struct instance);
	struct rng r = { 76 };

	(void)state;
	for (int round = 0; round < 5; round++) {
		int64_t delay[80];
		struct plan p;
		struct err e = { 0 };

		invent(&r, x, 65 + rng_next_below(&r, 15));
		assert_true(plan_make(a, &x->t, &p, &e));
		plan_delays(&x->t, &p, delay);
		for (size_t i = 0; i < x->t.count; i++)
			assert_true(delay[i] >= 0);
	}
}

static int64_t cost_of(const struct plan_task *t, const int *quarter)
{
	int64_t cost = 0;

	for (size_t i = 0; i < t->count; i++)
		cost += t->value[i] * quarter[i];
	return cost;
}

/* Where the best plan is known: exchanges come within 3 % of it, most often all the
 * way, and the bound is never above it. */
static void exchanges_come_near_the_best(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct instance *x = ARENA_NEW(a, struct instance);
	struct rng r = { 77 };
	int best = 0;
	size_t fault;

	(void)state;
	for (int round = 0; round < 60; round++) {
		int exact[80];
		struct plan p;
		int64_t least;

		arena_reset(a);
		x = ARENA_NEW(a, struct instance);
		invent(&r, x, 4 + rng_next_below(&r, 13));
		assert_true(plan_exactly(&x->t, PLAN_NO_STEP, 0, exact));
		p = plan_roughly(a, &x->t);
		assert_int_equal(plan_check(&x->t, p.quarter, &fault), PLAN_SOUND);
		assert_int_equal(p.cost, cost_of(&x->t, p.quarter));
		assert_true(p.cost >= cost_of(&x->t, exact));
		assert_true(100 * p.cost <= 103 * cost_of(&x->t, exact));
		best += p.cost == cost_of(&x->t, exact);
		least = plan_least(a, &x->t, p.quarters);
		assert_true(least <= cost_of(&x->t, exact) && 2 * least >= p.cost);
	}
	assert_true(best >= 50);
}

/* Thirty steps that need nothing: no plan is known to be the best, the bound says
 * how near this one is. */
static void the_bound_is_near(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct instance *x = ARENA_NEW(a, struct instance);
	struct rng r = { 78 };

	(void)state;
	for (int round = 0; round < 8; round++) {
		struct plan p;
		int64_t least;

		arena_reset(a);
		x = ARENA_NEW(a, struct instance);
		invent(&r, x, 30);
		memset(x->count, 0, sizeof(x->count));
		p = plan_roughly(a, &x->t);
		least = plan_least(a, &x->t, p.quarters);
		assert_true(least <= p.cost);
		assert_true(100 * p.cost <= 108 * least);
	}
}

/* Twenty steps that need nothing: too many sets, so the rule decides, and says so. */
static void beyond_the_limit_it_says_so(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct instance *x = ARENA_NEW(a, struct instance);
	struct rng r = { 73 };
	struct plan p;
	struct err e = { 0 };

	(void)state;
	invent(&r, x, 40);
	memset(x->count, 0, sizeof(x->count));
	x->t.max_parallel = 3;
	assert_true(plan_make(a, &x->t, &p, &e));
	assert_false(p.is_exact);
	assert_true(p.least <= p.cost && 2 * p.least > p.cost);
	x->effort[7] = x->t.capacity + 1;
	assert_false(plan_make(a, &x->t, &p, &e));
	assert_int_equal(e.kind, ERR_INPUT);
}

static void people_may_move_steps(void **state)
{
	size_t first[] = { 0 }, *before[] = { NULL, first, NULL }, count[] = { 0, 1, 0 };
	const int64_t effort[] = { 5, 5, 6 }, value[] = { 1, 1, 1 };
	struct plan_task t = { 3, effort, value, before, count, 10, 2, 1 };
	size_t step = 9;

	(void)state;
	assert_int_equal(plan_check(&t, (int[]){ 1, 2, 3 }, &step), PLAN_SOUND);
	assert_int_equal(plan_check(&t, (int[]){ 2, 2, 3 }, &step), PLAN_TOO_EARLY);
	assert_int_equal(step, 1);
	assert_int_equal(plan_check(&t, (int[]){ 1, 2, 2 }, &step), PLAN_OVER_CAPACITY);
	t.capacity = 20;
	t.max_parallel = 1;
	assert_int_equal(plan_check(&t, (int[]){ 1, 2, 2 }, &step), PLAN_TOO_MANY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_hand),
		cmocka_unit_test(prerequisites_raise_other_dimensions),
		cmocka_unit_test(a_ring_is_found),
		cmocka_unit_test(the_exact_plan_is_the_best_of_all),
		cmocka_unit_test(the_cost_of_each_delay_is_exact),
		cmocka_unit_test(ways_that_leave_room_are_not_tried),
		cmocka_unit_test(package_plans_are_sound),
		cmocka_unit_test(waiting_never_makes_a_package_plan_cheaper),
		cmocka_unit_test(exchanges_come_near_the_best),
		cmocka_unit_test(the_bound_is_near),
		cmocka_unit_test(beyond_the_limit_it_says_so),
		cmocka_unit_test(people_may_move_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
