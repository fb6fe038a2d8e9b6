/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing in: the form, and what it sends. */
#include <string.h>

#include "account/account.h"
#include "account/sign_in_view.h"
#include "account/views.h"
#include "account/visitor.h"
#include "watch/log.h"
#include "server/web.h"

enum { LOGIN, PASSWORD, BACK, EXPIRED, LETTER, MARK_DAYS = 30 };

static const struct field fields[] = {
	[LOGIN] = { "login", FIELD_LINE, 1, LOGIN_BYTES_MAX },
	[PASSWORD] = { "wachtwoord", FIELD_SECRET, 1, PASSWORD_BYTES_MAX },
	[BACK] = { "naar", FIELD_LINE, 1, RETURN_PATH_MAX },
	[EXPIRED] = { "verlopen", FIELD_FLAG, 0, 0 },
	[LETTER] = { "brief", FIELD_LINE, 1, LETTER_BYTES_MAX },
	{ 0 },
};

/*
 * Only wrong passwords count, and nobody is kept out by what others type.  Who
 * guesses at one login from one address has ten tries, then one in 90 s.  Who does it
 * from many, or at many logins, meets the other two; they do not hold for a
 * login that has signed in from that address before.
 */
static const struct rate_limit per_pair = { 10, 900, "wrong passwords of a login from an address" };
static const struct rate_limit per_login = { 100, 3600, "wrong passwords of a login" };
static const struct rate_limit per_address = { 300, 900, "wrong passwords of an address" };
static const struct rate_limit known = { 1, 30 * 24 * 3600, "a login that signed in from an address" };

/* What is counted has the number of times that the limits were lifted (peil account
 * unlock) behind it: then all counts begin anew. */
struct try {
	struct str login, pair, known;
	bool is_known;
};

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

static bool show_view(struct call *c, int status, const struct sign_in_view *m, struct err *e)
{
	struct view *v = call_view(c);

	v->page.help = (struct url){ c->lang == LANG_EN ? STR("/hulp/begeleider?taal=en#aanmelden")
							: STR("/hulp/begeleider?taal=nl#aanmelden") };
	if (m->letter.n)
		v->page.languages = 1u << c->lang;	/* a link would lose the letter */
	view_sign_in(v, m);
	return call_page(c, status, e);
}

static bool show(struct call *c, int status, bool is_refused, struct err *e)
{
	struct sign_in_view m = {
		.login = c->in[LOGIN].text,
		.back = safe_path(&c->in[BACK]),
		.is_refused = is_refused,
		.is_expired = c->in[EXPIRED].is_given,
		.letter = c->in[LETTER].is_valid ? c->in[LETTER].text : (struct str){ 0 },
	};

	return show_view(c, status, &m, e);
}

