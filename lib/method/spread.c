/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How far answers lie apart.  Sources: D is Leik's ordinal dispersion (1966,
 * Public Opinion Quarterly 30); it equals the average distance from the median
 * times 2/(K-1).
 */
#include "method/method.h"

#include <math.h>

/* Sum over the K-1 cuts of the smaller side; at most (K-1) n / 2. */
static int64_t smaller_sides(const struct tally *t)
{
	const int64_t n = tally_n(t);
	int64_t cumulative = 0, sum = 0;

	for (int i = 0; i < t->levels - 1; i++) {
		cumulative += t->c[i];
		sum += cumulative < n - cumulative ? cumulative : n - cumulative;
	}
	return sum;
}

double spread_d(const struct tally *t)
{
	const int64_t n = tally_n(t);

	if (n == 0)
		return (double)NAN;
	return 2.0 * (double)smaller_sides(t) / ((double)(t->levels - 1) * (double)n);
}

double average_distance(const struct tally *t)
{
	const int64_t n = tally_n(t);

	return n == 0 ? (double)NAN : (double)smaller_sides(t) / (double)n;
}

double pairs_apart(const struct tally *t)
{
	const int64_t n = tally_n(t);
	int64_t below = 0, apart = 0;

	if (n < 2)
		return (double)NAN;
	for (int i = 2; i < t->levels; i++) {
		below += t->c[i - 2];
		apart += below * t->c[i];
	}
	return 2.0 * (double)apart / ((double)n * (double)(n - 1));
}

static int64_t tallest(const struct tally *t, int from, int to)
{
	int64_t most = 0;

	for (int i = from; i < to; i++)
		if (t->c[i] > most)
			most = t->c[i];
	return most;
}

/* A quarter of the answers on either side of a level that is at most half as
 * high as the tallest on each side. */
int two_groups(const struct tally *t)
{
	const int64_t n = tally_n(t);
	int64_t below = 0;

	if (n == 0)
		return 0;
	for (int i = 1; i < t->levels - 1; i++) {
		const int64_t between = t->c[i];

		below += t->c[i - 1];
		if (4 * below >= n && 4 * (n - below - between) >= n &&
		    2 * between <= tallest(t, 0, i) && 2 * between <= tallest(t, i + 1, t->levels))
			return i + 1;
	}
	return 0;
}

enum two_groups_word two_groups_word(const struct tally *t)
{
	if (!two_groups(t))
		return TWO_GROUPS_NONE;
	return tally_n(t) < TWO_GROUPS_MIN ? TWO_GROUPS_PLACES : TWO_GROUPS_GROUPS;
}

double dont_know_rate(const struct tally *t)
{
	const int64_t asked = tally_n(t) + t->dont_know;

	return asked == 0 ? (double)NAN : (double)t->dont_know / (double)asked;
}

enum spread_word spread_word(const struct tally *t)
{
	const int64_t n = tally_n(t), most = (t->levels - 1) * n, sum = smaller_sides(t);

	if (n == 0)
		return SPREAD_NONE;
	if (8 * sum < most)
		return SPREAD_CLOSE;
	return 4 * sum < most ? SPREAD_APART : SPREAD_FAR;
}

/* D is 2 sum / ((K-1) n): compared over one denominator, in whole numbers. */
int spread_change(const struct tally *first, const struct tally *second)
{
	const __int128 n1 = tally_n(first), n2 = tally_n(second);
	const __int128 wider = 40 * (smaller_sides(second) * n1 - smaller_sides(first) * n2);
	const __int128 least = (first->levels - 1) * n1 * n2;

	if (wider >= least)
		return 1;
	return -wider >= least ? -1 : 0;
}
