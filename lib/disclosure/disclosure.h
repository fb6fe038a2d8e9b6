/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The attack on published groups.  A family says how many people answered in
 * each cell and which groups (unions of cells) were ever published.  Whoever
 * has the figures of the published groups can add and subtract them; the
 * question is whether that yields the figures of a group smaller than k.
 *
 * Cells that are in the same published groups can never be told apart and form
 * a class.  If every class has k people or more the family is safe: everything
 * published is a function of the figures of those disjoint classes, so nothing
 * computed from it, by sums, bounds or otherwise, says more about fewer people.
 *
 * A family with a smaller class is not safe.  Whether it can be undone by sums
 * alone is decided exactly: a group can be computed precisely if its indicator
 * (1 for its classes, 0 for the others) lies in the rational span of the
 * indicators of the published groups, which is made by elimination and searched.
 * When that finds nothing, bounds can still do it, since counts are whole and
 * not negative: of nine people in cells of 1, 4 and 4, with {x, y} and {x, z}
 * published, (3,2,0) and (0,2,3) say that the one of x answered the second.
 *
 * Not covered: people who know answers, their own for one.
 */
#ifndef PEIL_DISCLOSURE_DISCLOSURE_H
#define PEIL_DISCLOSURE_DISCLOSURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum {
	DISCLOSURE_CELLS_MAX = 2000,	/* and as many groups: four million memberships */
	/* Distinct groups and classes in one elimination: 27 primes decide it
	 * exactly (modular.c) and it takes two seconds. */
	DISCLOSURE_RANK_MAX = 250,
	DISCLOSURE_TRIES_MAX = 20 * 1000 * 1000,	/* about a second */
};

struct disclosure_family {
	size_t cells, sets;
	const int64_t *size;		/* people per cell, 0..10^9 */
	const uint8_t *member;		/* sets x cells, 0 or 1 */
	int64_t k;
};

/* factor * published group `set`; the sum of all terms, divided by `divisor`,
 * is the group that should have stayed hidden. */
struct disclosure_term {
	size_t set;
	int64_t factor;
};

struct disclosure {
	bool is_published_below_k;
	int64_t smallest_class;		/* 0: nobody is in a published group */
	size_t class_cells, *class_cell;	/* which cells that class is */
	int64_t size;			/* of the smallest group found, 0: none */
	size_t cells, *cell;		/* which cells it is */
	size_t terms;			/* never 0 when there is a size */
	struct disclosure_term *term;
	bool has_factors;		/* else they do not fit in 30 bits and are all 0 */
	int64_t divisor;
};

/* No class has fewer than k people. */
static inline bool disclosure_is_safe(const struct disclosure *d, int64_t k)
{
	return d->smallest_class == 0 || d->smallest_class >= k;
}

/* ERR_LIMIT past the bounds above: then nothing is said. */
bool disclosure_find(struct arena *a, const struct disclosure_family *f, struct disclosure *ret,
		     struct err *e);

#endif
