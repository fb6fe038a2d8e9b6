/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What all groups share: the highest level such that in every group more than
 * half of the answers lie on it or higher ("in every group more than half say at
 * least ...").  A better start of a conversation than a low spread of all
 * together, which a large group makes by itself; the group-informed consensus of
 * Polis (compdemocracy/polis), on a scale.
 *
 * With a_g of n_g answers on that level or higher, the product measure is
 *
 *	product = prod_g (a_g + 1)/(n_g + 2)	mean_share = product^(1/groups)
 *
 * Groups with fewer than k answers take no part.
 */
#ifndef PEIL_METHOD_SHARED_H
#define PEIL_METHOD_SHARED_H

#include "method/method.h"

struct shared {
	size_t groups;			/* that take part, two or more */
	int level;			/* 2..levels; 0: none above the lowest */
	double least_share;		/* smallest a_g/n_g; 0 without a level, as those below */
	double product, mean_share;
	/* In each of these groups fewer than a quarter do not know; else nothing is
	 * called shared. */
	bool is_known;
};

/* False when fewer than two groups take part. */
bool shared_of(const struct tally *group, size_t groups, int64_t k, struct shared *ret);

#endif
