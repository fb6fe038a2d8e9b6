/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is said before a page is looked for: how large a body may be, and what
 * somebody reads whose request goes no further.  All of this runs on the
 * thread that reads requests, so it is short, and has a connection to the
 * database of its own.
 */
#include "base/tr.h"
#include "server/guess.h"
#include "server/guesses.h"
#include "server/web.h"

static bool is_signed_in(struct web *w, const struct http_request *q)
{
	struct visitor who;
	struct err ignored = { 0 };

	return guard_find_visitor(w, w->gate_reader, q, &who, &ignored) && who.id;
}

static const struct page *page_of(const struct web *w, const struct http_request *q,
				  struct str arg[4])
{
	struct str allow;

	return route_find(w->product->pages, q->method, q->path, arg, &allow);
}

/* Whoever tries codes in this way is counted like those who open a page. */
static bool knows(struct web *w, const struct http_request *q, const struct page *page, struct str code)
{
	bool is_known = page->knows(w->gate_reader, q->a, code);

	guesses_was(w->guesses, &guess_codes, q, code, is_known);
	return is_known;
}

/* A large body is only taken from somebody who has signed in, or did before, or who
 * has the code that its page asks: a stranger cannot fill our memory. */
static bool may_send_much(struct web *w, const struct http_request *q, const struct page *page,
			  struct str code)
{
	if (page->asks_known_browser)
		return guard_is_known_browser(w, q);
	if (page->needs)
		return is_signed_in(w, q) || guard_is_known_browser(w, q);
	if (!page->knows)
		return true;
	return guesses_may(w->guesses, &guess_codes, q, code) && knows(w, q, page, code);
}

size_t refuse_body_max(void *ctx, const struct http_request *q, bool *ret_reads_out)
{
	struct str arg[4] = { { 0 } };
	const struct page *page = page_of(ctx, q, arg);

	if (!page || !str_is(q->method, "POST"))
		return 0;
	*ret_reads_out = page->reads_out;
	if (page->body_max <= PAGE_BODY_DEFAULT)
		return page->body_max ? page->body_max : PAGE_BODY_DEFAULT;
	return may_send_much(ctx, q, page, arg[0]) ? page->body_max : PAGE_BODY_DEFAULT;
}

bool refuse_is_slow(void *ctx, const struct http_request *q)
{
	struct str arg[4] = { { 0 } };
	const struct page *page = page_of(ctx, q, arg);

	return page && page->is_slow;
}

static bool needs_sign_in(struct web *w, const struct http_request *q)
{
	struct str arg[4];
	const struct page *page = page_of(w, q, arg);

	return page && page->needs && !is_signed_in(w, q);
}

void refuse_reply(void *ctx, const struct http_request *q, int status, struct http_reply *r)
{
	struct web *w = ctx;
	struct call c = { .web = w, .a = q->a, .q = q, .r = r, .lang = request_lang(q) };
	struct err e = { 0 };

	if (status == 413 || status == 503) {
		(void)err_set(&e, status == 503 ? ERR_BUSY
			      : needs_sign_in(w, q) ? ERR_SIGN_IN : ERR_TOO_LARGE, "refused");
		error_reply(&c, &e);
	} else {
		r->body = str_from(tr(c.lang, "Dit verzoek kan niet worden verwerkt. "
					      "Ververs de pagina en probeer het nog eens."));
		http_reply_header(r, STR("Content-Type"), STR("text/plain; charset=utf-8"));
	}
	headers_add(w, r, false);
}
