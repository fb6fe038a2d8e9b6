/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the silent can change.  The largest product is 2 n (C + u) - N n, below
 * 4 * 10^18 with at most 10^9 members.
 */
#include "method/silence.h"

#include <math.h>

#include "base/must.h"

static int64_t cumulative_to(const struct tally *t, int level)
{
	int64_t sum = 0;

	for (int i = 0; i < level; i++)
		sum += t->c[i];
	return sum;
}

static int64_t if_possible(int64_t needed, int64_t silent)
{
	return needed <= silent ? needed : SILENCE_IMPOSSIBLE;
}

/* The smallest whole r of which r * factor is more than `least`. */
static int64_t smallest_above(int64_t least, int64_t factor)
{
	must(factor > 0);
	return least < 0 ? 0 : least / factor + 1;
}

/*
 * 2 (C_{m-1} (1 + r/n) + u - r) < N and 2 C_m (1 + r/n) > N, times n.  With a
 * middle between two levels exactly half lie at or under the lower one, and no r
 * up to u is enough.
 */
static int64_t needed(const struct silence *s, int64_t n, int64_t below, int64_t up_to)
{
	const int64_t down = smallest_above(2 * n * (below + s->silent) - s->members * n,
					    2 * (n - below));
	const int64_t up = smallest_above(s->members * n - 2 * n * up_to, 2 * up_to);

	return if_possible(down > up ? down : up, s->silent);
}

bool silence_of(const struct tally *t, int64_t size, enum silence_of_whom whom,
		struct silence *ret)
{
	const int64_t n = tally_n(t);
	int64_t below, up_to, low_to;

	*ret = (struct silence){
		.members = size - t->not_applicable - (whom == SILENCE_ABSENT ? t->dont_know : 0),
		.low = median_low(t), .high = median_high(t),
	};
	ret->silent = ret->members - n;
	if (n == 0 || size > TALLY_N_MAX || ret->silent < 0)
		return false;
	below = cumulative_to(t, ret->low - 1);
	low_to = cumulative_to(t, ret->low);
	up_to = cumulative_to(t, ret->high);
	ret->moves_down = ret->low == 1 ? SILENCE_IMPOSSIBLE
			: if_possible((ret->members + 1) / 2 - below, ret->silent);
	ret->moves_up = ret->high == t->levels ? SILENCE_IMPOSSIBLE
			: if_possible(up_to + ret->silent - ret->members / 2, ret->silent);
	ret->expected_down = (double)ret->silent * (double)below / (double)n;
	ret->expected_up = (double)ret->silent * (double)(n - up_to) / (double)n;
	ret->needed = needed(ret, n, below, low_to);
	ret->response_needed = fmax((double)n / (2.0 * (double)(n - below)),
				    (double)n / (2.0 * (double)low_to));
	return true;
}
