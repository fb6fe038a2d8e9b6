/* SPDX-License-Identifier: EUPL-1.2 */
/* What all groups share. */
#include "method/shared.h"

#include <math.h>

static int64_t at_least(const struct tally *t, int level)
{
	int64_t sum = 0;

	for (int i = level - 1; i < t->levels; i++)
		sum += t->c[i];
	return sum;
}

static bool takes_part(const struct tally *t, int64_t k)
{
	const int64_t n = tally_n(t);

	return n >= k && n > 0;
}

/* More than half of each group lie on this level or higher exactly if its lower
 * median does. */
static int lowest_median(const struct tally *group, size_t groups, int64_t k)
{
	int level = group[0].levels;

	for (size_t i = 0; i < groups; i++)
		if (takes_part(&group[i], k) && median_low(&group[i]) < level)
			level = median_low(&group[i]);
	return level;
}

static void measure(const struct tally *group, size_t groups, int64_t k, struct shared *s)
{
	double log_product = 0;

	s->least_share = 1;
	for (size_t i = 0; i < groups; i++) {
		const double n = (double)tally_n(&group[i]);
		const double a = (double)at_least(&group[i], s->level);

		if (!takes_part(&group[i], k))
			continue;
		s->least_share = fmin(s->least_share, a / n);
		log_product += log((a + 1) / (n + 2));
	}
	s->product = exp(log_product);
	s->mean_share = exp(log_product / (double)s->groups);
}

bool shared_of(const struct tally *group, size_t groups, int64_t k, struct shared *ret)
{
	*ret = (struct shared){ .is_known = true };
	for (size_t i = 0; i < groups; i++) {
		const struct tally *t = &group[i];

		if (!takes_part(t, k))
			continue;
		ret->groups++;
		ret->is_known &= 4 * t->dont_know < tally_n(t) + t->dont_know;
	}
	if (ret->groups < 2)
		return false;
	ret->level = lowest_median(group, groups, k);
	if (ret->level < 2)
		ret->level = 0;
	else
		measure(group, groups, k, ret);
	return true;
}
