/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "http/http.h"

static void the_named_cookie_is_found(void **state)
{
	const struct str header = STR("a=1; peil=abc=def;b=2 ; empty=");

	(void)state;
	assert_true(str_is(cookie_find(header, STR("a")), "1"));
	assert_true(str_is(cookie_find(header, STR("peil")), "abc=def"));
	assert_true(str_is(cookie_find(header, STR("b")), "2"));
	assert_non_null(cookie_find(header, STR("empty")).p);
	assert_int_equal(cookie_find(header, STR("empty")).n, 0);
}

static void other_cookies_are_not(void **state)
{
	const struct str header = STR("xpeil=1; peilx=2; Peil=3; peil; v=peil");

	(void)state;
	assert_null(cookie_find(header, STR("peil")).p);
	assert_null(cookie_find(STR(""), STR("peil")).p);
	assert_null(cookie_find(STR(";;; ;"), STR("peil")).p);
}

static void every_cookie_header_is_looked_at(void **state)
{
	const struct http_header headers[] = {
		{ STR("Host"), STR("a") }, { STR("cookie"), STR("a=1") },
		{ STR("COOKIE"), STR("peil=x") },
	};
	const struct http_request q = { .headers = headers, .header_count = 3 };

	(void)state;
	assert_true(str_is(http_cookie_get(&q, "peil"), "x"));
	assert_null(http_cookie_get(&q, "b").p);
	assert_true(str_is(http_header_get(&q, "host"), "a"));
	assert_null(http_header_get(&q, "hos").p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_named_cookie_is_found),
		cmocka_unit_test(other_cookies_are_not),
		cmocka_unit_test(every_cookie_header_is_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
