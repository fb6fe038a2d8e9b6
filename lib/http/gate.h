/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The strict gate: what a request's head must be before anything else looks at
 * it.  libmicrohttpd is lenient, and leniency is what request smuggling lives
 * on: a proxy in front and we ourselves must never read one head in two ways.
 *
 * libmicrohttpd hands out slices of the very bytes it received.  So the gate
 * can see from the addresses whether the parts fill the head completely.  A
 * value cut at a NUL, a folded line, a bare line feed and a second space in
 * the request line all leave a hole, without the gate seeing those bytes.
 *
 * One thing stays out of sight, because it is exactly as long as what belongs
 * there: a NUL where a line's carriage return should be, and after the last
 * value a NUL, one byte and two bare line feeds.  It changes no value.
 *
 * It protects against heads that two programs may read differently.  It does
 * not look at what a header means, except Host and the two that frame the body.
 */
#ifndef PEIL_HTTP_GATE_H
#define PEIL_HTTP_GATE_H

#include "http/http.h"

enum {
	GATE_HEADERS_MAX = 100,		/* browsers with a proxy in front send some 30 */
};

struct gate_head {
	struct str method, target, version;	/* where they lie in the head */
	const char *target_at;	/* where the target lay, when that slice is a copy */
	const struct http_header *headers;	/* where they lie, in order of arrival */
	size_t count;
	size_t size;		/* of the head, from method to the empty line, both in */
	bool is_in_place;	/* the slices are the received bytes: check the holes */
};

/* A target in origin form ("/path?query") or in absolute form
 * ("http://host/path?query", RFC 9112, section 3.2.2).  Slices of it; any bytes
 * may be read, whether they are a good target is for gate_check to say. */
struct gate_target {
	struct str host;	/* in absolute form: stands in the place of the Host field */
	struct str path, query;	/* "/" when nothing follows the host */
};

struct gate_target gate_target_read(struct str target);

/* 0 when the head is good, otherwise the status to refuse it with.  *ret_length: of the
 * body, 0 without one.  Only a length frames a body: no browser sends chunks, and two
 * programs may read them differently, so any Transfer-Encoding is a 411. */
int gate_check(const struct gate_head *h, int64_t *ret_length);

#endif
