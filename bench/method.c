/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How long the method takes: all statistics of 1,000 groups x 60 items, a plan
 * with 19 steps and all its delays, the attack on 50 published groups.  Prints
 * the best of a few turns, in milliseconds.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/rng.h"
#include "method/compare.h"
#include "disclosure/disclosure.h"
#include "plan/plan.h"
#include "method/range.h"
#include "method/statistics.h"
#include "method/talk.h"
#include "size.h"

enum { GROUPS = SIZE(1000, 5), ITEMS = 60, TURNS = SIZE(5, 1), STEPS = SIZE(19, 12), SETS = SIZE(50, 8) };

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void report(const char *what, double (*turn)(void))
{
	double best = turn();

	for (int i = 1; i < TURNS; i++) {
		const double took = turn();

		best = took < best ? took : best;
	}
	printf("%-58s %9.2f ms\n", what, best);
}

static struct tally tallies[GROUPS * ITEMS];
static volatile double sink;

static void fill_tallies(void)
{
	struct rng r = { 1 };

	for (int i = 0; i < GROUPS * ITEMS; i++) {
		tallies[i].levels = 5;
		for (int j = 0; j < 12; j++)
			tallies[i].c[rng_next_below(&r, 5)]++;
	}
}

static double shown_figures(void)
{
	const double start = now_ms();
	double sum = 0;

	for (int i = 0; i < GROUPS * ITEMS; i++) {
		const struct tally *t = &tallies[i];

		sum += median_low(t) + median_high(t) + quartile_1(t) + quartile_3(t) + spread_d(t) +
		       pairs_apart(t) + interpolated_median(t) + two_groups(t) + dont_know_rate(t);
	}
	sink = sum;
	return now_ms() - start;
}

static double all_statistics(void)
{
	const double start = now_ms();
	struct statistics s;
	double sum = 0;

	for (int i = 0; i < GROUPS * ITEMS; i++) {
		statistics_of(&tallies[i], &s);
		sum += s.consensus + s.agreement_a;
	}
	sink = sum;
	return now_ms() - start;
}

static double ranges(void)
{
	const double start = now_ms();
	struct range r;

	for (int i = 0; i < GROUPS * ITEMS; i++)
		if (range_of(&tallies[i], 15, &r))
			sink = r.spread_max;
	return now_ms() - start;
}

static double exact_tests(void)
{
	const double start = now_ms();
	struct tally rest = { .levels = 5, .c = { 60, 90, 120, 70, 48 } };
	struct wmw w;

	for (int i = 0; i < ITEMS; i++)
		if (wmw_of(&tallies[i], &rest, &w))
			sink = w.p;
	return now_ms() - start;
}

static double conversation(void)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)1 << 24);
	struct talk_item *item = ARENA_ARRAY(a, struct talk_item, ITEMS);
	struct talk_value *value = ARENA_ARRAY(a, struct talk_value, ITEMS);
	size_t *order = ARENA_ARRAY(a, size_t, ITEMS);
	const double start = now_ms();

	for (int i = 0; i < ITEMS; i++)
		item[i] = (struct talk_item){ .now = tallies[i], .wish = tallies[i + 100],
					      .importance = tallies[i + 200] };
	talk_values(a, item, ITEMS, 5, value, order);
	return now_ms() - start;
}

/* Ten subjects, one or two steps each, some waiting for another subject. */
static struct plan_task plan_task(struct arena *a)
{
	struct rng r = { 3 };
	int64_t *effort = ARENA_ARRAY(a, int64_t, STEPS), *value = ARENA_ARRAY(a, int64_t, STEPS);
	size_t **before = ARENA_ARRAY(a, size_t *, STEPS), *count = ARENA_ARRAY(a, size_t, STEPS);

	for (size_t i = 0; i < STEPS; i++) {
		effort[i] = 5 + (int64_t)rng_next_below(&r, 20);
		value[i] = 1 + (int64_t)rng_next_below(&r, 5);
		before[i] = ARENA_ARRAY(a, size_t, 2);
		if (i >= 10)
			before[i][count[i]++] = i - 10;
		if (i >= 10 && i % 3 == 0)
			before[i][count[i]++] = i - 9;
	}
	return (struct plan_task){ .count = STEPS, .effort = effort, .value = value, .before = before,
				   .before_count = count, .capacity = 60, .max_parallel = 4, .lag = 1 };
}

static double plan_once(void)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)1 << 24);
	const struct plan_task t = plan_task(a);
	const double start = now_ms();
	struct plan p;
	struct err e;

	if (plan_make(a, &t, &p, &e))
		sink = p.is_exact;
	return now_ms() - start;
}

static double plan_with_reasons(void)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)1 << 24);
	const struct plan_task t = plan_task(a);
	const double start = now_ms();
	bool is_fixed[STEPS];
	int64_t delay[STEPS];
	struct plan p;
	struct err e;

	if (!plan_make(a, &t, &p, &e))
		return 0;
	plan_delays(&t, &p, delay);
	sink = (double)delay[0];
	plan_fixed(a, &t, &p, is_fixed);
	return now_ms() - start;
}

static double attack(void)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)1 << 26);
	uint8_t *member = ARENA_ARRAY(a, uint8_t, SETS * SETS);
	int64_t *size = ARENA_ARRAY(a, int64_t, SETS);
	const struct disclosure_family f = { SETS, SETS, size, member, 5 };
	struct rng r = { 4 };
	struct disclosure d;
	struct err e;
	double start;

	for (int i = 0; i < SETS * SETS; i++)
		member[i] = rng_next_below(&r, 2) == 1;
	for (int i = 0; i < SETS; i++)
		size[i] = 2 + (int64_t)rng_next_below(&r, 10);
	start = now_ms();
	if (disclosure_find(a, &f, &d, &e))
		sink = (double)d.size;
	return now_ms() - start;
}

int main(void)
{
	fill_tallies();
	report("shown figures, 1,000 groups x 60 items", shown_figures);
	report("the statistician's set, 1,000 x 60", all_statistics);
	report("ranges for 3 silent members, 1,000 x 60", ranges);
	report("exact Wilcoxon-Mann-Whitney, 12 against 388, 60 items", exact_tests);
	report("conversation value of 60 items, 286 weightings", conversation);
	report("plan with 19 steps", plan_once);
	report("plan with 19 steps, every delay and what stays fixed", plan_with_reasons);
	report("attack on 50 published groups", attack);
	return 0;
}
