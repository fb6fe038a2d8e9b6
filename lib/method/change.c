/* SPDX-License-Identifier: EUPL-1.2 */
/* The difference between two rounds. */
#include "method/change.h"

#include <math.h>
#include <stdlib.h>

/* Quantiles of the normal distribution: 1.96 of 5 % on two sides, .84 of power .8. */
static const double sight = 2.80;

static void cuts_of(const struct tally *earlier, const struct tally *later, struct change_figures *c)
{
	int64_t before = 0, now = 0, widest = -1;

	for (int i = earlier->levels - 1; i > 0; i--) {
		int64_t moved;

		before += earlier->c[i];
		now += later->c[i];
		c->cut[i - 1] = (struct change_cut){ i + 1, before, now };
		moved = llabs(now * c->n_earlier - before * c->n_later);
		if (moved >= widest) {
			widest = moved;
			c->widest = i - 1;
		}
	}
}

bool change_of(const struct tally *earlier, const struct tally *later, int64_t k,
	       struct change_figures *ret)
{
	*ret = (struct change_figures){
		.n_earlier = tally_n(earlier), .n_later = tally_n(later),
		.bh = (double)NAN, .by = (double)NAN,
	};
	if (ret->n_earlier < k || ret->n_later < k || !gap_of(later, earlier, &ret->gap) ||
	    !wmw_quick(later, earlier, &ret->wmw))
		return false;
	ret->direction = gap_direction(later, earlier);
	ret->sight = change_sight(earlier, later);
	cuts_of(earlier, later, ret);
	return true;
}

void change_tell_apart(struct arena *a, struct change_figures *const *list, size_t count)
{
	double *p = ARENA_ARRAY(a, double, count + 1);
	double *bh = ARENA_ARRAY(a, double, count + 1), *by = ARENA_ARRAY(a, double, count + 1);

	for (size_t i = 0; i < count; i++)
		p[i] = list[i]->wmw.p;
	false_discovery(a, p, count, bh, by);
	for (size_t i = 0; i < count; i++) {
		list[i]->bh = bh[i];
		list[i]->by = by[i];
	}
}

bool change_is_apart(const struct change_figures *c)
{
	return c->bh <= DISCOVERY_RATE;
}

bool change_is_small(const struct change_figures *c)
{
	return c->gap.w1 < 0.05;
}

struct change_sight change_sight(const struct tally *earlier, const struct tally *later)
{
	const double n1 = (double)tally_n(earlier), n2 = (double)tally_n(later);
	struct tally shape = *earlier;
	double n, cubes = 0, mean = 0, squares = 0, levels;

	if (spread_d(earlier) <= 0)
		tally_add(&shape, later);
	n = (double)tally_n(&shape);
	for (int i = 0; i < shape.levels; i++) {
		const double share = (double)shape.c[i] / n;

		cubes += share * share * share;
		mean += share * i;
		squares += share * i * i;
	}
	levels = sight * sqrt(fmax(0, squares - mean * mean) * (1 / n1 + 1 / n2));
	return (struct change_sight){
		.superiority = sight * sqrt(fmax(0, 1 - cubes) * (n1 + n2) / (12 * n1 * n2)),
		.levels = fmin(levels, shape.levels - 1),
	};
}

bool change_is_under_sight(const struct change_figures *c)
{
	return fabs(c->gap.superiority - 0.5) < c->sight.superiority;
}

bool change_certain(const struct tally *earlier, int64_t earlier_size, const struct tally *later,
		    int64_t later_size, int ret_direction[TALLY_LEVELS_MAX - 1])
{
	const int64_t n1 = earlier_size - earlier->not_applicable, u1 = n1 - tally_n(earlier);
	const int64_t n2 = later_size - later->not_applicable, u2 = n2 - tally_n(later);
	int64_t before = 0, now = 0;

	if (u1 < 0 || u2 < 0 || n1 > TALLY_N_MAX || n2 > TALLY_N_MAX)
		return false;
	for (int i = earlier->levels - 1; i > 0; i--) {
		before += earlier->c[i];
		now += later->c[i];
		ret_direction[i - 1] = (now * n1 > (before + u1) * n2) -
				       ((now + u2) * n1 < before * n2);
	}
	return true;
}
