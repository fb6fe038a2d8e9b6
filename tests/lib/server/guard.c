/* SPDX-License-Identifier: EUPL-1.2 */
/* Who may open which page: rights, sessions, forms of others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "server/web.h"

enum { MAY_READ = 1 << 0, MAY_WRITE = 1 << 1, MAY_EXPORT = 1 << 5 };

static struct arena *arena;
static struct err err;
static int looked_up;

/* The cookie says what somebody may: "r", "rw", "x"; "?" the database fails. */
static bool find_visitor(struct db *db, struct arena *a, struct str cookie, struct visitor *ret,
			 struct err *e)
{
	(void)db;
	(void)a;
	looked_up++;
	if (str_is(cookie, "?"))
		return err_set(e, ERR_STORE, "broken");
	if (str_is(cookie, "over"))
		return err_set(e, ERR_ABSENT, "no such session");
	*ret = (struct visitor){ .id = 7, .organisation = 3, .csrf = STR("abc") };
	for (size_t i = 0; i < cookie.n; i++)
		ret->may |= cookie.p[i] == 'r' ? MAY_READ : cookie.p[i] == 'w' ? MAY_WRITE
										: MAY_EXPORT;
	return true;
}

static const struct product product = { .name = "proef", .find_visitor = find_visitor };

struct sent {
	const char *method, *cookie, *body, *site;
};

static bool is_again;

/* A form with the token of a session that had this secret, of this account. */
static const char *form_of(const char *csrf, int64_t account)
{
	static const struct seal seal;
	struct out o = out_new(arena, 500);

	out_c(&o, "csrf=");
	out_str(&o, seal_token(&seal, arena, str_from(csrf), account));
	return str_cstr(arena, out_done(&o));
}

static enum err_kind check(const struct page *page, struct sent s, struct visitor *ret_who)
{
	struct web w = { .product = &product, .cookie = "proef" };
	struct http_header headers[3] = {
		{ STR("Content-Type"), STR("application/x-www-form-urlencoded") },
	};
	struct http_request q = {
		.a = arena, .method = str_from(s.method), .address = STR("192.0.2.7"),
		.body = str_from(s.body), .headers = headers, .header_count = 1,
	};
	struct call c = { .web = &w, .a = arena, .q = &q, .page = page };
	struct out cookie = out_new(arena, 100);

	out_c(&cookie, "proef=");
	out_c(&cookie, s.cookie ? s.cookie : "");
	if (s.cookie)
		headers[q.header_count++] = (struct http_header){ STR("Cookie"), out_done(&cookie) };
	if (s.site)
		headers[q.header_count++] =
			(struct http_header){ STR("Sec-Fetch-Site"), str_from(s.site) };
	err = (struct err){ 0 };
	looked_up = 0;
	assert_true(guard_check(&c, &err) == (err.kind == ERR_NONE));
	is_again = c.is_again;
	if (ret_who)
		*ret_who = c.who;
	return err.kind;
}

static enum err_kind get(unsigned needs, const char *cookie)
{
	const struct page page = { .method = "GET", .path = "/", .needs = needs };

	return check(&page, (struct sent){ .method = "GET", .cookie = cookie }, NULL);
}

static void a_page_without_needs_is_for_everybody(void **state)
{
	(void)state;
	assert_int_equal(get(0, NULL), ERR_NONE);
	assert_int_equal(get(0, "over"), ERR_NONE);
	assert_int_equal(get(0, "r"), ERR_NONE);
	assert_int_equal(get(0, "?"), ERR_STORE);
}

static void every_right_that_a_page_needs_must_be_there(void **state)
{
	(void)state;
	assert_int_equal(get(MAY_READ, "r"), ERR_NONE);
	assert_int_equal(get(MAY_READ, "xwr"), ERR_NONE);
	assert_int_equal(get(MAY_READ | MAY_EXPORT, "rx"), ERR_NONE);
	assert_int_equal(get(MAY_READ | MAY_EXPORT, "rw"), ERR_FORBIDDEN);
	assert_int_equal(get(MAY_WRITE, "r"), ERR_FORBIDDEN);
	/* A higher number is not more. */
	assert_int_equal(get(MAY_READ, "x"), ERR_FORBIDDEN);
	assert_int_equal(get(MAY_READ, ""), ERR_FORBIDDEN);
}

