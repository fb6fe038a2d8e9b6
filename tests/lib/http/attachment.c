/* SPDX-License-Identifier: EUPL-1.2 */
/* The header of a download. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "http/http.h"

static void assert_header(struct str name, const char *expected)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 16);

	assert_string_equal(str_cstr(a, http_attachment(a, name)), expected);
}

static void a_name_has_a_plain_one_beside_it(void **state)
{
	(void)state;
	assert_header(STR("lijst.csv"), "attachment; filename=\"lijst.csv\"; "
					"filename*=UTF-8''lijst.csv");
	assert_header(STR("lijst 1.csv"), "attachment; filename=\"lijst_1.csv\"; "
					  "filename*=UTF-8''lijst%201.csv");
	assert_header(STR("caf\xc3\xa9"), "attachment; filename=\"caf__\"; "
					  "filename*=UTF-8''caf%c3%a9");
}

static void no_name_ends_the_header(void **state)
{
	(void)state;
	assert_header(STR("a\"\\\r\nx.csv"), "attachment; filename=\"a___x.csv\"; "
					     "filename*=UTF-8''a%22%5c%20x.csv");
}

static void a_long_name_is_whole(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	char name[4800];

	(void)state;
	memset(name, ' ', sizeof(name));
	for (size_t i = 0; i < sizeof(name); i += 2)
		name[i] = '&';
	assert_int_equal(http_attachment(a, (struct str){ name, sizeof(name) }).n,
			 strlen("attachment; filename=\"\"; filename*=UTF-8''") + (sizeof(name) - 1) * 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_has_a_plain_one_beside_it),
		cmocka_unit_test(no_name_ends_the_header),
		cmocka_unit_test(a_long_name_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
