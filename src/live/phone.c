/* SPDX-License-Identifier: EUPL-1.2 */
#include "live/phone.h"

#include <sodium.h>

#include "base/rng.h"
#include "server/web.h"

enum { TEXT_BYTES = 24 };	/* 16 bytes as base64url, and the end */

bool phone_get(const struct call *c, uint8_t ret[VOTE_PHONE_BYTES])
{
	struct str cookie = http_cookie_get(c->q, "peil_stem");
	size_t n = 0;

	return cookie.p && sodium_base642bin(ret, VOTE_PHONE_BYTES, cookie.p, cookie.n, NULL, &n, NULL,
					     sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
	       n == VOTE_PHONE_BYTES;
}

void phone_get_or_make(struct call *c, uint8_t ret[VOTE_PHONE_BYTES])
{
	char text[TEXT_BYTES];
	struct out o;

	if (phone_get(c, ret))
		return;
	rng_bytes(ret, VOTE_PHONE_BYTES);
	(void)sodium_bin2base64(text, sizeof(text), ret, VOTE_PHONE_BYTES,
				sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	o = out_new(c->a, 200);
	out_c(&o, "peil_stem=");
	out_c(&o, text);
	out_c(&o, "; Path=/mee; HttpOnly; SameSite=Lax");
	out_c(&o, c->web->is_secure ? "; Secure" : "");
	http_reply_header(c->r, STR("Set-Cookie"), out_done(&o));
}
