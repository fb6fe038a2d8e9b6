/* SPDX-License-Identifier: EUPL-1.2 */
/* What so many answers can show. */
#include "method/sight.h"

#include <math.h>

#include "method/method.h"

/* Quantiles of the normal distribution: 1.96 of 5 % on two sides, .84 of power .8. */
static const double power = 2.80;

/* sd of the bell on a scale of length one: .07 lies beyond 1.4758 sd, which is a
 * level and a half of four. */
static const double width = 1.5 / 1.4758 / 4;

/* The share of the bell below a place on a scale from 0 to levels - 1. */
static double bell_below(int levels, double place)
{
	const double middle = (levels - 1) / 2.0, sd = width * (levels - 1);

	return erfc((middle - place) / sd / sqrt(2)) / 2;
}

void sight_bell(int levels, double *ret_share)
{
	double before = 0;

	for (int i = 0; i < levels; i++) {
		const double up_to = i == levels - 1 ? 1 : bell_below(levels, i + 0.5);

		ret_share[i] = up_to - before;
		before = up_to;
	}
}

/* The bell is the same from both ends, so one end decides; with an even number of
 * levels half lies on either side. */
static int64_t certain_from(int levels, int64_t members)
{
	const int middle = (levels - 1) / 2;
	const double below = levels % 2 ? bell_below(levels, middle - 0.5) : 0.5;
	const int64_t from = (int64_t)floor((double)members / (2 * (1 - below))) + 1;

	return from <= members ? from : 0;
}

bool sight_of(int levels, int64_t members, int64_t answers, struct sight *ret)
{
	const double n = (double)answers;
	double share[TALLY_LEVELS_MAX], cubes = 0, variance = 0;

	if (levels < 2 || levels > TALLY_LEVELS_MAX || answers < 1 || answers > members ||
	    members > TALLY_N_MAX)
		return false;
	sight_bell(levels, share);
	for (int i = 0; i < levels; i++) {
		const double away = i - (levels - 1) / 2.0;

		cubes += share[i] * share[i] * share[i];
		variance += share[i] * away * away;
	}
	*ret = (struct sight){
		.superiority = fmin(0.5, power * sqrt((1 - cubes) / (6 * n))),
		.levels = fmin(levels - 1, power * sqrt(variance * 2 / n)),
		.certain_from = certain_from(levels, members),
	};
	return true;
}
