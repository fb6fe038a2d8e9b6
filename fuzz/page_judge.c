/* SPDX-License-Identifier: EUPL-1.2 */
/* What holds for each answer, whoever asked what. */
#include "page_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/utf8.h"
#include "html_check.h"
#include "json/reader.h"

enum { UNPACKED_MAX = 8 << 20 };

static _Noreturn void wrong(const struct http_request *q, const struct http_reply *r, const char *what)
{
	fprintf(stderr, STR_FMT " " STR_FMT ": %d: %s\n", STR_ARG(q->method), STR_ARG(q->path), r->status, what);
	if (getenv("PEIL_FUZZ_SHOW"))
		fprintf(stderr, STR_FMT "\n", STR_ARG(r->body));
	abort();
}

static bool has(struct str in, const char *what)
{
	return in.n && memmem(in.p, in.n, what, strlen(what)) != NULL;
}

/* Of two policies both hold. */
static bool may_come_twice(const char *name)
{
	return strcmp(name, "Set-Cookie") == 0 || strcmp(name, "Content-Security-Policy") == 0;
}

static struct str header(const struct http_request *q, const struct http_reply *r, const char *name)
{
	struct str found = { 0 };

	for (size_t i = 0; i < r->header_count; i++)
		if (strlen(name) == r->headers[i].name.n &&
		    strncasecmp(r->headers[i].name.p, name, r->headers[i].name.n) == 0) {
			if (found.p && !may_come_twice(name))
				wrong(q, r, "a header twice");
			found = r->headers[i].value;
		}
	return found;
}

/* --- the head ------------------------------------------------------------------------- */

static void judge_status(enum page_rows rows, const struct http_request *q, const struct http_reply *r)
{
	static const int all[] = { 200, 303, 304, 400, 403, 404, 405, 409, 410, 413, 422, 429, 503 };

	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		if (r->status == all[i] || (rows == ROWS_BROKEN && r->status == 500))
			return;
	wrong(q, r, "no status of ours");
}

static void judge_headers(const struct http_request *q, const struct http_reply *r)
{
	static const struct { const char *name, *begins; } needed[] = {
		{ "Content-Security-Policy", "default-src 'none'; " }, { "X-Content-Type-Options", "nosniff" },
		{ "X-Frame-Options", "DENY" }, { "Referrer-Policy", "no-referrer" },
		{ "Cross-Origin-Opener-Policy", "same-origin" }, { "Permissions-Policy", "camera=()" },
	};
	struct str to = header(q, r, "Location");

	for (size_t i = 0; i < ARRAY_LEN(needed); i++)
		if (!str_starts(header(q, r, needed[i].name), str_from(needed[i].begins)))
			wrong(q, r, needed[i].name);
	for (size_t i = 0; i < r->header_count; i++)
		for (size_t k = 0; k < r->headers[i].value.n; k++)
			if ((unsigned char)r->headers[i].value.p[k] < ' ' || (unsigned char)r->headers[i].value.p[k] > '~')
				wrong(q, r, "a header that is not one line of plain characters");
	if ((r->status == 303) != (to.p != NULL))
		wrong(q, r, "sent on without a place, or a place without being sent on");
	if (to.p && (to.p[0] != '/' || str_starts(to, STR("//")) || has(to, "\\")))
		wrong(q, r, "sent to elsewhere");
	if (r->body.n && !header(q, r, "Content-Type").p)
		wrong(q, r, "bytes of no type");
	if (!str_is(header(q, r, "Cache-Control"), "no-store") && !str_starts(q->path, STR("/static/")))
		wrong(q, r, "an answer that is kept");
}

/* --- the body --------------------------------------------------------------------------- */

