/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Dynamic programming over sets of finished steps.  Every quarter in which a
 * step is not yet finished costs its value once, so what is still to come
 * depends only on the set, not on the quarter:
 *
 *	cost(S) = value not in S + least cost(S with T) over what fits in a quarter
 *
 * T may be taken so large that nothing more fits, because values are not
 * negative and doing more earlier never hurts.  A step that is held back until
 * some quarter makes the quarters up to there part of the state; after that the
 * sets are those of the plan in which nothing is held back, so all delays of a
 * plan share the table of those.
 */
#include "plan/plan_search.h"

#include <stdlib.h>

struct state {
	uint64_t set, choice;
	int64_t cost;
	int quarter;		/* 0: nothing is held back any more */
	bool is_used;
};

/* By open addressing.  With TABLE_SIZE a power of two it stays half full for a
 * plan and three quarters for delays. */
enum { TABLE_SIZE = 1 << 19, TABLE_MOST = TABLE_SIZE / 4 * 3 };

struct table {
	struct state *state;
	size_t states, most;
};

struct exact {
	const struct plan_task *t;
	uint64_t all, held;
	uint64_t before[PLAN_EXACT_STEPS];
	int until;
	struct table free, holding;	/* with quarter 0; with the others */
	size_t tries, tries_max;
	bool is_over;
};

/* One quarter that is being filled. */
struct filling {
	uint64_t set, taken, refused, barred;
	int64_t room;
	int places, quarter;
	uint64_t best_choice;
	int64_t best;		/* -1: none yet */
};

static int64_t cost_from(struct exact *x, uint64_t set, int quarter);

/* What the state of a quarter is called: once nothing is held back, any is 0. */
static int key_of(const struct exact *x, int quarter)
{
	return quarter > x->until ? 0 : quarter;
}

static struct table *table_of(struct exact *x, int key)
{
	return key ? &x->holding : &x->free;
}

static struct state *find(struct exact *x, uint64_t set, int key)
{
	struct state *state = table_of(x, key)->state;
	uint64_t h = (set ^ (uint64_t)key * UINT64_C(0x9e3779b97f4a7c15)) *
		     UINT64_C(0xbf58476d1ce4e5b9);
	size_t at = (size_t)(h >> 40) & (TABLE_SIZE - 1);

	while (state[at].is_used && (state[at].set != set || state[at].quarter != key))
		at = (at + 1) & (TABLE_SIZE - 1);
	return &state[at];
}

static bool fits(const struct exact *x, const struct filling *f, int i)
{
	const uint64_t ready = x->t->lag ? f->set : f->set | f->taken;

	return !(x->before[i] & ~ready) && x->t->effort[i] <= f->room && f->places > 0;
}

/* The first step that could still be added, or -1. */
static int next_step(const struct exact *x, const struct filling *f)
{
	for (uint64_t rest = x->all & ~f->set & ~f->taken & ~f->refused; rest; rest &= rest - 1) {
		const int i = __builtin_ctzll(rest);

		if (fits(x, f, i))
			return i;
	}
	return -1;
}

/* Whether a refused step, other than a barred one, would fit after all. */
static bool could_hold_more(const struct exact *x, const struct filling *f)
{
	for (uint64_t rest = f->refused & ~f->barred; rest; rest &= rest - 1)
		if (fits(x, f, __builtin_ctzll(rest)))
			return true;
	return false;
}

/* Whether it would even with everything else that can still be added: then no
 * way to go on from here is full. */
static bool will_hold_more(const struct exact *x, const struct filling *f)
{
	struct filling full = *f;

	for (uint64_t rest = x->all & ~f->set & ~f->taken & ~f->refused; rest; rest &= rest - 1) {
		const int i = __builtin_ctzll(rest);

		if ((x->t->lag && (x->before[i] & ~f->set)) || x->t->effort[i] > f->room)
			continue;
		full.room -= x->t->effort[i];
		full.places--;
	}
	return could_hold_more(x, &full);
}

static void fill_quarter(struct exact *x, struct filling *f)
{
	const int i = next_step(x, f);
	const uint64_t bit = i < 0 ? 0 : UINT64_C(1) << i;
	int64_t cost;

	if (x->is_over || ++x->tries > x->tries_max) {
		x->is_over = true;
		return;
	}
	if (i >= 0 && will_hold_more(x, f))
		return;
	if (i >= 0) {
		f->taken |= bit;
		f->room -= x->t->effort[i];
		f->places--;
		fill_quarter(x, f);
		f->taken &= ~bit;
		f->room += x->t->effort[i];
		f->places++;
		f->refused |= bit;
		fill_quarter(x, f);
		f->refused &= ~bit;
		return;
	}
	if (could_hold_more(x, f))
		return;
	cost = cost_from(x, f->set | f->taken, f->quarter + 1);
	if (!x->is_over && (f->best < 0 || cost < f->best)) {
		f->best = cost;
		f->best_choice = f->taken;
	}
}

