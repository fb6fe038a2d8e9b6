/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Makes a plan cheaper by exchanges: one step earlier, one for one, one for two
 * and two for two of another quarter, and three in a ring.  An exchange is kept
 * when it costs less, or as much with steps earlier, which makes room.
 */
#include "plan/plan_search.h"

#include <string.h>

/* Three steps in a ring are tried among so many: their number is cubic. */
enum { MOVES_MAX = 4, RING_STEPS_MAX = 40 };

struct move {
	size_t step;
	int to;
};

struct swap {
	const struct plan_task *t;
	const struct plan_links *links;
	const int *after;		/* step i may not be in quarters 1..after[i] */
	int *quarter;
	int64_t *load;			/* per quarter */
	int *used;
	size_t *in, *start;		/* steps by quarter; where each quarter starts */
	int quarters;
	int64_t *tries;
};

struct plan_links plan_links_of(struct arena *a, const struct plan_task *t)
{
	struct plan_links l = {
		.after = ARENA_ARRAY(a, size_t *, t->count + 1),
		.count = ARENA_ARRAY(a, size_t, t->count + 1),
	};

	for (size_t i = 0; i < t->count; i++)
		for (size_t j = 0; j < t->before_count[i]; j++)
			l.count[t->before[i][j]]++;
	for (size_t i = 0; i < t->count; i++) {
		l.after[i] = ARENA_ARRAY(a, size_t, l.count[i] + 1);
		l.count[i] = 0;
	}
	for (size_t i = 0; i < t->count; i++)
		for (size_t j = 0; j < t->before_count[i]; j++) {
			const size_t b = t->before[i][j];

			l.after[b][l.count[b]++] = i;
		}
	return l;
}

static void put(struct swap *s, size_t step, int to)
{
	s->load[s->quarter[step]] -= s->t->effort[step];
	s->used[s->quarter[step]]--;
	s->quarter[step] = to;
	s->load[to] += s->t->effort[step];
	s->used[to]++;
}

static bool is_sound(const struct swap *s, size_t step)
{
	const struct plan_task *t = s->t;
	const int at = s->quarter[step];

	if (at <= s->after[step] || s->load[at] > t->capacity || s->used[at] > t->max_parallel)
		return false;
	for (size_t j = 0; j < t->before_count[step]; j++)
		if (s->quarter[t->before[step][j]] + t->lag > at)
			return false;
	for (size_t j = 0; j < s->links->count[step]; j++)
		if (at + t->lag > s->quarter[s->links->after[step][j]])
			return false;
	return true;
}

static bool is_better(const struct swap *s, const struct move *m, size_t n)
{
	int64_t cost = 0;
	int later = 0;

	for (size_t i = 0; i < n; i++) {
		const int by = m[i].to - s->quarter[m[i].step];

		cost += s->t->value[m[i].step] * by;
		later += by;
	}
	return cost < 0 || (cost == 0 && later < 0);
}

/* Makes the moves when they are better and the plan stays sound. */
static bool try_moves(struct swap *s, const struct move *m, size_t n)
{
	int was[MOVES_MAX];
	bool is_good = true;

	if (*s->tries <= 0)
		return false;
	--*s->tries;
	if (!is_better(s, m, n))
		return false;
	for (size_t i = 0; i < n; i++) {
		was[i] = s->quarter[m[i].step];
		put(s, m[i].step, m[i].to);
	}
	for (size_t i = 0; i < n && is_good; i++)
		is_good = is_sound(s, m[i].step);
	for (size_t i = 0; i < n && !is_good; i++)
		put(s, m[i].step, was[i]);
	return is_good;
}

static void sort_by_quarter(struct swap *s)
{
	memset(s->start, 0, ((size_t)s->quarters + 2) * sizeof(*s->start));
	for (size_t i = 0; i < s->t->count; i++)
		s->start[s->quarter[i] + 1]++;
	for (int q = 1; q <= s->quarters + 1; q++)
		s->start[q] += s->start[q - 1];
	for (size_t i = 0; i < s->t->count; i++)
		s->in[s->start[s->quarter[i]]++] = i;
	for (int q = s->quarters + 1; q > 0; q--)
		s->start[q] = s->start[q - 1];
	s->start[0] = 0;
}

static bool move_earlier(struct swap *s, size_t i)
{
	for (int q = s->after[i] + 1; q < s->quarter[i]; q++)
		if (s->used[q] < s->t->max_parallel &&
		    s->load[q] + s->t->effort[i] <= s->t->capacity &&
		    try_moves(s, (struct move[]){ { i, q } }, 1))
			return true;
	return false;
}

