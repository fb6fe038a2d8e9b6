/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who can teach whom: two groups each of which is ahead on other subjects.  With
 * d_ab of a subject the difference of a and b in levels, sum over the cuts of
 * (F_bk - F_ak), beyond what lot gives (gap_noise of the two; none beyond it):
 *
 *	exchange = min(sum of d+, sum of d-)	over the subjects
 *
 * The same from either side, so it ranks nobody: a group that is ahead on
 * everything exchanges with none.
 */
#ifndef PEIL_METHOD_EXCHANGE_H
#define PEIL_METHOD_EXCHANGE_H

#include "base/arena.h"
#include "method/method.h"

enum {
	EXCHANGE_GROUPS_MAX = 300,	/* 45,000 pairs, each over all subjects */
	EXCHANGE_PAIRS = 5,		/* how many are proposed at most */
};
/* So much, in levels summed over subjects, is worth a meeting. */
#define EXCHANGE_MIN 0.5

struct exchange {
	size_t first, second;		/* groups; first < second */
	double levels;			/* EXCHANGE_MIN or more */
	size_t first_ahead, second_ahead;	/* the subject on which each is furthest ahead */
	double first_by, second_by;	/* beyond noise, in levels */
};

/*
 * d_ab beyond noise of one subject; below 0 when b is ahead, 0 when one has fewer
 * than k answers.
 */
double exchange_ahead(const struct tally *a, const struct tally *b, int64_t k);

/*
 * answers[g * subjects + s] are those of group g to subject s.  Fills in at most
 * EXCHANGE_PAIRS, the largest first and of equal ones the first groups, no group
 * twice; returns how many.  None for more than EXCHANGE_GROUPS_MAX groups.
 */
size_t exchange_find(const struct tally *answers, size_t groups, size_t subjects, int64_t k,
		     struct exchange *ret);

#endif
