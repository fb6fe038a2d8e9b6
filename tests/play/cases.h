/* SPDX-License-Identifier: EUPL-1.2 */
/* What the tests of the method share: tallies written short, random ones, and
 * comparing numbers. */
#ifndef PEIL_TESTS_METHOD_CASES_H
#define PEIL_TESTS_METHOD_CASES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>

#include "base/rng.h"
#include "method/method.h"

#define FIVE(one, two, three, four, five) \
	((struct tally){ .levels = 5, .c = { one, two, three, four, five } })

#define assert_near(got, want)		assert_close((got), (want), 1e-12)
#define assert_close(got, want, by) \
	do { \
		const double got_ = (got), want_ = (want); \
		if (!(fabs(got_ - want_) <= (by))) \
			fail_msg("%s is %.15g, not %.15g", #got, got_, want_); \
	} while (0)

static inline struct tally random_tally(struct rng *r, int levels, uint64_t most)
{
	struct tally t = { .levels = levels };

	for (int i = 0; i < levels; i++)
		t.c[i] = rng_next_below(r, 3) ? (int64_t)rng_next_below(r, most + 1) : 0;
	return t;
}

static inline struct tally mirrored(const struct tally *t)
{
	struct tally m = *t;

	for (int i = 0; i < t->levels; i++)
		m.c[i] = t->c[t->levels - 1 - i];
	return m;
}

#endif
