/* SPDX-License-Identifier: EUPL-1.2 */
/* The statistician's set. */
#include "method/statistics.h"

#include <math.h>

/* Sum of levels and of squared levels, whole: at most 10^11. */
static int64_t sum_of_powers(const struct tally *t, int power)
{
	int64_t sum = 0;

	for (int i = 0; i < t->levels; i++)
		sum += t->c[i] * (power == 1 ? i + 1 : (int64_t)(i + 1) * (i + 1));
	return sum;
}

/* n * sum of squares - square of the sum, over n (n - 1): exact above. */
static double sample_variance(const struct tally *t, int64_t n)
{
	const int64_t sum = sum_of_powers(t, 1), squares = sum_of_powers(t, 2);
	const __int128 above = (__int128)n * squares - (__int128)sum * sum;

	return n < 2 ? (double)NAN : (double)above / ((double)n * (double)(n - 1));
}

static double average_deviation(const struct tally *t, int64_t n, double centre)
{
	double sum = 0;

	for (int i = 0; i < t->levels; i++)
		sum += (double)t->c[i] * fabs(i + 1 - centre);
	return n < 2 ? (double)NAN : sum / (double)n;
}

/* 1 when all are the same; -1 for half and half on the ends. */
static double consensus(const struct tally *t, int64_t n, double mean)
{
	double sum = 1;

	for (int i = 0; i < t->levels; i++)
		if (t->c[i] > 0 && t->c[i] < n)
			sum += (double)t->c[i] / (double)n *
			       log2(1 - fabs(i + 1 - mean) / (t->levels - 1));
	return n == 0 ? (double)NAN : sum;
}

static double l_squared(const struct tally *t, int64_t n)
{
	int64_t cumulative = 0;
	double sum = 0;

	for (int i = 0; i < t->levels - 1; i++) {
		double share;

		cumulative += t->c[i];
		share = (double)(2 * cumulative - n) / (double)n;
		sum += share * share;
	}
	return n == 0 ? (double)NAN : sum / (t->levels - 1);
}

static double mean_pair_difference(const struct tally *t, int64_t n)
{
	int64_t cumulative = 0;
	double sum = 0;

	for (int i = 0; i < t->levels - 1; i++) {
		cumulative += t->c[i];
		sum += (double)(cumulative * (n - cumulative));
	}
	return n < 2 ? (double)NAN : 2 * sum / ((double)n * (double)(n - 1));
}

static double polarisation(const struct tally *t, int64_t n)
{
	double sum = 0;

	for (int i = 0; i < t->levels; i++)
		for (int j = 0; j < t->levels; j++) {
			const double p = (double)t->c[i] / (double)n, q = (double)t->c[j] / (double)n;

			sum += p * p * q * (i > j ? i - j : j - i);
		}
	return n == 0 ? (double)NAN : 4 * sum / (t->levels - 1);
}

/*
 * Defined only where a mean can have its largest variance with n answers:
 * L (n-1) + H <= n M <= H (n-1) + L, compared in whole numbers.  All answers on
 * one end: 1.  Variance and largest variance are both whole over n (n-1), with
 * n^2 ((H+L) M - M^2 - H L) as the second.
 */
static double awg(const struct tally *t, int64_t n)
{
	const int64_t sum = sum_of_powers(t, 1), levels = t->levels;
	const __int128 variance = (__int128)n * sum_of_powers(t, 2) - (__int128)sum * sum;
	const __int128 largest = (__int128)(levels + 1) * sum * n - (__int128)sum * sum -
				 (__int128)levels * n * n;

	if (n < 2)
		return (double)NAN;
	if (t->c[0] == n || t->c[levels - 1] == n)
		return 1;
	if (sum < n - 1 + levels || sum > levels * (n - 1) + 1)
		return (double)NAN;
	return 1 - 2 * (double)variance / (double)largest;
}

/* --- van der Eijk's A -------------------------------------------------------- */

/*
 * The triples of levels of a layer: 110 and 011 count as unimodal, 101 as
 * divided.  U weighs them; A of a layer shrinks with the number of levels used.
 */
static double layer_agreement(unsigned pattern, int levels)
{
	const int used = __builtin_popcount(pattern);
	int unimodal = 0, divided = 0;
	double u = 0;

	if (used == 1)
		return 1;
	for (int i = 0; i < levels; i++)
		for (int j = i + 1; j < levels; j++)
			for (int k = j + 1; k < levels; k++) {
				const unsigned bits = (pattern >> i & 1) << 2 | (pattern >> j & 1) << 1 |
						      (pattern >> k & 1);

				unimodal += bits == 6 || bits == 3;
				divided += bits == 5;
			}
	if (unimodal + divided > 0)
		u = (double)((levels - 2) * unimodal - (levels - 1) * divided) /
		    ((levels - 2) * (unimodal + divided));
	return u * (1 - (double)(used - 1) / (levels - 1));
}

/* Peels off layers as high as the lowest level that is still used. */
double agreement_a(const struct tally *t)
{
	const int64_t n = tally_n(t);
	int64_t peeled = 0;
	double sum = 0;

	if (n == 0 || t->levels < 3)
		return (double)NAN;
	for (;;) {
		unsigned pattern = 0;
		int64_t least = INT64_MAX;

		for (int i = 0; i < t->levels; i++)
			if (t->c[i] > peeled) {
				pattern |= 1u << i;
				least = t->c[i] < least ? t->c[i] : least;
			}
		if (!pattern)
			return sum;
		sum += layer_agreement(pattern, t->levels) *
		       (double)(__builtin_popcount(pattern) * (least - peeled)) / (double)n;
		peeled = least;
	}
}

void statistics_of(const struct tally *t, struct statistics *ret)
{
	const int64_t n = tally_n(t);
	const double variance = sample_variance(t, n);
	const double uniform = ((double)t->levels * t->levels - 1) / 12;
	const double mean = n == 0 ? (double)NAN : (double)sum_of_powers(t, 1) / (double)n;
	const double raw = 1 - variance / uniform;

	*ret = (struct statistics){
		.mean = mean,
		.variance = variance,
		.sd = sqrt(variance),
		.ad_mean = average_deviation(t, n, mean),
		.ad_median = n < 2 ? (double)NAN : average_distance(t),
		.agreement_a = agreement_a(t),
		.consensus = consensus(t, n, mean),
		.ordinal_consensus_l2 = l_squared(t, n),
		.mean_pair_difference = mean_pair_difference(t, n),
		.polarisation = polarisation(t, n),
		.rwg = raw < 0 ? 0 : raw,
		.rwg_raw = raw,
		.awg = awg(t, n),
	};
}
