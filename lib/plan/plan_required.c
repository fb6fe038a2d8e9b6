/* SPDX-License-Identifier: EUPL-1.2 */
/* Which steps a plan must hold, and rings in the catalogue. */
#include "plan/plan.h"

/* Steps as numbers: dimension * PLAN_LEVELS + level - 1. */
static size_t number_of(struct plan_step s)
{
	return s.dimension * PLAN_LEVELS + (size_t)(s.level - 1);
}

static struct plan_step step_of(size_t number)
{
	return (struct plan_step){ number / PLAN_LEVELS, (int)(number % PLAN_LEVELS) + 1 };
}

/* What each step needs by the catalogue, as lists that start at from[step]. */
struct needs {
	size_t *from, *target;
};

static struct needs needs_of(struct arena *a, const struct plan_catalogue *c)
{
	const size_t steps = c->dimensions * PLAN_LEVELS;
	struct needs n = {
		.from = ARENA_ARRAY(a, size_t, steps + 1),
		.target = ARENA_ARRAY(a, size_t, c->needs + 1),
	};
	size_t *used = ARENA_ARRAY(a, size_t, steps + 1);

	for (size_t i = 0; i < c->needs; i++)
		n.from[number_of(c->need[i].step) + 1]++;
	for (size_t i = 0; i < steps; i++)
		n.from[i + 1] += n.from[i];
	for (size_t i = 0; i < c->needs; i++) {
		const size_t step = number_of(c->need[i].step);

		n.target[n.from[step] + used[step]++] = number_of(c->need[i].needs);
	}
	return n;
}

/* The at-th step that this one needs: first the level below, then the list. */
static bool needed(const struct needs *n, size_t step, size_t at, size_t *ret)
{
	const bool has_below = step % PLAN_LEVELS > 0;

	if (has_below && at == 0) {
		*ret = step - 1;
		return true;
	}
	at -= has_below;
	if (n->from[step] + at >= n->from[step + 1])
		return false;
	*ret = n->target[n->from[step] + at];
	return true;
}

struct walk {
	size_t *path, *next, depth;
	unsigned char *state;		/* 0 new, 1 on the path, 2 done */
};

/* Goes from one step to everything it needs; the place on the path where a ring
 * closes, or SIZE_MAX. */
static size_t walk_from(struct walk *w, const struct needs *n, size_t start)
{
	w->depth = 1;
	w->path[0] = start;
	w->next[0] = 0;
	w->state[start] = 1;
	while (w->depth > 0) {
		const size_t step = w->path[w->depth - 1];
		size_t target;

		if (!needed(n, step, w->next[w->depth - 1]++, &target)) {
			w->state[step] = 2;
			w->depth--;
		} else if (w->state[target] == 1) {
			for (size_t i = 0; i < w->depth; i++)
				if (w->path[i] == target)
					return i;
		} else if (w->state[target] == 0) {
			w->state[target] = 1;
			w->path[w->depth] = target;
			w->next[w->depth++] = 0;
		}
	}
	return SIZE_MAX;
}

size_t plan_find_cycle(struct arena *a, const struct plan_catalogue *c,
		       struct plan_step **ret_ring)
{
	const size_t steps = c->dimensions * PLAN_LEVELS;
	const struct needs n = needs_of(a, c);
	struct walk w = {
		.path = ARENA_ARRAY(a, size_t, steps + 1), .next = ARENA_ARRAY(a, size_t, steps + 1),
		.state = ARENA_ARRAY(a, unsigned char, steps + 1),
	};

	for (size_t i = 0; i < steps; i++) {
		const size_t closes = w.state[i] ? SIZE_MAX : walk_from(&w, &n, i);

		if (closes == SIZE_MAX)
			continue;
		*ret_ring = ARENA_ARRAY(a, struct plan_step, w.depth - closes);
		for (size_t j = closes; j < w.depth; j++)
			(*ret_ring)[j - closes] = step_of(w.path[j]);
		return w.depth - closes;
	}
	return 0;
}

static bool is_reached(const struct plan_catalogue *c, size_t number)
{
	const struct plan_step s = step_of(number);

	return s.level <= c->current[s.dimension];
}

/* Marks the step and everything under it that is not reached. */
static void mark(const struct plan_catalogue *c, const struct needs *n, size_t start, bool *is_in,
		 size_t *stack)
{
	size_t depth = 0;

	if (is_in[start] || is_reached(c, start))
		return;
	is_in[start] = true;
	stack[depth++] = start;
	while (depth > 0) {
		const size_t step = stack[--depth];
		size_t target;

		for (size_t at = 0; needed(n, step, at, &target); at++)
			if (!is_in[target] && !is_reached(c, target)) {
				is_in[target] = true;
				stack[depth++] = target;
			}
	}
}

static void list_before(struct arena *a, const struct needs *n, const size_t *place, size_t number,
			struct plan_required *r)
{
	const size_t i = place[number];
	size_t target, count = 0;

	for (size_t at = 0; needed(n, number, at, &target); at++)
		count++;
	r->before[i] = ARENA_ARRAY(a, size_t, count + 1);
	for (size_t at = 0; needed(n, number, at, &target); at++)
		if (place[target] != SIZE_MAX)
			r->before[i][r->before_count[i]++] = place[target];
}

struct plan_required plan_required_of(struct arena *a, const struct plan_catalogue *c)
{
	const size_t steps = c->dimensions * PLAN_LEVELS;
	const struct needs n = needs_of(a, c);
	bool *is_in = ARENA_ARRAY(a, bool, steps + 1);
	size_t *place = ARENA_ARRAY(a, size_t, steps + 1);
	struct plan_required r = { .step = ARENA_ARRAY(a, struct plan_step, steps + 1) };

	for (size_t d = 0; d < c->dimensions; d++)
		for (int l = c->current[d] + 1; l <= c->ambition[d]; l++)
			mark(c, &n, number_of((struct plan_step){ d, l }), is_in, place);
	for (size_t i = 0; i < steps; i++) {
		place[i] = is_in[i] ? r.count : SIZE_MAX;
		if (is_in[i])
			r.step[r.count++] = step_of(i);
	}
	r.is_only_prerequisite = ARENA_ARRAY(a, bool, r.count + 1);
	r.before = ARENA_ARRAY(a, size_t *, r.count + 1);
	r.before_count = ARENA_ARRAY(a, size_t, r.count + 1);
	for (size_t i = 0; i < r.count; i++) {
		const struct plan_step s = r.step[i];

		r.is_only_prerequisite[i] = s.level > c->ambition[s.dimension];
		list_before(a, &n, place, number_of(s), &r);
	}
	return r;
}