static bool swap_with_one(struct swap *s, size_t i)
{
	for (size_t j = i + 1; j < s->t->count; j++)
		if (s->quarter[i] != s->quarter[j] &&
		    try_moves(s, (struct move[]){ { i, s->quarter[j] }, { j, s->quarter[i] } }, 2))
			return true;
	return false;
}

static bool swap_with_two_of(struct swap *s, size_t i, int q)
{
	for (size_t x = s->start[q]; x < s->start[q + 1]; x++)
		for (size_t y = x + 1; y < s->start[q + 1]; y++)
			if (try_moves(s, (struct move[]){ { i, q }, { s->in[x], s->quarter[i] },
							  { s->in[y], s->quarter[i] } }, 3))
				return true;
	return false;
}

static bool swap_with_two(struct swap *s, size_t i)
{
	for (int q = 1; q <= s->quarters; q++)
		if (q != s->quarter[i] && swap_with_two_of(s, i, q))
			return true;
	return false;
}

/* Two steps of one quarter for two of another. */
static bool swap_pair(struct swap *s, size_t i, size_t j, int q)
{
	const int was = s->quarter[i];

	for (size_t x = s->start[q]; x < s->start[q + 1]; x++)
		for (size_t y = x + 1; y < s->start[q + 1]; y++)
			if (try_moves(s, (struct move[]){ { i, q }, { j, q }, { s->in[x], was },
							  { s->in[y], was } }, 4))
				return true;
	return false;
}

static bool swap_two_with_two(struct swap *s, size_t i)
{
	for (size_t j = i + 1; j < s->t->count; j++)
		for (int q = 1; q <= s->quarters && s->quarter[j] == s->quarter[i]; q++)
			if (q != s->quarter[i] && swap_pair(s, i, j, q))
				return true;
	return false;
}

/* Three steps of three quarters, each to the quarter of the next. */
static bool swap_in_ring(struct swap *s, size_t i)
{
	const int at = s->quarter[i];

	if (s->t->count > RING_STEPS_MAX)
		return false;
	for (size_t j = 0; j < s->t->count; j++)
		for (size_t k = 0; k < s->t->count && s->quarter[j] != at; k++)
			if (s->quarter[k] != at && s->quarter[k] != s->quarter[j] &&
			    try_moves(s, (struct move[]){ { i, s->quarter[j] }, { j, s->quarter[k] },
							  { k, at } }, 3))
				return true;
	return false;
}

void plan_improve(struct arena *a, const struct plan_task *t, const struct plan_links *links,
		  const int *after, int64_t *tries, int *quarter)
{
	struct swap s = { .t = t, .links = links, .after = after, .quarter = quarter, .tries = tries };
	bool is_changed = true;

	for (size_t i = 0; i < t->count; i++)
		s.quarters = quarter[i] > s.quarters ? quarter[i] : s.quarters;
	s.load = ARENA_ARRAY(a, int64_t, (size_t)s.quarters + 1);
	s.used = ARENA_ARRAY(a, int, (size_t)s.quarters + 1);
	s.start = ARENA_ARRAY(a, size_t, (size_t)s.quarters + 2);
	s.in = ARENA_ARRAY(a, size_t, t->count + 1);
	for (size_t i = 0; i < t->count; i++) {
		s.load[quarter[i]] += t->effort[i];
		s.used[quarter[i]]++;
	}
	while (is_changed && *tries > 0) {
		is_changed = false;
		for (size_t i = 0; i < t->count; i++)
			while (move_earlier(&s, i) || swap_with_one(&s, i))
				is_changed = true;
		sort_by_quarter(&s);
		for (size_t i = 0; i < t->count; i++)
			while (swap_with_two(&s, i) || swap_two_with_two(&s, i) ||
			       swap_in_ring(&s, i)) {
				is_changed = true;
				sort_by_quarter(&s);
			}
	}
}

/* Each step in turn in the first quarter that holds it.  What a step needs must
 * stand before it in the order. */
void plan_by_order(struct arena *a, const struct plan_task *t, const size_t *order,
		   const int *after, int *ret_quarter)
{
	int quarters = (int)t->count, *used;
	int64_t *load;

	for (size_t i = 0; i < t->count; i++)
		quarters += after[i];
	load = ARENA_ARRAY(a, int64_t, (size_t)quarters + 2);
	used = ARENA_ARRAY(a, int, (size_t)quarters + 2);
	for (size_t n = 0; n < t->count; n++) {
		const size_t i = order[n];
		int q = after[i] + 1;

		for (size_t j = 0; j < t->before_count[i]; j++) {
			const int ready = ret_quarter[t->before[i][j]] + t->lag;

			q = ready > q ? ready : q;
		}
		while (load[q] + t->effort[i] > t->capacity || used[q] >= t->max_parallel)
			q++;
		ret_quarter[i] = q;
		load[q] += t->effort[i];
		used[q]++;
	}
}
