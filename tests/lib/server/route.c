/* SPDX-License-Identifier: EUPL-1.2 */
/* Which page answers a path, among the pages that there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "account/account.h"
#include "server/web.h"

extern const struct page *const pages[];

static struct str arg[4], allow;

static const char *found(const char *method, const char *path)
{
	const struct page *p = route_find(pages, str_from(method), str_from(path), arg, &allow);

	return p ? p->path : NULL;
}

static void a_path_finds_its_page_and_its_parts(void **state)
{
	(void)state;
	assert_string_equal(found("GET", "/"), "/");
	assert_string_equal(found("GET", "/rondes/12/beeld"), "/rondes/{round}/beeld");
	assert_true(str_is(arg[0], "12"));
	assert_string_equal(found("HEAD", "/rondes/12/beeld"), "/rondes/{round}/beeld");
	assert_int_equal(allow.n, 0);
}

static void words_go_before_parts(void **state)
{
	(void)state;
	assert_string_equal(found("GET", "/rondes/nieuw"), "/rondes/nieuw");
	assert_string_equal(found("GET", "/rondes/12"), "/rondes/{round}");
}

static void another_method_is_said(void **state)
{
	(void)state;
	assert_null(found("POST", "/healthz"));
	assert_true(str_is(allow, "GET"));
	assert_null(found("GET", "/afmelden"));
	assert_true(str_is(allow, "POST"));
	assert_null(found("", "/healthz"));
	assert_true(str_is(allow, "GET"));
	assert_null(found("PUT", "/rondes/nieuw"));	/* which /rondes/{round} has too */
	assert_true(str_is(allow, "GET, POST"));
}

static void other_paths_are_no_pages(void **state)
{
	static const char *const paths[] = {
		"", "//", "/healthz/", "/Healthz", "/healthz?x", "rondes", "/rondes/", "/rondes//beeld",
		"/rondes/12/beeld/", "/rondes/12/beeld/1/x", "/%72ondes", "/rondes/12/BEELD", "/{round}",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		const char *page = found("GET", paths[i]);

		if (page)
			fail_msg("%s is %s", paths[i], page);
		assert_int_equal(allow.n, 0);
	}
}

static bool is_of_lead(struct str path)
{
	return str_starts(path, STR("/rondes")) || str_starts(path, STR("/sessies")) ||
	       str_starts(path, STR("/account")) || str_is(path, "/afmelden");
}

/* Another page that needs a right has its place here, so that none loses it unseen. */
static void pages_of_rounds_need_the_right_to_lead(void **state)
{
	size_t count = 0;

	(void)state;
	for (size_t i = 0; pages[i]; i++) {
		const struct page *p = pages[i];
		const unsigned needs = is_of_lead(str_from(p->path)) ? MAY_LEAD : 0;

		if (p->needs != needs)
			fail_msg("%s %s needs %u", p->method, p->path, p->needs);
		count += needs != 0;
	}
	assert_true(count > 50);
}

static void who_answers_is_not_looked_up(void **state)
{
	(void)state;
	for (size_t i = 0; pages[i]; i++) {
		const struct page *p = pages[i];
		const bool is = str_starts(str_from(p->path), STR("/s/")) ||
				str_starts(str_from(p->path), STR("/meedoen"));

		if ((p->kind == PAGE_ANONYMOUS) != is)
			fail_msg("%s %s", p->method, p->path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_finds_its_page_and_its_parts),
		cmocka_unit_test(words_go_before_parts),
		cmocka_unit_test(another_method_is_said),
		cmocka_unit_test(other_paths_are_no_pages),
		cmocka_unit_test(pages_of_rounds_need_the_right_to_lead),
		cmocka_unit_test(who_answers_is_not_looked_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
