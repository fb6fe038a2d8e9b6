/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The statistician's set: for the exports and the command line, on no screen.
 * Undefined values are NaN.  Formulas and sources: docs/developer/method.md.
 */
#ifndef PEIL_METHOD_STATISTICS_H
#define PEIL_METHOD_STATISTICS_H

#include "method/method.h"

struct statistics {
	double mean, variance, sd;		/* of a sample: divided by n - 1 */
	double ad_mean, ad_median;		/* average deviation; none when n < 2 */
	double agreement_a;			/* van der Eijk; none when K < 3 */
	double consensus;			/* Tastle and Wierman */
	double ordinal_consensus_l2;		/* Blair and Lacy */
	double mean_pair_difference;		/* of different answers, in levels */
	double polarisation;			/* Esteban and Ray, alpha 1, 0..1 */
	double rwg, rwg_raw;			/* uniform null; raw may be negative */
	double awg;				/* Brown and Hauenstein */
};

void statistics_of(const struct tally *t, struct statistics *ret);

double agreement_a(const struct tally *t);

#endif
