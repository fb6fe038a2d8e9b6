/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Asking a server something, as a browser would: for who checks an installation.  One
 * GET, with limits on time and size, and no redirects.  A certificate that nobody trusts does
 * not stop it; the answer says so.
 */
#ifndef PEIL_HTTP_FETCH_H
#define PEIL_HTTP_FETCH_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct http_fetched {
	int status;
	struct str body;
	bool is_tls, is_trusted;
	int64_t certificate_ends;	/* ms since 1970; of TLS */
};

/* `site` is "https://NAME[:PORT]" or "http://…", without a path; `header` is NULL or a
 * whole line without its end. */
bool http_fetch(struct arena *a, struct str site, const char *path, const char *header,
		struct http_fetched *ret, struct err *e);

/* Until when the first certificate of a PEM file holds. */
bool http_certificate_ends(const char *path, int64_t *ret, struct err *e);

#endif
