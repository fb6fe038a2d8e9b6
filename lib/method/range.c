/* SPDX-License-Identifier: EUPL-1.2 */
/* Ranges for silent members. */
#include "method/range.h"

#include "method/beta_binomial.h"

static struct tally with_silent(const struct tally *t, int64_t low, int64_t high)
{
	struct tally filled = *t;

	filled.c[0] += low;
	filled.c[t->levels - 1] += high;
	return filled;
}

static int64_t cumulative_to(const struct tally *t, int level)
{
	int64_t sum = 0;

	for (int i = 0; i < level; i++)
		sum += t->c[i];
	return sum;
}

/*
 * Each cut adds min(C_k + G_k, N - C_k - G_k), where G_k of the silent ones are
 * at or under level k and G never falls.  That sum is concave in G, so it is
 * smallest in a corner: all of them on one level.
 */
static double smallest_spread(const struct tally *t, int64_t silent)
{
	double least = 2;

	for (int i = 0; i < t->levels; i++) {
		struct tally filled = *t;
		double d;

		filled.c[i] += silent;
		d = spread_d(&filled);
		least = d < least ? d : least;
	}
	return least;
}

static void try_split(const struct tally *t, int64_t silent, int64_t low, double *most)
{
	const int64_t g = low < 0 ? 0 : low > silent ? silent : low;
	const struct tally filled = with_silent(t, g, silent - g);
	const double d = spread_d(&filled);

	*most = d > *most ? d : *most;
}

/*
 * Each cut wants G_k near N/2 - C_k, which falls with k while G may not: the
 * best G is the same at every cut, so g go to the lowest level and the others
 * to the highest.  The sum over the cuts bends only where one of them is at
 * its top.
 */
static double largest_spread(const struct tally *t, int64_t members, int64_t silent)
{
	double most = 0;

	try_split(t, silent, 0, &most);
	try_split(t, silent, silent, &most);
	for (int k = 1; k < t->levels; k++) {
		const int64_t wanted = members / 2 - cumulative_to(t, k);

		try_split(t, silent, wanted, &most);
		try_split(t, silent, wanted + 1, &most);
	}
	return most;
}

/*
 * At most 2.5 % may lie outside on either side: the lower median below, the
 * upper median above.  Mirrored answers turn one into the other, so they have
 * the mirrored interval.
 */
static void find_credible(struct range *r, int levels, double outside)
{
	int low = 0, high = 0;

	while (low < levels - 1 && r->median_at_most[low] <= outside + BETA_BINOMIAL_EQUAL)
		low++;
	while (high < levels - 1 &&
	       r->upper_median_at_most[high] < 1 - outside - BETA_BINOMIAL_EQUAL)
		high++;
	r->credible_median_low = low + 1;
	r->credible_median_high = high + 1;
}

/* The members at or under level k: C_k that answered and X of the silent. */
static void predict(const struct tally *t, int64_t silent, struct range *r)
{
	const int levels = t->levels;
	const int64_t members = r->members, n = members - silent;

	for (int k = 1; k < levels; k++) {
		const int64_t at_most = cumulative_to(t, k);
		const struct beta_binomial under = beta_binomial_new(silent,
			(double)at_most + (double)k / levels,
			(double)(n - at_most) + (double)(levels - k) / levels);
		struct range_at_least *above = &r->at_least[k - 1];
		int64_t low, high;

		/* 2 (C_k + X) >= N; 2 (C_k + X) > N */
		r->median_at_most[k - 1] =
			beta_binomial_at_least(&under, (members + 1) / 2 - at_most);
		r->upper_median_at_most[k - 1] =
			beta_binomial_at_least(&under, members / 2 + 1 - at_most);
		beta_binomial_interval(&under, 0.025, &low, &high);
		above->credible_low = members - at_most - high;
		above->credible_high = members - at_most - low;
	}
	r->median_at_most[levels - 1] = r->upper_median_at_most[levels - 1] = 1;
	find_credible(r, levels, 0.025);
	r->has_prediction = true;
}

bool range_of(const struct tally *t, int64_t size, struct range *ret)
{
	const int64_t n = tally_n(t), members = size - t->not_applicable, silent = members - n;
	const struct tally lowest = with_silent(t, silent, 0), highest = with_silent(t, 0, silent);

	if (silent < 0 || silent > SILENT_MAX)
		return false;
	*ret = (struct range){
		.members = members,
		.median_min = median_low(&lowest),
		.median_max = median_high(&highest),
		.spread_min = members ? smallest_spread(t, silent) : spread_d(t),
		.spread_max = members ? largest_spread(t, members, silent) : spread_d(t),
	};
	for (int k = 1; k < t->levels; k++) {
		const int64_t observed = n - cumulative_to(t, k);

		ret->at_least[k - 1] = (struct range_at_least){
			.level = k + 1, .observed = observed,
			.possible_low = observed, .possible_high = observed + silent,
		};
	}
	if (n > 0)
		predict(t, silent, ret);
	return true;
}

enum certainty range_certainty(const struct range *r)
{
	if (r->median_min > 0 && r->median_min == r->median_max)
		return CERTAINTY_SURE;
	if (r->has_prediction && r->credible_median_low == r->credible_median_high)
		return CERTAINTY_LIKELY;
	return CERTAINTY_OPEN;
}

bool range_majority(const struct tally *t, const struct range *r, struct range_majority *ret)
{
	const int64_t n = tally_n(t), members = r->members, silent = members - n;
	int level = t->levels;
	int64_t likely;

	if (n == 0)
		return false;
	while (level > 1 && 2 * r->at_least[level - 2].observed <= n)
		level--;
	*ret = (struct range_majority){ .level = level, .is_or_higher = level > 1 };
	if (level > 1) {
		ret->observed = r->at_least[level - 2].observed;
		likely = r->at_least[level - 2].credible_low;
	} else {
		ret->observed = t->c[0];
		likely = members - r->at_least[0].credible_high;
	}
	ret->possible_low = ret->observed;
	ret->possible_high = ret->observed + silent;
	if (2 * ret->possible_low > members)
		ret->certainty = CERTAINTY_SURE;
	else if (r->has_prediction && 2 * likely > members)
		ret->certainty = CERTAINTY_LIKELY;
	return true;
}
