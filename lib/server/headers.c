/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The headers on every answer.  They let a browser load our own style sheet,
 * script, font and pictures and nothing else, keep pages out of frames and
 * caches, and send no address of ours to other sites.
 */
#include "server/web.h"

static const struct http_header always[] = {
	{ STR("Content-Security-Policy"),
	  STR("default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
	      "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
	      "frame-ancestors 'none'") },
	{ STR("X-Content-Type-Options"), STR("nosniff") },
	{ STR("X-Frame-Options"), STR("DENY") },
	{ STR("Referrer-Policy"), STR("no-referrer") },
	{ STR("Cross-Origin-Opener-Policy"), STR("same-origin") },
	{ STR("Cross-Origin-Resource-Policy"), STR("same-origin") },
	{ STR("Permissions-Policy"), STR("camera=(), geolocation=(), microphone=()") },
};

void headers_add(const struct web *w, struct http_reply *r, bool may_be_kept)
{
	for (size_t i = 0; i < ARRAY_LEN(always); i++)
		http_reply_header(r, always[i].name, always[i].value);
	if (!may_be_kept)
		http_reply_header(r, STR("Cache-Control"), STR("no-store"));
	if (w->is_secure)
		http_reply_header(r, STR("Strict-Transport-Security"), STR("max-age=63072000"));
}
