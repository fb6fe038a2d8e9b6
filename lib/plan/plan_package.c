/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The package rule: each quarter, packages (a step with all it still needs) in
 * the order of value per effort; of each what can start now and fits.
 */
#include "plan/plan_search.h"

#include <stdlib.h>
#include <string.h>

struct package {
	size_t step;
	int64_t value, effort;
};

struct filling {
	const struct plan_task *t;
	bool *contains;		/* count x count: the package of i holds j */
	struct package *package, *sorted;
	int *quarter;		/* 0: not yet */
	int now, places;
	int64_t room;
};

static void add_to_package(const struct plan_task *t, bool *contains, size_t start, size_t *stack)
{
	size_t depth = 0;

	contains[start] = true;
	stack[depth++] = start;
	while (depth > 0) {
		const size_t step = stack[--depth];

		for (size_t j = 0; j < t->before_count[step]; j++) {
			const size_t needed = t->before[step][j];

			if (contains[needed])
				continue;
			contains[needed] = true;
			stack[depth++] = needed;
		}
	}
}

static void make_packages(struct arena *a, struct filling *f)
{
	const size_t n = f->t->count;
	size_t *stack = ARENA_ARRAY(a, size_t, n + 1);

	f->contains = ARENA_ARRAY(a, bool, n * n + 1);
	f->package = ARENA_ARRAY(a, struct package, n + 1);
	f->sorted = ARENA_ARRAY(a, struct package, n + 1);
	for (size_t i = 0; i < n; i++) {
		f->package[i].step = i;
		add_to_package(f->t, f->contains + i * n, i, stack);
		for (size_t j = 0; j < n; j++)
			if (f->contains[i * n + j]) {
				f->package[i].value += f->t->value[j];
				f->package[i].effort += f->t->effort[j];
			}
	}
}

/* By value per effort, highest first; of equal ones the first step. */
static int compare_packages(const void *x, const void *y)
{
	const struct package *a = x, *b = y;
	const __int128 left = (__int128)a->value * b->effort;
	const __int128 right = (__int128)b->value * a->effort;

	if (left != right)
		return left > right ? -1 : 1;
	return a->step < b->step ? -1 : 1;
}

static bool can_start(const struct filling *f, size_t i)
{
	if (f->quarter[i] || f->t->effort[i] > f->room || f->places == 0)
		return false;
	for (size_t j = 0; j < f->t->before_count[i]; j++) {
		const int done = f->quarter[f->t->before[i][j]];

		if (done == 0 || done + f->t->lag > f->now)
			return false;
	}
	return true;
}

static void start(struct filling *f, size_t i)
{
	f->quarter[i] = f->now;
	f->room -= f->t->effort[i];
	f->places--;
	for (size_t p = 0; p < f->t->count; p++)
		if (f->contains[p * f->t->count + i]) {
			f->package[p].value -= f->t->value[i];
			f->package[p].effort -= f->t->effort[i];
		}
}

/* Whether anything of the package was started. */
static bool start_package(struct filling *f, size_t package)
{
	const size_t n = f->t->count;
	bool is_started = false;

	for (size_t i = 0; i < n; i++)
		if (f->contains[package * n + i] && can_start(f, i)) {
			start(f, i);
			is_started = true;
		}
	return is_started;
}

static void fill_quarter(struct filling *f)
{
	const size_t n = f->t->count;
	bool is_changed = true;

	f->room = f->t->capacity;
	f->places = f->t->max_parallel;
	memcpy(f->sorted, f->package, n * sizeof(*f->package));
	qsort(f->sorted, n, sizeof(*f->sorted), compare_packages);
	while (is_changed) {
		is_changed = false;
		for (size_t i = 0; i < n && f->places > 0; i++)
			if (!f->quarter[f->sorted[i].step])
				is_changed |= start_package(f, f->sorted[i].step);
	}
}

void plan_by_package(struct arena *a, const struct plan_task *t, int *ret_quarter)
{
	struct filling f = { .t = t, .quarter = ret_quarter };
	size_t left = t->count;

	memset(ret_quarter, 0, t->count * sizeof(*ret_quarter));
	make_packages(a, &f);
	while (left > 0) {
		f.now++;
		fill_quarter(&f);
		left = 0;
		for (size_t i = 0; i < t->count; i++)
			left += ret_quarter[i] == 0;
	}
}
