/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pages, compressed on the way out.  Not those with a form token or another secret: who can see
 * how long an answer is and can have a text of theirs in it could guess the
 * token (the BREACH attack).  So it is for people without an account, most of
 * whom are on a phone, and for files to download, which hold no token.
 */
#include "base/squeeze.h"
#include "server/web.h"

enum {
	BYTES_MIN = 1000,	/* below this a packet is a packet */
	LEVEL = 1,		/* a page of 10 kB in some 50 microseconds */
};

static struct str header_of(const struct http_reply *r, const char *name)
{
	for (size_t i = 0; i < r->header_count; i++)
		if (str_is(r->headers[i].name, name))
			return r->headers[i].value;
	return (struct str){ 0 };
}

static bool may_compress(const struct call *c)
{
	struct str type = header_of(c->r, "Content-Type");

	if (c->r->body.n < BYTES_MIN || header_of(c->r, "Content-Encoding").p)
		return false;
	if (str_starts(type, STR("text/html")))
		return !c->view.page.csrf.n && !c->view.page.holds_secret;
	return str_starts(type, STR("text/csv")) || str_starts(type, STR("application/json"));
}

void compress_reply(struct call *c)
{
	struct squeezer **own = &c->web->squeezers[c->q->worker];
	struct str *body = &c->r->body;
	size_t room, n;
	char *to;

	if (!may_compress(c))
		return;
	http_reply_header(c->r, STR("Vary"), STR("Accept-Encoding"));
	if (!http_coding_is_accepted(c->q, "gzip"))
		return;
	if (!*own)
		*own = squeezer_new(LEVEL);
	room = squeeze_gzip_room(*own, body->n);
	if (arena_used(c->a) + 2 * room > REQUEST_ARENA)
		return;
	to = arena_alloc(c->a, room);
	n = squeeze_gzip(*own, *body, to, room);
	if (n == 0 || n >= body->n)
		return;
	*body = (struct str){ to, n };
	http_reply_header(c->r, STR("Content-Encoding"), STR("gzip"));
}
