/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "http/http.h"

static bool takes(const char *accept, const char *coding)
{
	const struct http_header header = { STR("Accept-Encoding"), str_from(accept) };
	const struct http_request q = { .headers = &header, .header_count = 1 };

	return http_coding_is_accepted(&q, coding);
}

static void a_coding_by_its_name(void **state)
{
	(void)state;
	assert_true(takes("gzip", "gzip"));
	assert_true(takes("deflate, gzip;q=0.8 , br", "gzip"));
	assert_true(takes("deflate, gzip;q=0.8 , br", "br"));
	assert_true(takes("br;q=1.0", "br"));
}

static void not_what_is_refused_or_absent(void **state)
{
	const struct http_request bare = { 0 };

	(void)state;
	assert_false(takes("gzip;q=0", "gzip"));
	assert_false(takes("br, gzip; q=0.0", "gzip"));
	assert_false(takes("gzip2, xgzip", "gzip"));
	assert_false(takes("*", "gzip"));
	assert_false(takes("", "gzip"));
	assert_false(http_coding_is_accepted(&bare, "gzip"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_coding_by_its_name),
		cmocka_unit_test(not_what_is_refused_or_absent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