static struct str plain(const struct http_request *q, const struct http_reply *r)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)r->body.p, .avail_in = (uInt)r->body.n };
	char *to;

	if (!str_is(header(q, r, "Content-Encoding"), "gzip"))
		return r->body;
	to = arena_alloc(q->a, UNPACKED_MAX);
	z.next_out = (Bytef *)to;
	z.avail_out = UNPACKED_MAX;
	if (inflateInit2(&z, 31) != Z_OK || inflate(&z, Z_FINISH) != Z_STREAM_END || z.avail_in)
		wrong(q, r, "a body that does not unpack");
	(void)inflateEnd(&z);
	return (struct str){ to, z.total_out };
}

static void judge_body(enum page_rows rows, const struct http_request *q, const struct http_reply *r, struct str body)
{
	SCOPED(json_reader_end) struct json_reader reader = { 0 };
	struct str type = header(q, r, "Content-Type");
	const char *fault;

	if (str_starts(type, STR("text/html"))) {
		fault = rows == ROWS_BROKEN && !utf8_text_ok(body) ? NULL : html_fault(body);
		if (has(body, TOWN_MARK))
			fault = "words of somebody that are not escaped";
		if (fault)
			wrong(q, r, fault);
	} else if (str_starts(type, STR("application/json"))) {
		if (rows == ROWS_OF_PAGES && !json_reader_begin(&reader, q->a, body, UNPACKED_MAX))
			wrong(q, r, "no JSON");
	} else if (rows == ROWS_OF_PAGES && str_starts(type, STR("text/")) && !utf8_ok(body) &&
		   !header(q, r, "Content-Disposition").p) {
		wrong(q, r, "text that is no text");
	}
}

/* --- who sees what ------------------------------------------------------------------------ */

static int hex(char c)
{
	const char digits[] = "0123456789abcdef0123456789ABCDEF", *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) % 16 : -1;
}

/* As code_parse reads: letters and digits, with those that look alike as one. */
static struct str as_code(struct arena *a, struct str text)
{
	struct out o = out_new(a, 4 << 20);

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		const int high = i + 2 < text.n ? hex(text.p[i + 1]) : -1, low = i + 2 < text.n ? hex(text.p[i + 2]) : -1;

		if (c == '%' && high >= 0 && low >= 0) {
			c = (char)(high * 16 + low);
			i += 2;
		}
		c = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
		c = (char)(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
		if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
			out_char(&o, c);
	}
	return out_done(&o);
}

static bool has_code(const struct town *w, const struct http_request *q, size_t owner)
{
	struct str sent = as_code(q->a, q->path), body = as_code(q->a, q->body);

	for (size_t i = 0; i < ARRAY_LEN(w->owner[owner].codes) && w->owner[owner].codes[i].n; i++) {
		const char *code = str_cstr(q->a, w->owner[owner].codes[i]);

		if (has(sent, code) || has(body, code))
			return true;
	}
	return false;
}

static void judge_reader(const struct town *w, struct str input, const struct http_request *q,
			 const struct http_reply *r, struct str body)
{
	struct visitor who;
	struct err e = { 0 };

	if (!guard_find_visitor(w->web, w->web->readers[0], q, &who, &e))
		return;
	for (size_t i = 1; i < ARRAY_LEN(w->owner); i++) {
		const struct town_owner *of = &w->owner[i];

		if (who.id && who.organisation == (int64_t)i)
			continue;
		if (has(body, of->private) && !has(input, of->private))
			wrong(q, r, "what only its own leads may see");
		if (has(body, of->shared) && !has(input, of->shared) && !has_code(w, q, i))
			wrong(q, r, "what only its own people may see");
	}
}

void page_judge(struct town *w, enum page_rows rows, struct str input, const struct http_request *q,
		const struct http_reply *r)
{
	struct str body;

	judge_status(rows, q, r);
	judge_headers(q, r);
	body = plain(q, r);
	judge_body(rows, q, r, body);
	if (rows == ROWS_OF_PAGES)	/* else anything may hang on anything */
		judge_reader(w, input, q, r, body);
}
