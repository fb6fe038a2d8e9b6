/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who is asking, and may they?  The only place where rights are checked, from
 * the page's descriptor.
 *
 * Forms are held against forgery in two ways: what the browser says of where
 * the form came from (Sec-Fetch-Site, Origin), and for signed-in people a
 * token that belongs to their session.  Respondents need none: the ticket
 * code in the path is what allows them to write, and another site does not
 * know it.
 */
#include <sodium.h>

#include "server/web.h"

const char *guard_cookie_name(const struct web *w)
{
	return w->cookie;
}

/* With our Referrer-Policy browsers send "Origin: null" from our own forms,
 * so that only another site's name is a reason to refuse. */
static bool comes_from_elsewhere(const struct http_request *q)
{
	struct str site = http_header_get(q, "Sec-Fetch-Site");
	struct str origin = http_header_get(q, "Origin"), host;

	if (site.p)
		return !str_is(site, "same-origin") && !str_is(site, "none");
	if (!origin.p || str_is(origin, "null"))
		return false;
	(void)str_split(origin, '/', &host);
	return !str_starts(host, STR("/")) ||
	       !str_eq(str_cut(host, 1, host.n), http_header_get(q, "Host"));
}

static bool is_equal(struct str a, struct str b)
{
	return a.n == b.n && a.n && sodium_memcmp(a.p, b.p, a.n) == 0;
}

/* The token of another session of the same person: signed out and in again in another
 * tab, say.  The form was ours, but it was meant for then: it is shown again. */
static bool is_own_older(const struct call *c, struct str token)
{
	return seal_token_account(&c->web->seal, token) == c->who.id;
}

static bool token_fits(struct call *c, struct err *e)
{
	const struct form_field *got;
	bool fits = false, is_older = false, is_asked = false;
	size_t count;

	if (!input_form(c, &got, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (got[i].is_file)
			c->has_lost_file |= got[i].file_name.n > 0;
		else if (str_is(got[i].name, "csrf") && is_equal(got[i].value, c->who.csrf))
			fits = true;
		else if (str_is(got[i].name, "csrf"))
			is_older = is_own_older(c, got[i].value);
		if (!str_is(got[i].name, FORM_AGAIN))
			continue;
		is_asked = true;
		c->has_lost_file |= str_is(got[i].value, "2");
	}
	if (!fits && !is_older)
		return err_set(e, ERR_FORBIDDEN, "form without a token of who is signed in");
	c->is_again = is_asked || (!fits && !c->page->takes_old_forms);
	return true;
}

bool guard_is_known_browser(const struct web *w, const struct http_request *q)
{
	return seal_mark_is_ours(&w->seal, http_cookie_get(q, w->mark_cookie));
}

bool guard_find_visitor(const struct web *w, struct db *db, const struct http_request *q,
			struct visitor *ret, struct err *e)
{
	struct str cookie = http_cookie_get(q, w->cookie);
	struct err none = { 0 };

	*ret = (struct visitor){ 0 };
	if (!cookie.p)
		return true;
	if (w->product->find_visitor(db, q->a, cookie, ret, &none)) {
		ret->csrf = seal_token(&w->seal, q->a, ret->csrf, ret->id);
		return true;
	}
	*ret = (struct visitor){ 0 };
	if (none.kind == ERR_ABSENT || none.kind == ERR_INPUT)
		return true;
	*e = none;
	return false;
}

bool guard_check(struct call *c, struct err *e)
{
	const struct page *page = c->page;
	bool is_post = str_is(c->q->method, "POST");

	if (is_post && comes_from_elsewhere(c->q))
		return err_set(e, ERR_FORBIDDEN, "form of another site");
	if (page->kind != PAGE_ANONYMOUS &&
	    !guard_find_visitor(c->web, c->db, c->q, &c->who, e))
		return false;
	if (!page->needs)
		return true;
	if (c->who.id == 0)
		return err_set(e, ERR_SIGN_IN, "not signed in");
	if ((c->who.may & page->needs) != page->needs)
		return err_set(e, ERR_FORBIDDEN, "rights");
	return c->is_guarded = !is_post || token_fits(c, e);
}
