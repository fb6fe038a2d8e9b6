/* SPDX-License-Identifier: EUPL-1.2 */
/* The strict gate over a request's head.  Pure. */
#include "http/gate.h"

#include <string.h>
#include <strings.h>

enum {
	BAD_REQUEST = 400,
	LENGTH_REQUIRED = 411,
	HEAD_TOO_LARGE = 431,
};

static bool is_alnum(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* RFC 9110, section 5.6.2. */
static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\0' ||
		    (!is_alnum((unsigned char)s.p[i]) && !strchr("!#$%&'*+-.^_`|~", s.p[i])))
			return false;
	}
	return s.n > 0;
}

static bool is_value(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

static bool is_visible(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= 0x20 || c >= 0x7f || c == '#')
			return false;
	}
	return s.n > 0;
}

static bool is_host(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\0' ||
		    (!is_alnum((unsigned char)s.p[i]) && !strchr(".-_:[]", s.p[i])))
			return false;
	}
	return s.n > 0;
}

static bool is_named(const struct http_header *h, const char *name)
{
	return h->name.n == strlen(name) && strncasecmp(h->name.p, name, h->name.n) == 0;
}

/* What stands behind "http://" or "https://"; p == NULL in another form. */
static struct str after_scheme(struct str target)
{
	static const struct str schemes[] = { STR("http://"), STR("https://") };

	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		if (target.n >= schemes[i].n &&
		    strncasecmp(target.p, schemes[i].p, schemes[i].n) == 0)
			return str_cut(target, schemes[i].n, target.n);
	return (struct str){ NULL, 0 };
}

struct gate_target gate_target_read(struct str target)
{
	struct str rest = after_scheme(target), path;
	struct gate_target ret = { .host = rest };

	if (!rest.p) {
		ret.path = str_split(target, '?', &ret.query);
		return ret;
	}
	ret.host.n = 0;
	while (ret.host.n < rest.n && rest.p[ret.host.n] != '/' && rest.p[ret.host.n] != '?')
		ret.host.n++;
	path = str_split(str_cut(rest, ret.host.n, rest.n), '?', &ret.query);
	ret.path = path.n ? path : STR("/");
	return ret;
}

/* Origin form or absolute form: we are nobody's proxy.  A host without a name
 * is no host in a target (RFC 9110, section 4.2.1). */
static bool is_target(struct str s)
{
	struct gate_target target = gate_target_read(s);

	if (!is_visible(s) || target.path.n == 0 || target.path.p[0] != '/')
		return false;
	return !target.host.p || (is_host(target.host) && target.host.p[0] != ':');
}

/* Do the parts follow each other without a hole, up to the end of the head? */
static bool fills_head(const struct gate_head *h)
{
	uintptr_t start = (uintptr_t)h->method.p;
	uintptr_t at = start + h->method.n + 1;

	if ((uintptr_t)h->target_at != at)
		return false;
	at += h->target.n + 1;
	if ((uintptr_t)h->version.p != at)
		return false;
	at += h->version.n + 2;
	for (size_t i = 0; i < h->count; i++) {
		const struct http_header *header = &h->headers[i];

		/* Blanks between colon and value are skipped by the parser. */
		if ((uintptr_t)header->name.p != at ||
		    (uintptr_t)header->value.p <= at + header->name.n)
			return false;
		at = (uintptr_t)header->value.p + header->value.n + 2;
	}
	return at + 2 == start + h->size;
}

struct framing {
	size_t hosts, lengths, encodings;
};

static int check_framing(const struct http_header *header, struct framing *f,
			 int64_t *length)
{
	struct str value = str_trim(header->value);

	if (is_named(header, "Host")) {
		f->hosts++;
		return is_host(value) ? 0 : BAD_REQUEST;
	}
	if (is_named(header, "Content-Length")) {
		f->lengths++;
		/* Digits only: no sign, no list. */
		if (value.n == 0 || value.p[0] < '0' || value.p[0] > '9')
			return BAD_REQUEST;
		return str_i64(value, 0, INT64_MAX, length) ? 0 : BAD_REQUEST;
	}
	f->encodings += is_named(header, "Transfer-Encoding");
	return 0;
}

int gate_check(const struct gate_head *h, int64_t *ret_length)
{
	struct framing f = { 0 };
	bool is_old = str_is(h->version, "HTTP/1.0");

	*ret_length = 0;
	if (h->count > GATE_HEADERS_MAX)
		return HEAD_TOO_LARGE;
	if (!is_token(h->method) || !is_target(h->target))
		return BAD_REQUEST;
	if (!is_old && !str_is(h->version, "HTTP/1.1"))
		return BAD_REQUEST;
	for (size_t i = 0; i < h->count; i++) {
		int status = check_framing(&h->headers[i], &f, ret_length);

		if (!is_token(h->headers[i].name) || !is_value(h->headers[i].value))
			return BAD_REQUEST;
		if (status)
			return status;
	}
	/* Who watches a server asks in the old version, which needs no host (RFC 9112, section 3.2). */
	if (f.hosts > 1 || (f.hosts == 0 && !is_old))
		return BAD_REQUEST;
	if (f.lengths > 1 || (f.lengths && f.encodings))
		return BAD_REQUEST;
	if (h->is_in_place && !fills_head(h))
		return BAD_REQUEST;
	return f.encodings ? LENGTH_REQUIRED : 0;
}
