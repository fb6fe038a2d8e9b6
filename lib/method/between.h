/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether groups answer differently: how far two people of one group lie apart
 * on average, and two people of different groups.  Where groups do not differ
 * both are the same on average, whatever the sizes of the groups; the largest
 * W1 of a group is then half a level or more.  With C_gk the answers of group g
 * at or under level k, n_g its answers, C_k and N those of all that take part,
 * over the cuts k:
 *
 *	within  = sum_g sum_k C_gk (n_g - C_gk)		P_w = sum_g n_g (n_g - 1)/2
 *	total   = sum_k C_k (N - C_k)			P   = N (N - 1)/2
 *	m_w = within/P_w    m_b = (total - within)/(P - P_w)    H = 1 - m_w/m_b
 *
 * Whole numbers until these divisions.  m_w is the delta of MRPP with the pairs
 * of a group as its weight (Mielke and Berry 2007, Permutation Methods); the
 * means are of Gini's mean difference, the U-statistic.
 *
 * Groups with fewer than k answers take no part, nor does what was counted in no
 * group.
 */
#ifndef PEIL_METHOD_BETWEEN_H
#define PEIL_METHOD_BETWEEN_H

#include "base/arena.h"
#include "method/method.h"

struct between {
	size_t groups;			/* that take part, two or more */
	int64_t n;			/* their answers */
	int64_t within, total;		/* distances in levels, summed over the pairs */
	int64_t pairs_within, pairs;	/* how many pairs */
	double within_pair, between_pair, any_pair;	/* m_w, m_b, total/P: in levels */
	double h;			/* 0 when everybody is on one level; may be below 0 */
};

/* False when fewer than two groups take part, all of them have one answer, or
 * they have more than TALLY_N_MAX together. */
bool between_of(const struct tally *group, size_t groups, int64_t k, struct between *ret);

/*
 * Over several subjects: how much of the distance between any two people is left
 * between two of one group, sum of m_w over sum of total/P; 1 when nobody differs,
 * and near it, on either side, when groups answer the same.
 * This is (within/total)/(P_w/P); within/total alone says how many pairs there are
 * within groups, a tenth with ten groups that answer the same.
 */
double between_left(const struct between *list, size_t count);

/* Where differences lie: most is left within groups, half or less, or between. */
enum between_where { BETWEEN_INSIDE, BETWEEN_BOTH, BETWEEN_GROUPS };
#define BETWEEN_INSIDE_MIN 0.75
#define BETWEEN_GROUPS_MAX 0.50
enum between_where between_where(double left);

/* --- told from chance (between_test.c) ------------------------------------------- */

enum {
	BETWEEN_EXACT_ANSWERS = 400,		/* up to so many answers, and so many ways */
	BETWEEN_EXACT_WAYS = 20 * 1000,		/* to divide them: some milliseconds */
	BETWEEN_DRAWS = 999,
	BETWEEN_DRAWS_ANSWERS = 5000,		/* with more answers BETWEEN_DRAWS_MANY */
	BETWEEN_DRAWS_MANY = 199,
	BETWEEN_TEST_ANSWERS = 100 * 1000,	/* with more nothing is tested */
};

struct between_test {
	double p;			/* NaN: not tested */
	bool is_exact;
	int draws;			/* 0 when exact */
	double bh, by;			/* by between_tell_apart; NaN before */
};

/*
 * One test of all groups together: the chance of a sum within groups as small as
 * this one or smaller, if the same answers had been dealt to groups of these
 * sizes by lot.  Exact (all tables with these margins) where that is few; else
 * (1 + as small)/(1 + draws) of draws that are the same for the same sizes and
 * answers, in any order of the groups and on either side of the scale.  False
 * where between_of is, or above BETWEEN_TEST_ANSWERS; p is NaN then.  Takes memory
 * of its own, at most some 2 MB, and gives it back.
 */
bool between_test(const struct tally *group, size_t groups, int64_t k, struct between_test *ret);

/* Benjamini-Hochberg and -Yekutieli over what one page tests; those without p
 * take no part. */
void between_tell_apart(struct arena *a, struct between_test *const *list, size_t count);
bool between_is_apart(const struct between_test *t);

#endif
