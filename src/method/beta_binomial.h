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

/* The smallest x with P(X <= x) >= p, for low and high p at once. */
void beta_binomial_quantiles(const struct beta_binomial *d, double low, double high,
			     int64_t *ret_low, int64_t *ret_high);

#endif
