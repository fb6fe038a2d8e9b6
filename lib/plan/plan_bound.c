/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What no plan can go below.  The cost of a plan is the sum over the quarters,
 * from 0, of the value that is not finished by then; so for each quarter an upper
 * bound on what can be finished by then gives a lower bound on the cost.  Values
 * are multiples of a unit, so that bound is rounded down to one.
 *
 * By quarter q at most q quarters of weight are finished, for any weight of which
 * every set of steps that fits in a quarter has one at most: effort over
 * capacity, one over the number at once, dual feasible functions of the effort
 * (Fekete and Schepers 2001, Mathematical Programming 91) that say how badly
 * large steps share a quarter, and mixtures of these.  With a price p on weight
 *
 *	value finished <= p q + the most that value less p weight can be,
 *
 * over sets that hold what their steps need.  Of what a step needs one step is
 * kept, which makes trees, and the most is found from the leaves down.  A step
 * that cannot be finished by q, because of what it needs, is left out.
 */
#include <math.h>

#include "plan/plan_search.h"

enum {
	SHAPES = 6,		/* dual feasible functions with thirds, quarters, ... */
	CUTS = 12,		/* and those that round what is near a whole or nothing */
	MIXTURES = 5,
	PRICES = 14,		/* tries for the best price, each a golden section */
};

struct bound {
	const struct plan_task *t;
	size_t *order;			/* what is needed before what needs it */
	size_t *parent;			/* one step that is needed, or PLAN_NO_STEP */
	int *earliest;			/* the first quarter in which it can be finished */
	double *weight, *most;		/* of the weight looked at; per step */
	double *finished;		/* per quarter: the best bound so far */
	int quarters;
};

/* --- what a step needs ----------------------------------------------------------- */

static void sort_by_need(struct arena *a, struct bound *b)
{
	const struct plan_task *t = b->t;
	bool *is_in = ARENA_ARRAY(a, bool, t->count + 1);
	size_t n = 0;

	while (n < t->count)
		for (size_t i = 0; i < t->count; i++) {
			bool is_ready = !is_in[i];

			for (size_t j = 0; j < t->before_count[i] && is_ready; j++)
				is_ready = is_in[t->before[i][j]];
			if (is_ready) {
				is_in[i] = true;
				b->order[n++] = i;
			}
		}
}

static int whole_quarters(int64_t amount, int64_t each)
{
	return (int)((amount + each - 1) / each);
}

/* A step is finished no earlier than a lag after what it needs, and than all of
 * that together with it takes. */
static void find_earliest(struct arena *a, struct bound *b)
{
	const struct plan_task *t = b->t;
	bool *needs = ARENA_ARRAY(a, bool, t->count * t->count + 1);

	for (size_t n = 0; n < t->count; n++) {
		const size_t i = b->order[n];
		int64_t effort = 0, steps = 0;
		int first = 1;

		needs[i * t->count + i] = true;
		b->parent[i] = PLAN_NO_STEP;
		for (size_t j = 0; j < t->before_count[i]; j++) {
			const size_t need = t->before[i][j];

			first = b->earliest[need] + t->lag > first ? b->earliest[need] + t->lag : first;
			if (b->parent[i] == PLAN_NO_STEP || b->earliest[need] > b->earliest[b->parent[i]])
				b->parent[i] = need;
			for (size_t k = 0; k < t->count; k++)
				needs[i * t->count + k] |= needs[need * t->count + k];
		}
		for (size_t k = 0; k < t->count; k++)
			if (needs[i * t->count + k]) {
				effort += t->effort[k];
				steps++;
			}
		b->earliest[i] = first;
		if (whole_quarters(effort, t->capacity) > b->earliest[i])
			b->earliest[i] = whole_quarters(effort, t->capacity);
		if (whole_quarters(steps, t->max_parallel) > b->earliest[i])
			b->earliest[i] = whole_quarters(steps, t->max_parallel);
	}
}

/* --- weights ----------------------------------------------------------------------- */

/* x is effort over capacity: x itself when x (k+1) is whole, else x (k+1) rounded
 * down over k. */
static double shape(const struct plan_task *t, size_t i, int64_t k)
{
	const int64_t times = t->effort[i] * (k + 1);
	const int64_t whole = times / t->capacity;

	if (k == 0 || times % t->capacity == 0)
		return (double)t->effort[i] / (double)t->capacity;
	return (double)whole / (double)k;
}

/* Over capacity less `cut`: a whole; under `cut`: nothing.  cut is half the
 * capacity at most. */
