/* SPDX-License-Identifier: EUPL-1.2 */
/* RFC 9116: where to report a weakness. */
#include "server/web.h"

#define YEAR_MS (365 * CLOCK_DAY_MS)

static bool security_txt_run(struct call *c, struct err *e)
{
	struct out o = out_new(c->a, 1000);

	out_c(&o, "Contact: ");
	out_str(&o, call_address(c, url_make(c->a, "/toegankelijkheid#contact")));
	out_c(&o, "\nExpires: ");
	out_date_iso(&o, clock_local(clock_now() + YEAR_MS / 2).date);
	out_c(&o, "T00:00:00Z\nPreferred-Languages: nl, en\n");
	return call_bytes(c, STR("text/plain; charset=utf-8"), (struct str){ 0 }, out_done(&o), e);
}

const struct page security_txt_page = {
	.method = "GET",
	.path = "/.well-known/security.txt",
	.run = security_txt_run,
};
