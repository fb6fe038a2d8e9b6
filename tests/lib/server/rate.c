/* SPDX-License-Identifier: EUPL-1.2 */
/* Guessing is slowed down: how many at once, how soon again, and whose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>

#include "server/rate.h"

#define SECOND INT64_C(1000000000)

static const struct rate_limit ten = { 10, 900 }, forty = { 40, 900 }, sixty = { 60, 600 };

static int taken(struct rate *r, const struct rate_limit *limit, struct str key, int64_t now, int tries)
{
	int n = 0;

	for (int i = 0; i < tries; i++)
		n += rate_take(r, limit, key, now);
	return n;
}

static void ten_tries_and_then_one_in_ninety_seconds(void **state)
{
	struct rate *r = rate_new();

	(void)state;
	assert_int_equal(taken(r, &ten, STR("lotte"), 0, 50), 10);
	assert_false(rate_take(r, &ten, STR("lotte"), 89 * SECOND));
	assert_true(rate_take(r, &ten, STR("lotte"), 91 * SECOND));
	assert_false(rate_take(r, &ten, STR("lotte"), 91 * SECOND));
	/* Waiting longer gives no more than the first time. */
	assert_int_equal(taken(r, &ten, STR("lotte"), 100000 * SECOND, 50), 10);
	rate_free(r);
}

static void keys_and_limits_stand_apart(void **state)
{
	struct rate *r = rate_new();

	(void)state;
	assert_int_equal(taken(r, &sixty, STR("192.0.2.1"), 0, 100), 60);
	assert_int_equal(taken(r, &sixty, STR("192.0.2.2"), 0, 100), 60);
	assert_int_equal(taken(r, &forty, STR("192.0.2.1"), 0, 100), 40);
	assert_int_equal(taken(r, &ten, STR(""), 0, 100), 10);
	rate_free(r);
}

/* Who floods the table with other keys pushes out the oldest, not the busy. */
static void a_key_in_use_stays_among_many_others(void **state)
{
	struct rate *r = rate_new();
	int64_t now = 0;
	int got = 0;

	(void)state;
	for (int i = 0; i < 100 * 1000; i++) {
		char key[20];
		int n = snprintf(key, sizeof(key), "%d", i);

		now += SECOND / 1000;
		(void)rate_take(r, &sixty, (struct str){ key, (size_t)n }, now);
		if (i % 100 == 0)
			got += rate_take(r, &ten, STR("lotte"), now);
	}
	assert_in_range(got, 10, 10 + 100 / 90 + 1);	/* 100 seconds went by */
	rate_free(r);
}

/* Asking takes nothing; what is given back is there again, and no more than that. */
static void a_token_is_asked_for_and_given_back(void **state)
{
	struct rate *r = rate_new();

	(void)state;
	for (int i = 0; i < 50; i++)
		assert_true(rate_has(r, &ten, STR("lotte"), 0));
	assert_int_equal(taken(r, &ten, STR("lotte"), 0, 50), 10);
	assert_false(rate_has(r, &ten, STR("lotte"), 0));
	rate_give(r, &ten, STR("lotte"), 0);
	assert_true(rate_has(r, &ten, STR("lotte"), 0));
	assert_int_equal(taken(r, &ten, STR("lotte"), 0, 50), 1);
	for (int i = 0; i < 50; i++)
		rate_give(r, &ten, STR("lotte"), 0);
	assert_int_equal(taken(r, &ten, STR("lotte"), 0, 50), 10);
	rate_empty(r, &ten, STR("joke"), 0);
	assert_false(rate_has(r, &ten, STR("joke"), 0));
	assert_true(rate_has(r, &ten, STR("joke"), 91 * SECOND));
	rate_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ten_tries_and_then_one_in_ninety_seconds),
		cmocka_unit_test(keys_and_limits_stand_apart),
		cmocka_unit_test(a_key_in_use_stays_among_many_others),
		cmocka_unit_test(a_token_is_asked_for_and_given_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