bool sign_in_again(struct call *c, struct str letter, struct err *e)
{
	return show_view(c, 403, &(struct sign_in_view){ .letter = letter }, e);
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

/* Lets this browser send large forms also when its session is over (server/seal.h). */
static void set_mark(struct call *c)
{
	struct out o = out_new(c->a, 400);

	out_c(&o, c->web->mark_cookie);
	out_char(&o, '=');
	out_str(&o, seal_mark(&c->web->seal, c->a));
	out_c(&o, "; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
	out_i64(&o, (int64_t)MARK_DAYS * 24 * 60 * 60);
	if (c->web->is_secure)
		out_c(&o, "; Secure");
	http_reply_header(c->r, STR("Set-Cookie"), out_done(&o));
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

static struct str key_of(struct call *c, struct str login, int64_t unlocks)
{
	struct out o = out_new(c->a, 1000);

	out_str(&o, login);
	if (unlocks) {
		out_char(&o, ' ');
		out_i64(&o, unlocks);
	}
	return out_done(&o);
}

static struct str with_address(struct call *c, struct str key)
{
	struct out o = out_new(c->a, 1000);

	out_str(&o, c->q->address);	/* first: keys are cut */
	out_char(&o, ' ');
	out_str(&o, key);
	return out_done(&o);
}

static bool try_of(struct call *c, struct try *ret, struct err *e)
{
	struct str login = account_login(c->a, c->in[LOGIN].text);
	int64_t unlocks;

	if (!account_unlocks(c->db, login, &unlocks, e))
		return false;
	ret->login = key_of(c, login, unlocks);
	ret->pair = with_address(c, ret->login);
	ret->known = with_address(c, login);
	ret->is_known = !rate_has(c->web->rate, &known, ret->known, clock_mono_ns());
	return true;
}

/* Taken before the password is looked at, so that many at once get no more. */
static bool try_take(struct call *c, const struct try *t, struct err *e)
{
	if (!call_count(c, &per_pair, t->pair, e))
		return false;
	return t->is_known ||
	       (call_count(c, &per_login, t->login, e) &&
		call_count(c, &per_address, c->q->address, e));
}

/* It was no guess: right, or not judged. */
static void try_give_back(struct call *c, const struct try *t)
{
	call_count_back(c, &per_pair, t->pair);
	if (!t->is_known) {
		call_count_back(c, &per_login, t->login);
		call_count_back(c, &per_address, c->q->address);
	}
}

static void try_was_right(struct call *c, const struct try *t)
{
	try_give_back(c, t);
	rate_empty(c->web->rate, &known, t->known, clock_mono_ns());
}

/* Who signed in, for the form of the page that follows. */
static void become(struct call *c, const struct account *who, const struct session_new *s)
{
	struct out csrf = out_new(c->a, sizeof(s->csrf) * 2);

	out_hex(&csrf, (struct blob){ s->csrf, sizeof(s->csrf) });
	c->who = (struct visitor){
		.id = who->id, .organisation = who->organisation, .may = role_may(who->role),
		.name = who->name, .organisation_name = who->organisation_name,
		.csrf = seal_token(&c->web->seal, c->a, out_done(&csrf), who->id),
	};
}

/* What was typed goes on to its own form, and to nobody else. */
static bool give_back(struct call *c, const struct account *who, const struct session_new *s,
		      struct err *e)
{
	struct url home = url_make(c->a, "/rondes");
	struct returned form;
	struct sign_in_returned_view m = { .form = &form };

	become(c, who, s);
	if (return_open(c, c->in[LETTER].text, &form) && form.account == who->id) {
		m.to = (struct url){ form.path };
		call_view(c)->page.languages = 1u << c->lang;	/* as above */
		view_sign_in_returned(&c->view, &m);
	} else {
		view_sign_in_other(call_view(c), home);
	}
	return call_page(c, 200, e);
}

/* Whose account, never what was typed: many type their password there once. */
static void log_sign_in(const struct call *c, const struct account *who, const char *result)
{
	bool is_right = strcmp(result, "right") == 0;
	struct log_line l = log_event(is_right ? LEVEL_NOTICE : LEVEL_WARNING, "sign-in");

	log_text(&l, "result", str_from(result));
	log_number(&l, "account", who->id);
	log_from(&l, c->q->address);
	log_end(&l);
}

/* False with *e empty: they do not belong together. */
static bool check(struct call *c, struct account *found, struct err *e)
{
	struct err wrong = { 0 };

	if (account_check(c->db, c->a, c->in[LOGIN].text, c->in[PASSWORD].text, found, &wrong))
		return true;
	if (wrong.kind != ERR_INPUT)
		*e = wrong;
	log_sign_in(c, found, wrong.kind == ERR_INPUT ? "wrong" : "failed");
	return false;
}

static bool sign_in_run(struct call *c, struct err *e)
{
	struct try try = { 0 };
	struct account found = { 0 };
	struct err wrong = { 0 };
	struct session_new s;
	struct str back = safe_path(&c->in[BACK]);

	if (!c->in[LOGIN].is_valid || !c->in[PASSWORD].is_valid)
		return show(c, 422, true, e);
	if (!try_of(c, &try, e) || !try_take(c, &try, e)) {
		log_sign_in(c, &found, e->kind == ERR_RATE ? "too many tries" : "failed");
		return false;
	}
	if (!check(c, &found, e)) {
		if (e->kind == ERR_NONE)
			return show(c, 422, true, e);
		try_give_back(c, &try);
		return false;
	}
	try_was_right(c, &try);
	session_make(&s, &found);
	if (!call_write(c, add_session, &s, &wrong)) {
		log_sign_in(c, &found, "failed");
		if (wrong.kind == ERR_INPUT)
			return show(c, 422, true, e);
		*e = wrong;
		return false;
	}
	log_sign_in(c, &found, "right");
	set_cookie(c, &s);
	set_mark(c);
	if (c->in[LETTER].is_given)
		return give_back(c, &found, &s, e);
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
	.counts = { &per_pair, &per_login, &per_address },
	.body_max = 2 * LETTER_BYTES_MAX, .asks_known_browser = true,
	.is_slow = true,
	.run = sign_in_run,
};
