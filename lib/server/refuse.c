/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is said before a page is looked for: how large a body may be, and what
 * somebody reads whose request goes no further.  All of this runs on the
 * thread that reads requests, so it is short, and has a connection to the
 * database of its own.
 */
#include <sodium.h>
#include <string.h>

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

/* Whose account it goes on: in memory only as long as the body is on its way. */
static void be_known(struct http_terms *terms, const char *kind, struct str who)
{
	crypto_generichash_state state;

	(void)crypto_generichash_init(&state, NULL, 0, sizeof(terms->key));
	(void)crypto_generichash_update(&state, (const unsigned char *)kind, strlen(kind) + 1);
	if (who.n)
		(void)crypto_generichash_update(&state, (const unsigned char *)who.p, who.n);
	(void)crypto_generichash_final(&state, terms->key, sizeof(terms->key));
	terms->has_key = true;
}

/* A large body is only taken from somebody who has signed in, or did before, or who
 * has the code that its page asks: a stranger cannot fill our memory. */
static void find_sender(struct web *w, const struct http_request *q, const struct page *page,
			struct str code, struct http_terms *terms)
{
	bool may_sign_in = page->needs && !page->asks_known_browser;

	if (may_sign_in && is_signed_in(w, q))
		be_known(terms, "session", http_cookie_get(q, w->cookie));
	else if ((page->needs || page->asks_known_browser) && guard_is_known_browser(w, q))
		be_known(terms, "browser", http_cookie_get(q, w->mark_cookie));
	else if (!page->needs && page->knows && guesses_may(w->guesses, &guess_codes, q, code) &&
		 knows(w, q, page, code))
		be_known(terms, "code", code);
	/* Who answers about themselves, which nobody else can do for them. */
	terms->is_first = terms->has_key && page->kind == PAGE_ANONYMOUS;
}

void refuse_terms(void *ctx, const struct http_request *q, struct http_terms *ret)
{
	struct str arg[4] = { { 0 } };
	const struct page *page = page_of(ctx, q, arg);
	bool is_open_to_all;

	if (!page || !str_is(q->method, "POST"))
		return;
	ret->reads_out = page->reads_out;
	ret->body_max = page->body_max ? page->body_max : PAGE_BODY_DEFAULT;
	if (page->body_max <= PAGE_BODY_DEFAULT)
		return;
	find_sender(ctx, q, page, arg[0], ret);
	is_open_to_all = !page->needs && !page->asks_known_browser && !page->knows;
	if (!ret->has_key && !is_open_to_all)
		ret->body_max = PAGE_BODY_DEFAULT;
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

	if (status == 413) {
		(void)err_set(&e, needs_sign_in(w, q) ? ERR_SIGN_IN : ERR_TOO_LARGE, "refused");
		error_reply(&c, &e);
	} else if (status == 503 || status == 429) {
		(void)err_set(&e, ERR_BUSY, "refused");
		error_reply(&c, &e);
		r->status = status;
	} else {
		r->body = str_from(tr(c.lang, "Dit verzoek kan niet worden verwerkt. "
					      "Ververs de pagina en probeer het nog eens."));
		http_reply_header(r, STR("Content-Type"), STR("text/plain; charset=utf-8"));
	}
	headers_add(w, r, false);
}