static int64_t value_outside(const struct exact *x, uint64_t set)
{
	int64_t sum = 0;

	for (uint64_t rest = x->all & ~set; rest; rest &= rest - 1)
		sum += x->t->value[__builtin_ctzll(rest)];
	return sum;
}

/* The least cost from here on, when `set` is finished before `quarter` begins. */
static int64_t cost_from(struct exact *x, uint64_t set, int quarter)
{
	const int key = key_of(x, quarter);
	struct filling f = {
		.set = set, .room = x->t->capacity, .places = x->t->max_parallel,
		.quarter = quarter, .best = -1, .refused = key ? x->held : 0,
		.barred = key ? x->held : 0,
	};
	struct state *s = find(x, set, key);

	if (set == x->all)
		return 0;
	if (s->is_used)
		return s->cost;
	if (table_of(x, key)->states >= table_of(x, key)->most) {
		x->is_over = true;
		return 0;
	}
	table_of(x, key)->states++;
	fill_quarter(x, &f);
	if (x->is_over)
		return 0;
	s = find(x, set, key);	/* the table changed meanwhile */
	*s = (struct state){
		.set = set, .quarter = key, .choice = f.best_choice,
		.cost = f.best + value_outside(x, set), .is_used = true,
	};
	return s->cost;
}

static void read_quarters(struct exact *x, int *ret_quarter)
{
	uint64_t set = 0;

	for (int quarter = 1; set != x->all; quarter++) {
		const struct state *s = find(x, set, key_of(x, quarter));

		for (uint64_t rest = s->choice; rest; rest &= rest - 1)
			ret_quarter[__builtin_ctzll(rest)] = quarter;
		set |= s->choice;
	}
}

static void exact_free(struct exact *x)
{
	free(x->free.state);
	free(x->holding.state);
}

/* Nothing held back before: one table.  False when there are more steps than a
 * set holds, or no memory. */
static bool exact_init(const struct plan_task *t, size_t most, size_t tries_max, struct exact *x)
{
	if (t->count > PLAN_EXACT_STEPS)
		return false;
	x->t = t;
	x->free.state = calloc(TABLE_SIZE, sizeof(*x->free.state));
	x->free.most = x->holding.most = most;
	x->tries_max = tries_max;
	for (size_t i = 0; i < t->count; i++) {
		x->all |= UINT64_C(1) << i;
		for (size_t j = 0; j < t->before_count[i]; j++)
			x->before[i] |= UINT64_C(1) << t->before[i][j];
	}
	return x->free.state;
}

/* What was found without anything held back is kept. */
static bool hold(struct exact *x, size_t step, int until)
{
	free(x->holding.state);
	x->holding.state = calloc(TABLE_SIZE, sizeof(*x->holding.state));
	x->holding.states = 0;
	x->is_over = false;
	x->held = UINT64_C(1) << step;
	x->until = until;
	return x->holding.state;
}

bool plan_exactly(const struct plan_task *t, size_t held, int until, int *ret_quarter)
{
	SCOPED(exact_free) struct exact x = { 0 };

	if (!exact_init(t, PLAN_STATES_MAX, PLAN_TRIES_MAX, &x) ||
	    (held != PLAN_NO_STEP && !hold(&x, held, until)))
		return false;
	cost_from(&x, 0, 1);
	if (x.is_over)
		return false;
	read_quarters(&x, ret_quarter);
	return true;
}

void plan_exact_delays(const struct plan_task *t, const int *quarter, int64_t *ret_cost)
{
	SCOPED(exact_free) struct exact x = { 0 };
	const bool is_ready = exact_init(t, TABLE_MOST, PLAN_DELAY_TRIES_MAX, &x);

	for (size_t i = 0; i < t->count; i++) {
		ret_cost[i] = PLAN_COST_UNKNOWN;
		if (!is_ready || !hold(&x, i, quarter[i]))
			continue;
		ret_cost[i] = cost_from(&x, 0, 1);
		if (x.is_over)
			ret_cost[i] = PLAN_COST_UNKNOWN;
	}
}
