/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing out ends the session on the server too. */
#include "account/account.h"
#include "server/web.h"

static bool end_session(struct db *db, void *ctx, struct err *e)
{
	const struct str *cookie = ctx;

	return session_end(db, *cookie, e);
}

static bool sign_out_run(struct call *c, struct err *e)
{
	struct str cookie = http_cookie_get(c->q, guard_cookie_name(c->web));
	struct out o = out_new(c->a, 200);

	if (!call_write(c, end_session, &cookie, e))
		return false;
	out_c(&o, guard_cookie_name(c->web));
	out_c(&o, "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
	if (c->web->is_secure)
		out_c(&o, "; Secure");
	http_reply_header(c->r, STR("Set-Cookie"), out_done(&o));
	return call_redirect(c, url_make(c->a, "/aanmelden"), e);
}

const struct page sign_out_page = {
	.method = "POST",
	.path = "/afmelden",
	.needs = MAY_LEAD, .takes_old_forms = true,
	.run = sign_out_run,
};
