/* SPDX-License-Identifier: EUPL-1.2 */
#include "page_ask.h"

#include <string.h>

#include "base/clock.h"
#include "http/gate.h"
#include "typed.h"

enum { HEADERS_MAX = 12 };

static struct str line(struct str *rest)
{
	return str_split(*rest, '\n', rest);
}

static bool read_head(struct str *rest, struct http_header *headers, struct http_request *q,
		      struct gate_head *h)
{
	struct str first = line(rest), target;

	q->method = str_split(first, ' ', &target);
	headers[q->header_count++] = (struct http_header){ STR("Host"), STR("localhost") };
	while (rest->p && rest->n) {
		struct str value, at = line(rest), name = str_split(at, ':', &value);

		if (!at.n)
			break;
		if (str_is(name, "Host"))
			headers[0].value = str_trim(value);
		else if (q->header_count < HEADERS_MAX)
			headers[q->header_count++] = (struct http_header){ name, str_trim(value) };
	}
	q->headers = headers;
	*h = (struct gate_head){ .method = q->method, .target = target, .version = STR("HTTP/1.1"),
				 .headers = headers, .count = q->header_count, .size = 4000 };
	return str_is(q->method, "GET") || str_is(q->method, "POST") || str_is(q->method, "HEAD");
}

static struct str token(struct town *w, const struct http_request *q)
{
	struct visitor who;
	struct err e = { 0 };

	return guard_find_visitor(w->web, w->web->readers[0], q, &who, &e) && who.id ? who.csrf : STR("x");
}

/* --- a form as its page has it ------------------------------------------------------ */

static void add_fields(struct arena *a, struct typed *form, struct str body)
{
	while (body.p && body.n) {
		struct str value, name = str_split(str_split(body, '&', &body), '=', &value), plain_name, plain;

		if (url_decode(a, name, &plain_name) && url_decode(a, value, &plain))
			typed_set(form, plain_name, plain);
	}
}

static struct str filled(struct town *w, struct http_request *q, struct str body)
{
	struct str rest, mark = str_split(body, '}', &rest), path;
	struct http_request get = *q;
	struct http_reply r = { 0 };
	struct typed form = { .a = q->a };

	if (!str_starts(mark, STR("{form")))
		return body;
	(void)str_split(mark, ' ', &path);
	get.method = STR("GET");
	get.path = path.n && path.p[0] == '/' ? path : q->path;
	get.body = (struct str){ 0 };
	web_answer(w->web, &get, &r);
	if (!typed_find(q->a, r.body, q->path, &form))
		form = (struct typed){ .a = q->a };
	typed_set(&form, STR("csrf"), token(w, q));
	add_fields(q->a, &form, str_starts(rest, STR("&")) ? str_cut(rest, 1, rest.n) : rest);
	return typed_body(&form);
}

/* --- all of it ------------------------------------------------------------------------- */

static struct str cut_one(struct str *rest)
{
	static const char between[] = "\n---\n";
	const char *p = rest->n ? memmem(rest->p, rest->n, between, sizeof(between) - 1) : NULL;
	const size_t n = p ? (size_t)(p - rest->p) : rest->n;
	struct str one = str_cut(*rest, 0, n);

	*rest = p ? str_cut(*rest, n + sizeof(between) - 1, rest->n) : (struct str){ 0 };
	return one;
}

bool page_ask(struct town *w, struct arena *a, struct str *rest, struct http_request *ret)
{
	struct http_header *headers = ARENA_ARRAY(a, struct http_header, HEADERS_MAX + 2);
	struct str head = cut_one(rest);
	struct gate_target target;
	struct gate_head h;
	int64_t length;

	*ret = (struct http_request){ .a = a, .address = STR("192.0.2.1"), .began = clock_mono_ns() };
	/* The words of the head first: the token goes by who asks. */
	head = town_fill(w, a, head, STR("{T}"));
	if (!read_head(&head, headers, ret, &h) || gate_check(&h, &length) != 0 || length)
		return false;
	target = gate_target_read(h.target);
	if (target.path.n == 0 || target.path.p[0] != '/')
		return false;
	ret->path = target.path;
	ret->query = target.query;
	if (str_is(ret->method, "POST")) {
		if (!http_header_get(ret, "Content-Type").p)
			headers[ret->header_count++] = (struct http_header){
				STR("Content-Type"), STR("application/x-www-form-urlencoded") };
		ret->body = filled(w, ret, town_fill(w, a, head, token(w, ret)));
	}
	return true;
}

const struct page *page_asked(struct town *w, struct http_request *q, bool *ret_is_too_large)
{
	struct str arg[4], allow;
	const struct page *page = route_find(w->web->product->pages, q->method, q->path, arg, &allow);
	struct http_terms terms = { 0 };

	refuse_terms(w->web, q, &terms);
	*ret_is_too_large = q->body.n > terms.body_max;
	return page;
}
