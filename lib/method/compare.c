/* SPDX-License-Identifier: EUPL-1.2 */
/* Wilcoxon-Mann-Whitney from histograms; false discovery rates. */
#include "method/compare.h"

#include <math.h>
#include <stdlib.h>

#include "base/must.h"

/*
 * The distribution of 2U over all ways to draw na of the pooled answers, level
 * by level.  Of the answers so far j were drawn; 2U lies between 0 and
 * 2 j (seen - j).  ways[] holds a line per j, starting at offset[j].
 */
struct layer {
	int64_t seen;		/* answers on the levels so far */
	int64_t j_low, j_high;	/* how many of them can have been drawn */
	size_t *offset;
	double *ways;
};

static int64_t larger(int64_t x, int64_t y)
{
	return x > y ? x : y;
}

static int64_t smaller(int64_t x, int64_t y)
{
	return x < y ? x : y;
}

static struct layer layer_new(struct arena *a, int64_t seen, int64_t na, int64_t all)
{
	struct layer l = {
		.seen = seen, .j_low = larger(0, na - (all - seen)), .j_high = smaller(na, seen),
	};
	size_t total = 0;

	l.offset = ARENA_ARRAY(a, size_t, (size_t)na + 2);
	for (int64_t j = l.j_low; j <= l.j_high; j++) {
		l.offset[j] = total;
		total += (size_t)(2 * j * (seen - j) + 1);
	}
	l.ways = ARENA_ARRAY(a, double, total);
	return l;
}

/* i of the t answers on this level are drawn, after j of the ones below. */
static void add_line(const struct layer *from, struct layer *to, int64_t t, int64_t j, int64_t i,
		     double choices)
{
	const int64_t shift = 2 * i * (from->seen - j) + i * (t - i);
	const double *source = from->ways + from->offset[j];
	double *target = to->ways + to->offset[j + i] + shift;

	for (int64_t s = 0; s <= 2 * j * (from->seen - j); s++)
		target[s] += choices * source[s];
}

static void add_level(const struct layer *from, struct layer *to, int64_t t)
{
	for (int64_t j = from->j_low; j <= from->j_high; j++) {
		double choices = 1;

		for (int64_t i = 0; i <= t; i++) {
			if (i > 0)
				choices *= (double)(t - i + 1) / (double)i;
			if (j + i >= to->j_low && j + i <= to->j_high)
				add_line(from, to, t, j, i, choices);
		}
	}
}

/* Sums the ways that lie at least as far from the mean, na * nb in units of 2U. */
static double tail(const struct layer *last, int64_t na, int64_t nb, int64_t twice_u)
{
	const int64_t mean = na * nb, far = llabs(twice_u - mean);
	const double *ways = last->ways + last->offset[na];
	double extreme = 0, all = 0;

	for (int64_t s = 0; s <= 2 * mean; s++) {
		all += ways[s];
		if (llabs(s - mean) >= far)
			extreme += ways[s];
	}
	return extreme / all;
}

/* Two arenas in turn: a layer needs only the one before it. */
static double exact_p(const struct tally *x, const struct tally *y, int64_t twice_u)
{
	SCOPED(arena_freep) struct arena *one = arena_new(SIZE_MAX);
	SCOPED(arena_freep) struct arena *other = arena_new(SIZE_MAX);
	const int64_t na = tally_n(x), nb = tally_n(y);
	struct arena *free_one = other;
	struct layer now = layer_new(one, 0, na, na + nb);

	now.ways[0] = 1;
	for (int i = 0; i < x->levels; i++) {
		const int64_t t = x->c[i] + y->c[i];
		struct layer next;

		if (t == 0)
			continue;
		arena_reset(free_one);
		next = layer_new(free_one, now.seen + t, na, na + nb);
		add_level(&now, &next, t);
		now = next;
		free_one = free_one == one ? other : one;
	}
	return tail(&now, na, nb, twice_u);
}

/* n^3 - n, whole: where nearly all are tied, the difference of such numbers is
 * what counts.  At most 8 * 10^27. */
static __int128 cube_less_one(int64_t n)
{
	return ((__int128)n * n - 1) * n;
}

static double normal_p(const struct tally *x, const struct tally *y, int64_t twice_u)
{
	const int64_t na = tally_n(x), nb = tally_n(y), n = na + nb;
	const double pairs = (double)na * (double)nb;
	__int128 untied = cube_less_one(n);
	double variance;

	for (int i = 0; i < x->levels; i++)
		untied -= cube_less_one(x->c[i] + y->c[i]);
	variance = pairs / 12 * ((double)untied / ((double)n * (double)(n - 1)));
	return erfc(fabs((double)(twice_u - na * nb)) / 2 / sqrt(2 * variance));
}

static bool is_all_tied(const struct tally *x, const struct tally *y)
{
	int used = 0;

	for (int i = 0; i < x->levels; i++)
		used += x->c[i] + y->c[i] > 0;
	return used < 2;
}

static bool wmw(const struct tally *x, const struct tally *y, bool is_exact, struct wmw *ret)
{
	const int64_t na = tally_n(x), nb = tally_n(y);
	int64_t below = 0, twice_u = 0;

	must(x->levels == y->levels);
	if (na == 0 || nb == 0)
		return false;
	for (int i = 0; i < x->levels; i++) {
		twice_u += x->c[i] * (2 * below + y->c[i]);
		below += y->c[i];
	}
	ret->u = (double)twice_u / 2;
	ret->is_exact = is_exact;
	if (is_all_tied(x, y))
		ret->p = 1;
	else if (!ret->is_exact)
		ret->p = normal_p(x, y, twice_u);
	else if (na <= nb)
		ret->p = exact_p(x, y, twice_u);
	else	/* the same distribution, mirrored, with fewer lines */
		ret->p = exact_p(y, x, 2 * na * nb - twice_u);
	return true;
}

bool wmw_of(const struct tally *x, const struct tally *y, struct wmw *ret)
{
	return wmw(x, y, tally_n(x) + tally_n(y) <= WMW_EXACT_MAX, ret);
}

bool wmw_quick(const struct tally *x, const struct tally *y, struct wmw *ret)
{
	const int64_t na = tally_n(x), nb = tally_n(y);

	return wmw(x, y, na + nb <= WMW_EXACT_MAX && na * nb <= WMW_QUICK_PAIRS, ret);
}

/* --- false discoveries -------------------------------------------------------- */

struct ranked {
	double p;
	size_t place;
};

static int compare_p(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	if (a->p != b->p)
		return a->p < b->p ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

/* From the largest p down: p * count / rank, never above the one before. */
static void step_up(const struct ranked *sorted, size_t count, double factor, double *ret)
{
	double least = 1;

	for (size_t i = count; i-- > 0;) {
		const double adjusted = sorted[i].p * (double)count * factor / (double)(i + 1);

		least = adjusted < least ? adjusted : least;
		ret[sorted[i].place] = least;
	}
}

void false_discovery(struct arena *a, const double *p, size_t count, double *ret_bh,
		     double *ret_by)
{
	struct ranked *sorted = ARENA_ARRAY(a, struct ranked, count + 1);
	double harmonic = 0;

	for (size_t i = 0; i < count; i++) {
		sorted[i] = (struct ranked){ p[i], i };
		harmonic += 1 / (double)(i + 1);
	}
	qsort(sorted, count, sizeof(*sorted), compare_p);
	step_up(sorted, count, 1, ret_bh);
	step_up(sorted, count, harmonic, ret_by);
}
