/* SPDX-License-Identifier: EUPL-1.2 */
/* The difference between two rounds. */
#include "method/change.h"

#include <math.h>
#include <stdlib.h>

enum { SIGHT_LEVEL_FROM = 30, SIGHT_HALF_FROM = 100 };

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

enum change_sight change_sight(int64_t n_earlier, int64_t n_later)
{
	const int64_t n = n_earlier < n_later ? n_earlier : n_later;

	return n < SIGHT_LEVEL_FROM ? SIGHT_POOR :
	       n < SIGHT_HALF_FROM ? SIGHT_LEVEL : SIGHT_HALF_LEVEL;
}

bool change_is_under_sight(const struct change_figures *c)
{
	const bool is_fine = change_sight(c->n_earlier, c->n_later) == SIGHT_HALF_LEVEL;

	return c->gap.w1 < (is_fine ? 0.5 : 1);
}
