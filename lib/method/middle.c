/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The middle: medians and quartiles as inverse of the distribution (R type 1),
 * every comparison in whole numbers.
 */
#include "method/method.h"

#include <math.h>

/* The smallest level k with times * C_k >= bound, or 0 without answers. */
static int level_reaching(const struct tally *t, int64_t times, int64_t bound)
{
	int64_t cumulative = 0;

	if (tally_n(t) == 0)
		return 0;
	for (int i = 0; i < t->levels; i++) {
		cumulative += t->c[i];
		if (times * cumulative >= bound)
			return i + 1;
	}
	return 0;
}

int median_low(const struct tally *t)
{
	return level_reaching(t, 2, tally_n(t));
}

/* 2 C > n is 2 C >= n + 1, because both are whole. */
int median_high(const struct tally *t)
{
	return level_reaching(t, 2, tally_n(t) + 1);
}

int quartile_1(const struct tally *t)
{
	return level_reaching(t, 4, tally_n(t));
}

int quartile_3(const struct tally *t)
{
	return level_reaching(t, 4, 3 * tally_n(t));
}

/* The answers of the middle level are taken as spread evenly over that level,
 * from half a level below it to half a level above it. */
double interpolated_median(const struct tally *t)
{
	const int64_t n = tally_n(t);
	const int low = median_low(t), high = median_high(t);
	int64_t below = 0;

	if (n == 0)
		return (double)NAN;
	if (low != high)
		return (low + high) / 2.0;
	for (int i = 0; i < low - 1; i++)
		below += t->c[i];
	return low - 0.5 + (double)(n - 2 * below) / (2.0 * (double)t->c[low - 1]);
}
