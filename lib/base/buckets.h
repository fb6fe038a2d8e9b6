/* SPDX-License-Identifier: EUPL-1.2 */
/* How often which values came: counts below bounds, for what watches over the server.
 * Whoever shares one has a lock around it. */
#ifndef PEIL_BASE_BUCKETS_H
#define PEIL_BASE_BUCKETS_H

#include <stddef.h>
#include <stdint.h>

enum { BUCKETS_MAX = 12 };

struct buckets {
	const double *bounds;		/* rising; a value counts at the first that it is not above */
	size_t n;
	uint64_t count[BUCKETS_MAX + 1];	/* the last: above all */
	double sum;
};

static inline void buckets_add(struct buckets *b, double value)
{
	size_t i = 0;

	while (i < b->n && value > b->bounds[i])
		i++;
	b->count[i]++;
	b->sum += value;
}

#endif
