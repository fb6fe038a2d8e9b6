/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Distances within and between groups.  With N at most 10^9 a cut adds at most
 * N^2/4 and nine of them stay below 2^62, so nothing here can overflow once the
 * sum of the sizes has been checked.
 */
#include "method/between.h"

/* Sum of distances over the pairs of these answers: over the cuts, who is below
 * times who is above. */
static int64_t pair_distances(const struct tally *t, int64_t n)
{
	int64_t cumulative = 0, sum = 0;

	for (int i = 0; i < t->levels - 1; i++) {
		cumulative += t->c[i];
		sum += cumulative * (n - cumulative);
	}
	return sum;
}

static int64_t pairs_of(int64_t n)
{
	return n * (n - 1) / 2;
}

bool between_of(const struct tally *group, size_t groups, int64_t k, struct between *ret)
{
	struct tally all = { .levels = groups ? group[0].levels : 2 };

	*ret = (struct between){ 0 };
	for (size_t i = 0; i < groups; i++) {
		const int64_t n = tally_n(&group[i]);

		if (n < k || n == 0)
			continue;
		if (n > TALLY_N_MAX - ret->n)
			return false;
		tally_add(&all, &group[i]);
		ret->groups++;
		ret->n += n;
		ret->within += pair_distances(&group[i], n);
		ret->pairs_within += pairs_of(n);
	}
	if (ret->groups < 2 || ret->pairs_within == 0)
		return false;
	ret->total = pair_distances(&all, ret->n);
	ret->pairs = pairs_of(ret->n);
	ret->within_pair = (double)ret->within / (double)ret->pairs_within;
	ret->between_pair = (double)(ret->total - ret->within) /
			    (double)(ret->pairs - ret->pairs_within);
	ret->any_pair = (double)ret->total / (double)ret->pairs;
	/* Nobody differs from somebody of another group: then nobody does at all. */
	ret->h = ret->total == ret->within ? 0 : 1 - ret->within_pair / ret->between_pair;
	return true;
}

double between_left(const struct between *list, size_t count)
{
	double within = 0, any = 0;

	for (size_t i = 0; i < count; i++) {
		within += list[i].within_pair;
		any += list[i].any_pair;
	}
	return any > 0 ? within / any : 1;
}

enum between_where between_where(double left)
{
	if (left >= BETWEEN_INSIDE_MIN)
		return BETWEEN_INSIDE;
	return left <= BETWEEN_GROUPS_MAX ? BETWEEN_GROUPS : BETWEEN_BOTH;
}
