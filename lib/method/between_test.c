/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The permutation test of groups.  What varies is which answers a group gets;
 * sizes and answers stay, and with them the sum over all pairs, so the sum
 * within groups decides alone.  It is whole: as small is as small.
 */
#include "method/between.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "method/compare.h"

/* Sizes and pooled answers of the groups that take part. */
struct dealt {
	int64_t *size;			/* from small to large */
	size_t groups;
	int64_t n, within;		/* answers; the sum within as they were given */
	struct tally pool;		/* the smaller of itself and its mirror image */
};

static int64_t within_of(const int64_t *count, int levels, int64_t n)
{
	int64_t cumulative = 0, sum = 0;

	for (int i = 0; i < levels - 1; i++) {
		cumulative += count[i];
		sum += cumulative * (n - cumulative);
	}
	return sum;
}

static int compare_sizes(const void *x, const void *y)
{
	const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

/* Turned the same way from whichever end the levels were counted. */
static void turn(struct tally *t)
{
	struct tally back = *t;

	for (int i = 0; i < t->levels; i++)
		back.c[i] = t->c[t->levels - 1 - i];
	for (int i = 0; i < t->levels; i++) {
		if (back.c[i] == t->c[i])
			continue;
		if (back.c[i] < t->c[i])
			*t = back;
		return;
	}
}

static struct dealt deal(struct arena *a, const struct tally *group, size_t groups, int64_t k)
{
	struct dealt d = { .size = ARENA_ARRAY(a, int64_t, groups + 1),
			   .pool.levels = group[0].levels };

	for (size_t i = 0; i < groups; i++) {
		const int64_t n = tally_n(&group[i]);

		if (n < k || n == 0)
			continue;
		d.size[d.groups++] = n;
		d.n += n;
		d.within += within_of(group[i].c, group[i].levels, n);
		tally_add(&d.pool, &group[i]);
	}
	qsort(d.size, d.groups, sizeof(*d.size), compare_sizes);
	turn(&d.pool);
	return d;
}

/* --- every way to divide them ---------------------------------------------------- */

/* What a group has got, what was left for it, and how likely that all is. */
struct hand {
	int64_t left[TALLY_LEVELS_MAX], got[TALLY_LEVELS_MAX];
	int64_t left_n, within;		/* `within` of the groups before it */
	double chance;			/* of the groups before it */
};

struct binomials {
	const double *row;		/* (n + 1) numbers a row */
	int64_t n;
};

static struct binomials binomials_new(struct arena *a, int64_t n)
{
	double *row = ARENA_ARRAY(a, double, (size_t)((n + 1) * (n + 1)));

	for (int64_t i = 0; i <= n; i++) {
		row[i * (n + 1)] = 1;
		for (int64_t j = 1; j <= i; j++)
			row[i * (n + 1) + j] = row[(i - 1) * (n + 1) + j - 1] +
					       (j < i ? row[(i - 1) * (n + 1) + j] : 0);
	}
	return (struct binomials){ row, n };
}

static double choose(const struct binomials *b, int64_t n, int64_t x)
{
	return b->row[n * (b->n + 1) + x];
}

/* Deals n answers from level `from` up, as many of the lower levels as there are. */
static void fill(struct hand *h, int levels, int from, int64_t n)
{
	for (int i = from; i < levels; i++) {
		h->got[i] = n < h->left[i] ? n : h->left[i];
		n -= h->got[i];
	}
}

/* The next hand in the order that began with the lowest levels; false after the
 * last.  One answer of the highest level that can give one goes up. */
static bool next(struct hand *h, int levels)
{
	int64_t above = 0, room = 0;

	for (int i = levels - 1; i >= 0; i--) {
		if (h->got[i] > 0 && room > 0) {
			h->got[i]--;
			fill(h, levels, i + 1, above + 1);
			return true;
		}
		above += h->got[i];
		room += h->left[i] - h->got[i];
	}
	return false;
}

static struct hand after(const struct hand *h, const struct dealt *d, int64_t size,
			 const struct binomials *b)
{
	struct hand ret = { .left_n = h->left_n - size, .within = h->within +
			    within_of(h->got, d->pool.levels, size) };

	ret.chance = h->chance / choose(b, h->left_n, size);
	for (int i = 0; i < d->pool.levels; i++) {
		ret.chance *= choose(b, h->left[i], h->got[i]);
		ret.left[i] = h->left[i] - h->got[i];
	}
	return ret;
}

/* The largest group gets what is left.  False: there are too many ways. */
static bool try_all(struct arena *a, const struct dealt *d, double *ret_p)
{
	const struct binomials b = binomials_new(a, d->n);
	const int levels = d->pool.levels;
	const size_t last = d->groups - 1;
	struct hand *h = ARENA_ARRAY(a, struct hand, d->groups);
	double small = 0, all = 0;
	size_t at = 0;

	h[0] = (struct hand){ .left_n = d->n, .chance = 1 };
	memcpy(h[0].left, d->pool.c, sizeof(h[0].left));
	fill(&h[0], levels, 0, d->size[0]);
	for (int ways = 0; ways < BETWEEN_EXACT_WAYS;) {
		h[at + 1] = after(&h[at], d, d->size[at], &b);
		if (++at < last) {
			fill(&h[at], levels, 0, d->size[at]);
			continue;
		}
		ways++;
		all += h[last].chance;
		if (h[last].within + within_of(h[last].left, levels, d->size[last]) <= d->within)
			small += h[last].chance;
		do {
			if (at == 0) {
				*ret_p = fmin(1, small / all);
				return true;
			}
			at--;
		} while (!next(&h[at], levels));
	}
	return false;
}

/* --- by lot ------------------------------------------------------------------------ */

/* 0..bound-1, unbiased (Lemire 2019); bound below 2^32. */
static size_t below(struct rng *r, size_t bound)
{
	uint64_t product = (rng_next(r) >> 32) * bound;

	if ((product & UINT32_MAX) < bound) {
		const uint64_t reject = ((UINT64_C(1) << 32) - bound) % bound;

		while ((product & UINT32_MAX) < reject)
			product = (rng_next(r) >> 32) * bound;
	}
	return (size_t)(product >> 32);
}

static void deal_once(const struct dealt *d, uint8_t *answer, struct rng *r, int64_t *ret_within)
{
	int64_t left[TALLY_LEVELS_MAX];
	size_t from = 0;

	*ret_within = 0;
	memcpy(left, d->pool.c, sizeof(left));
	for (size_t g = 0; g + 1 < d->groups; g++) {
		int64_t got[TALLY_LEVELS_MAX] = { 0 };

		for (int64_t i = 0; i < d->size[g]; i++, from++) {
			const size_t at = from + below(r, (size_t)d->n - from);
			const uint8_t level = answer[at];

			answer[at] = answer[from];
			answer[from] = level;
			got[level]++;
			left[level]--;
		}
		*ret_within += within_of(got, d->pool.levels, d->size[g]);
	}
	*ret_within += within_of(left, d->pool.levels, d->size[d->groups - 1]);
}

static double by_lot(struct arena *a, const struct dealt *d, int draws)
{
	uint8_t *answer = ARENA_ARRAY(a, uint8_t, (size_t)d->n);
	struct rng r = { 1 };
	size_t n = 0;
	int small = 0;

	for (int i = 0; i < d->pool.levels; i++)
		for (int64_t j = 0; j < d->pool.c[i]; j++)
			answer[n++] = (uint8_t)i;
	for (int i = 0; i < draws; i++) {
		int64_t within;

		deal_once(d, answer, &r, &within);
		small += within <= d->within;
	}
	return (1.0 + small) / (1.0 + draws);
}

bool between_test(const struct tally *group, size_t groups, int64_t k, struct between_test *ret)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	struct between b;
	struct dealt d;

	*ret = (struct between_test){ (double)NAN, false, 0, (double)NAN, (double)NAN };
	if (!between_of(group, groups, k, &b) || b.n > BETWEEN_TEST_ANSWERS)
		return false;
	d = deal(a, group, groups, k);
	ret->is_exact = d.n <= BETWEEN_EXACT_ANSWERS && try_all(a, &d, &ret->p);
	if (ret->is_exact)
		return true;
	ret->draws = d.n <= BETWEEN_DRAWS_ANSWERS ? BETWEEN_DRAWS : BETWEEN_DRAWS_MANY;
	ret->p = by_lot(a, &d, ret->draws);
	return true;
}

void between_tell_apart(struct arena *a, struct between_test *const *list, size_t count)
{
	double *p = ARENA_ARRAY(a, double, count + 1);
	double *bh = ARENA_ARRAY(a, double, count + 1), *by = ARENA_ARRAY(a, double, count + 1);
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (!isnan(list[i]->p))
			p[n++] = list[i]->p;
	false_discovery(a, p, n, bh, by);
	n = 0;
	for (size_t i = 0; i < count; i++) {
		const bool is_tested = !isnan(list[i]->p);

		list[i]->bh = is_tested ? bh[n] : (double)NAN;
		list[i]->by = is_tested ? by[n] : (double)NAN;
		n += is_tested;
	}
}

bool between_is_apart(const struct between_test *t)
{
	return t->bh <= DISCOVERY_RATE;
}
