/* SPDX-License-Identifier: EUPL-1.2 */
/* The text of OpenMetrics, letter by letter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "watch/metrics_text.h"

static char text[2000];
static struct out o;

static int begin(void **state)
{
	(void)state;
	o = out_over(text, sizeof(text));
	return 0;
}

static void assert_text(const char *expected)
{
	out_char(&o, '\0');
	assert_false(o.is_failed);
	assert_string_equal(text, expected);
}

static void a_counter_ends_in_total(void **state)
{
	static const struct metric m = { "peil_saves", "counter", NULL, "Kept." };

	(void)state;
	metric_begin(&o, &m);
	metric_value(&o, &m, NULL, 12);
	metric_value(&o, &m, "class=\"lead\"", 7000000);
	metric_end(&o);
	assert_text("# TYPE peil_saves counter\n# HELP peil_saves Kept.\npeil_saves_total 12\n"
		    "peil_saves_total{class=\"lead\"} 7000000\n# EOF\n");
}

static void buckets_add_up_and_end_with_infinity(void **state)
{
	static const struct metric m = { "peil_x_seconds", "histogram", "seconds", "X." };
	static const double bounds[] = { 0.5, 1, 10 };
	struct buckets b = { .bounds = bounds, .n = 3 };

	(void)state;
	buckets_add(&b, 0.5);
	buckets_add(&b, 0.75);
	buckets_add(&b, 11);
	metric_begin(&o, &m);
	metric_buckets(&o, &m, "class=\"a\"", &b);
	assert_text("# TYPE peil_x_seconds histogram\n# UNIT peil_x_seconds seconds\n"
		    "# HELP peil_x_seconds X.\n"
		    "peil_x_seconds_bucket{class=\"a\",le=\"0.5\"} 1\n"
		    "peil_x_seconds_bucket{class=\"a\",le=\"1.0\"} 2\n"
		    "peil_x_seconds_bucket{class=\"a\",le=\"10.0\"} 2\n"
		    "peil_x_seconds_bucket{class=\"a\",le=\"+Inf\"} 3\n"
		    "peil_x_seconds_sum{class=\"a\"} 12.25\npeil_x_seconds_count{class=\"a\"} 3\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_counter_ends_in_total, begin),
		cmocka_unit_test_setup(buckets_add_up_and_end_with_infinity, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