static double rounded_at(const struct plan_task *t, size_t i, int64_t cut)
{
	if (t->effort[i] > t->capacity - cut)
		return 1;
	return t->effort[i] < cut ? 0 : (double)t->effort[i] / (double)t->capacity;
}

/* --- prices ------------------------------------------------------------------------ */

/* The most that value less price times weight can be by quarter q, plus the price
 * of q quarters. */
static double finished_at(struct bound *b, int q, double price)
{
	double sum = price * q;

	for (size_t n = 0; n < b->t->count; n++)
		b->most[n] = 0;
	for (size_t n = b->t->count; n-- > 0;) {
		const size_t i = b->order[n];
		double gain = b->most[i] + (double)b->t->value[i] - price * b->weight[i];

		if (gain <= 0 || b->earliest[i] > q)
			continue;
		if (b->parent[i] == PLAN_NO_STEP)
			sum += gain;
		else
			b->most[b->parent[i]] += gain;
	}
	return sum;
}

/* Any price gives a bound, which is convex in it. */
static void try_prices(struct bound *b, int q, double highest)
{
	static const double golden = 0.6180339887498949;
	double low = 0, high = highest, x = high - golden * high, y = golden * high;
	double at_x = finished_at(b, q, x), at_y = finished_at(b, q, y);

	for (int i = 0; i < PRICES; i++) {
		b->finished[q] = fmin(b->finished[q], fmin(at_x, at_y));
		if (at_x < at_y) {
			high = y;
			y = x;
			at_y = at_x;
			x = high - golden * (high - low);
			at_x = finished_at(b, q, x);
		} else {
			low = x;
			x = y;
			at_x = at_y;
			y = low + golden * (high - low);
			at_y = finished_at(b, q, y);
		}
	}
}

/* The weights mixed with the number at once. */
static void try_weights(struct bound *b, const double *weight)
{
	for (int mixture = 0; mixture < MIXTURES; mixture++) {
		const double part = (double)mixture / (MIXTURES - 1);
		double highest = 0;

		for (size_t i = 0; i < b->t->count; i++) {
			b->weight[i] = (1 - part) * weight[i] + part / b->t->max_parallel;
			if (b->weight[i] > 0)
				highest = fmax(highest, (double)b->t->value[i] / b->weight[i]);
		}
		for (int q = 1; q <= b->quarters; q++)
			if (highest > 0)
				try_prices(b, q, highest);
	}
}

static void try_all(struct arena *a, struct bound *b)
{
	const struct plan_task *t = b->t;
	double *weight = ARENA_ARRAY(a, double, t->count + 1);

	for (int64_t k = 0; k < SHAPES; k++) {
		for (size_t i = 0; i < t->count; i++)
			weight[i] = shape(t, i, k);
		try_weights(b, weight);
	}
	for (int64_t c = 1; c <= CUTS; c++) {
		for (size_t i = 0; i < t->count; i++)
			weight[i] = rounded_at(t, i, t->capacity * c / (2 * CUTS));
		try_weights(b, weight);
	}
}

/* What every value is a multiple of, and so every sum of values; 1 when all are 0. */
static int64_t common_unit(const struct plan_task *t)
{
	int64_t unit = 0;

	for (size_t i = 0; i < t->count; i++)
		for (int64_t rest = t->value[i]; rest;) {
			const int64_t next = unit % rest;

			unit = rest;
			rest = next;
		}
	return unit ? unit : 1;
}

/* Rounded down, after adding more than computing can have lost. */
static int64_t whole_units(double finished, int64_t unit)
{
	const double units = finished / (double)unit;

	return (int64_t)floor(units + 1e-9 * (units + 1)) * unit;
}

int64_t plan_least(struct arena *a, const struct plan_task *t, int quarters)
{
	struct bound b = {
		.t = t, .quarters = quarters,
		.order = ARENA_ARRAY(a, size_t, t->count + 1),
		.parent = ARENA_ARRAY(a, size_t, t->count + 1),
		.earliest = ARENA_ARRAY(a, int, t->count + 1),
		.weight = ARENA_ARRAY(a, double, t->count + 1),
		.most = ARENA_ARRAY(a, double, t->count + 1),
		.finished = ARENA_ARRAY(a, double, (size_t)quarters + 1),
	};
	const int64_t unit = common_unit(t);
	int64_t least = 0, all = 0;

	for (size_t i = 0; i < t->count; i++)
		all += t->value[i];
	sort_by_need(a, &b);
	find_earliest(a, &b);
	for (int q = 1; q <= quarters; q++)
		b.finished[q] = finished_at(&b, q, 0);
	try_all(a, &b);
	for (int q = 0; q < quarters; q++)
		least += all - whole_units(b.finished[q], unit);
	return least;
}
