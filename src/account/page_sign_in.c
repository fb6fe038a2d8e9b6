/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing in: the form, and what it sends. */
#include "account/account.h"
#include "account/sign_in_view.h"
#include "account/views.h"
#include "server/web.h"

enum { LOGIN, PASSWORD, BACK, EXPIRED };

static const struct field fields[] = {
	[LOGIN] = { "login", FIELD_LINE, 1, 200 },
	[PASSWORD] = { "wachtwoord", FIELD_SECRET, 1, 500 },
	[BACK] = { "naar", FIELD_LINE, 1, 500 },
	[EXPIRED] = { "verlopen", FIELD_FLAG, 0, 0 },
	{ 0 },
};

static const struct rate_limit per_account = { 10, 900, "tries of a login" };	/* then one in 90 s */
static const struct rate_limit per_address = { 40, 900, "requests of an address" };

/* Only a path of our own: one slash first, never two, no backslash. */
static struct str safe_path(const struct value *v)
{
	if (!v->is_valid || v->text.p[0] != '/' ||
	    (v->text.n > 1 && (v->text.p[1] == '/' || v->text.p[1] == '\\')))
		return (struct str){ 0 };
	for (size_t i = 0; i < v->text.n; i++)
		if (v->text.p[i] <= ' ' || v->text.p[i] > '~' || v->text.p[i] == '\\')
			return (struct str){ 0 };
	return v->text;
}

static bool show(struct call *c, int status, bool is_refused, struct err *e)
{
	struct sign_in_view m = {
		.login = c->in[LOGIN].text,
		.back = safe_path(&c->in[BACK]),
		.is_refused = is_refused,
		.is_expired = c->in[EXPIRED].is_given,
	};

	view_sign_in(call_view(c), &m);
	return call_page(c, status, e);
}

static bool sign_in_form_run(struct call *c, struct err *e)
{
	if (c->who.id)
		return call_redirect(c, url_make(c->a, "/rondes"), e);
	return show(c, 200, false, e);
}

static bool add_session(struct db *db, void *ctx, struct err *e)
{
	return session_add(db, ctx, e);
}

static void set_cookie(struct call *c, const struct session_new *s)
{
	struct out o = out_new(c->a, 400);

	out_c(&o, guard_cookie_name(c->web));
	out_char(&o, '=');
	out_c(&o, s->cookie);
	out_c(&o, "; Path=/; HttpOnly; SameSite=Lax");
	if (c->web->is_secure)
		out_c(&o, "; Secure");
	http_reply_header(c->r, STR("Set-Cookie"), out_done(&o));
}

static bool sign_in_run(struct call *c, struct err *e)
{
	struct account found;
	struct session_new s;
	struct err wrong = { 0 };
	struct str back = safe_path(&c->in[BACK]);

	if (!call_count(c, &per_account, c->in[LOGIN].text, e))
		return false;
	if (!c->in[LOGIN].is_valid || !c->in[PASSWORD].is_valid)
		return show(c, 422, true, e);
	if (!account_check(c->db, c->a, c->in[LOGIN].text, c->in[PASSWORD].text, &found, &wrong)) {
		if (wrong.kind == ERR_INPUT)
			return show(c, 422, true, e);
		*e = wrong;
		return false;
	}
	session_make(&s, found.id);
	if (!call_write(c, add_session, &s, e))
		return false;
	set_cookie(c, &s);
	return call_redirect(c, back.n ? (struct url){ back } : url_make(c->a, "/rondes"), e);
}

const struct page sign_in_form_page = {
	.method = "GET",
	.path = "/aanmelden",
	.fields = fields,
	.run = sign_in_form_run,
};

const struct page sign_in_page = {
	.method = "POST",
	.path = "/aanmelden",
	.fields = fields,
	.rate = &per_address,
	.counts = { &per_account },
	.is_slow = true,
	.run = sign_in_run,
};
