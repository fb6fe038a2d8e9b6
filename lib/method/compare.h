/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where the program itself picks what stands out: the Wilcoxon-Mann-Whitney
 * test from two histograms, and false discovery rates.  Nothing is tested in
 * the report of a single team.
 */
#ifndef PEIL_METHOD_COMPARE_H
#define PEIL_METHOD_COMPARE_H

#include "base/arena.h"
#include "method/method.h"

enum { WMW_EXACT_MAX = 400 };	/* answers of both sides together */

struct wmw {
	double u;		/* pairs in which a is higher, ties for a half */
	double p;		/* two-sided */
	bool is_exact;
};

/*
 * Exact up to WMW_EXACT_MAX: the permutation distribution of U given the ties;
 * p is the probability of a U at least as far from its mean.  Above it the
 * normal distribution with the variance corrected for ties and without
 * continuity correction.  False when a side is empty.  Takes memory of its own,
 * at most some 80 MB, and gives it back.
 */
bool wmw_of(const struct tally *x, const struct tally *y, struct wmw *ret);

/*
 * The same for pages, which make many comparisons while somebody waits: exact
 * while na * nb is at most WMW_QUICK_PAIRS (some milliseconds each), the normal
 * distribution above it.
 */
enum { WMW_QUICK_PAIRS = 2500 };
bool wmw_quick(const struct tally *x, const struct tally *y, struct wmw *ret);

/*
 * Adjusted p values in the order given (Benjamini and Hochberg 1995; Benjamini
 * and Yekutieli 2001).  Every p lies in 0..1.
 */
void false_discovery(struct arena *a, const double *p, size_t count, double *ret_bh,
		     double *ret_by);

/* The false discovery rate below which a difference is told from chance. */
#define DISCOVERY_RATE 0.10

#endif