static void without_a_session_one_is_sent_to_sign_in(void **state)
{
	(void)state;
	assert_int_equal(get(MAY_READ, NULL), ERR_SIGN_IN);
	assert_int_equal(get(MAY_READ, "over"), ERR_SIGN_IN);
}

static void who_asks_is_known_to_the_page(void **state)
{
	const struct page page = { .method = "GET", .path = "/" };
	struct visitor who;

	(void)state;
	(void)check(&page, (struct sent){ .method = "GET", .cookie = "rw" }, &who);
	assert_int_equal(who.id, 7);
	assert_int_equal(who.organisation, 3);
	assert_int_equal(who.may, MAY_READ | MAY_WRITE);
	(void)check(&page, (struct sent){ .method = "GET", .cookie = "over" }, &who);
	assert_int_equal(who.id, 0);
}

static void an_anonymous_page_looks_nobody_up(void **state)
{
	const struct page page = { .method = "GET", .path = "/", .kind = PAGE_ANONYMOUS };
	const struct page closed = { .method = "GET", .path = "/", .kind = PAGE_ANONYMOUS,
				     .needs = MAY_READ };
	struct visitor who;

	(void)state;
	assert_int_equal(check(&page, (struct sent){ .method = "GET", .cookie = "r" }, &who),
			 ERR_NONE);
	assert_int_equal(looked_up, 0);
	assert_int_equal(who.id, 0);
	assert_int_equal(check(&closed, (struct sent){ .method = "GET", .cookie = "r" }, NULL),
			 ERR_SIGN_IN);
}

static void a_form_shows_the_token_of_its_session(void **state)
{
	const struct page page = { .method = "POST", .path = "/", .needs = MAY_WRITE };

	(void)state;
	assert_int_equal(check(&page, (struct sent){ "POST", "w", form_of("abc", 7), NULL }, NULL), ERR_NONE);
	assert_false(is_again);
	assert_int_equal(check(&page, (struct sent){ "POST", "w", "csrf=abc", NULL }, NULL),
			 ERR_FORBIDDEN);
	assert_int_equal(check(&page, (struct sent){ "POST", "w", form_of("abc", 8), NULL }, NULL),
			 ERR_FORBIDDEN);
	assert_int_equal(check(&page, (struct sent){ "POST", "w", form_of("abc", 7) + 1, NULL }, NULL),
			 ERR_FORBIDDEN);
	assert_int_equal(check(&page, (struct sent){ "POST", "w", form_of("abc", 7), "cross-site" }, NULL),
			 ERR_FORBIDDEN);
	assert_int_equal(check(&page, (struct sent){ "POST", "w", form_of("abc", 7), "same-origin" }, NULL),
			 ERR_NONE);
}

/* Signed out and in again in another tab: what was typed is shown again, not saved. */
static void a_form_of_an_earlier_session_of_the_same_person_is_only_shown(void **state)
{
	struct page page = { .method = "POST", .path = "/", .needs = MAY_WRITE };

	(void)state;
	assert_int_equal(check(&page, (struct sent){ "POST", "w", form_of("old", 7), NULL }, NULL), ERR_NONE);
	assert_true(is_again);
	page.takes_old_forms = true;
	assert_int_equal(check(&page, (struct sent){ "POST", "w", form_of("old", 7), NULL }, NULL), ERR_NONE);
	assert_false(is_again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_without_needs_is_for_everybody),
		cmocka_unit_test(every_right_that_a_page_needs_must_be_there),
		cmocka_unit_test(without_a_session_one_is_sent_to_sign_in),
		cmocka_unit_test(who_asks_is_known_to_the_page),
		cmocka_unit_test(an_anonymous_page_looks_nobody_up),
		cmocka_unit_test(a_form_shows_the_token_of_its_session),
		cmocka_unit_test(a_form_of_an_earlier_session_of_the_same_person_is_only_shown),
	};
	int failed;

	arena = arena_new(1 << 20);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
