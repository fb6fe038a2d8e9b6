/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The beta-binomial distribution of a count out of u.  Made by ratios of
 * neighbouring terms, outwards from the highest one: differences of log-gammas
 * would cancel for very many silent members.  Terms below 10^-22 of the highest
 * are left out.
 */
#ifndef PEIL_METHOD_BETA_BINOMIAL_H
#define PEIL_METHOD_BETA_BINOMIAL_H

#include <stdint.h>

struct beta_binomial {
	int64_t u;
	double a, b;
	int64_t first, last;		/* terms outside are left out */
	double first_term, total;
};

/* a and b above 0, and not both below 1. */
struct beta_binomial beta_binomial_new(int64_t u, double a, double b);
double beta_binomial_at_least(const struct beta_binomial *d, int64_t x);

/* Probabilities this near to each other are taken as equal: sums of the same
 * fractions differ by rounding, and 1/40 does occur (one silent of eight). */
#define BETA_BINOMIAL_EQUAL 1e-12

/*
 * The smallest interval that leaves no more than `outside` (below a half) on
 * either side.  The mirrored distribution gives the mirrored interval.
 */
void beta_binomial_interval(const struct beta_binomial *d, double outside,
			    int64_t *ret_low, int64_t *ret_high);

#endif
