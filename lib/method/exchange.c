/* SPDX-License-Identifier: EUPL-1.2 */
/* Which two groups can teach each other something. */
#include "method/exchange.h"

#include <math.h>

double exchange_ahead(const struct tally *a, const struct tally *b, int64_t k)
{
	const int64_t na = tally_n(a), nb = tally_n(b);
	int64_t a_so_far = 0, b_so_far = 0, ahead = 0;
	double levels, beyond;

	if (na < k || nb < k || na == 0 || nb == 0)
		return 0;
	for (int i = 0; i < a->levels - 1; i++) {
		a_so_far += a->c[i];
		b_so_far += b->c[i];
		ahead += b_so_far * na - a_so_far * nb;
	}
	levels = (double)ahead / ((double)na * (double)nb);
	beyond = fmax(0, fabs(levels) - gap_noise(a, b));
	return levels < 0 ? -beyond : beyond;
}

static struct exchange compare(const struct tally *first, const struct tally *second,
			       size_t subjects, int64_t k)
{
	struct exchange e = { 0 };
	double first_sum = 0, second_sum = 0;

	for (size_t s = 0; s < subjects; s++) {
		const double ahead = exchange_ahead(&first[s], &second[s], k);

		if (ahead > 0)
			first_sum += ahead;
		else
			second_sum -= ahead;
		if (ahead > e.first_by) {
			e.first_by = ahead;
			e.first_ahead = s;
		}
		if (-ahead > e.second_by) {
			e.second_by = -ahead;
			e.second_ahead = s;
		}
	}
	e.levels = fmin(first_sum, second_sum);
	return e;
}

/* Equal sums that were added in another order stay equal. */
static bool is_larger(double x, double y)
{
	return llround(x * 1e12) > llround(y * 1e12);
}

/* Per pair of groups what they exchange, at [first * groups + second]. */
static double *all_pairs(struct arena *a, const struct tally *answers, size_t groups,
			 size_t subjects, int64_t k)
{
	double *levels = ARENA_ARRAY(a, double, groups * groups + 1);

	for (size_t i = 0; i < groups; i++)
		for (size_t j = i + 1; j < groups; j++)
			levels[i * groups + j] = compare(&answers[i * subjects],
							 &answers[j * subjects], subjects, k).levels;
	return levels;
}

/* The largest of the groups that are still free; false when it is too small. */
static bool take_largest(const double *levels, size_t groups, bool *is_taken, size_t *ret_first,
			 size_t *ret_second)
{
	double largest = 0;

	for (size_t i = 0; i < groups; i++)
		for (size_t j = i + 1; j < groups && !is_taken[i]; j++)
			if (!is_taken[j] && is_larger(levels[i * groups + j], largest)) {
				largest = levels[i * groups + j];
				*ret_first = i;
				*ret_second = j;
			}
	if (is_larger(EXCHANGE_MIN, largest))
		return false;
	is_taken[*ret_first] = is_taken[*ret_second] = true;
	return true;
}

size_t exchange_find(const struct tally *answers, size_t groups, size_t subjects, int64_t k,
		     struct exchange *ret)
{
	SCOPED(arena_freep) struct arena *a = arena_new(SIZE_MAX);
	bool *is_taken = ARENA_ARRAY(a, bool, groups + 1);
	const double *levels;
	size_t n = 0, first = 0, second = 0;

	if (groups > EXCHANGE_GROUPS_MAX)
		return 0;
	levels = all_pairs(a, answers, groups, subjects, k);
	while (n < EXCHANGE_PAIRS && take_largest(levels, groups, is_taken, &first, &second)) {
		ret[n] = compare(&answers[first * subjects], &answers[second * subjects], subjects, k);
		ret[n].first = first;
		ret[n++].second = second;
	}
	return n;
}
