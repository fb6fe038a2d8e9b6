/* SPDX-License-Identifier: EUPL-1.2 */
/* Somebody's own account: where it is signed in, ending that, and its password. */
#include "account/account.h"
#include "account/account_view.h"
#include "account/views.h"
#include "base/utf8.h"
#include "server/form.h"
#include "server/web.h"

enum { CHANGED };
_Static_assert(PASSWORD_MIN == 12, "account.html says so");

static const struct field query_fields[] = {
	[CHANGED] = { "veranderd", FIELD_FLAG },
	{ 0 },
};

enum { SESSION };
static const struct field end_fields[] = {
	[SESSION] = { "sessie", FIELD_INT, 1, INT64_MAX },	/* none: all of them */
	{ 0 },
};

static const struct field fields[] = {
	[ACCOUNT_FIELD_OLD] = { "oud", FIELD_SECRET, 1, 1000, .is_needed = true,
		.label = N_("Je wachtwoord van nu"), .fault = N_("Dit is niet je wachtwoord van nu."),
		.missing = N_("Typ je wachtwoord van nu.") },
	[ACCOUNT_FIELD_NEW] = { "nieuw", FIELD_SECRET, 1, 1000, .is_needed = true,
		.label = N_("Het nieuwe wachtwoord"), .fault = N_("Kies een wachtwoord van minstens 12 tekens."),
		.missing = N_("Kies een nieuw wachtwoord.") },
	[ACCOUNT_FIELD_AGAIN] = { "nogeens", FIELD_SECRET, 1, 1000, .is_needed = true,
		.label = N_("Het nieuwe wachtwoord nog eens"), .fault = N_("Dit is niet hetzelfde als hierboven."),
		.missing = N_("Typ het nieuwe wachtwoord nog eens.") },
	{ 0 },
};

/* Somebody at a browser that was left signed in does not get to guess. */
static const struct rate_limit per_account = { 10, 900, "wrong old passwords of an account" };

static struct str cookie_of(const struct call *c)
{
	return http_cookie_get(c->q, guard_cookie_name(c->web));
}

/* --- the page ---------------------------------------------------------------------- */

static struct str words_of(struct view *v, int64_t moment)
{
	struct out o = out_new(v->a, 200);
	struct moment at = clock_local(moment);

	out_day(&o, at.date, v->lang);
	out_c(&o, ", ");
	out_time(&o, at, v->lang);
	return out_done(&o);
}

static bool show(struct call *c, int status, struct form *form, struct err *e)
{
	struct account_view m = { .form = form };
	struct view *v = call_view(c);
	struct session_row *rows;
	struct session_list list;

	if (!session_list(c->db, c->a, c->who.id, cookie_of(c), &list, e))
		return false;
	rows = ARENA_ARRAY(c->a, struct session_row, list.count + 1);
	for (int is_this = 1; is_this >= 0; is_this--)
		for (size_t i = 0; i < list.count; i++)
			if (list.at[i].is_this == is_this)
				rows[m.count++] = (struct session_row){
					list.at[i].id, words_of(v, list.at[i].started),
					words_of(v, list.at[i].used), list.at[i].is_this };
	m.rows = rows;
	m.is_changed = c->page->fields == query_fields && c->in[CHANGED].is_given;
	view_account(v, &m);
	return call_page(c, status, e);
}

static bool account_run(struct call *c, struct err *e)
{
	return show(c, 200, form_start(c, fields), e);
}

/* --- signing out ---------------------------------------------------------------------- */

struct ending {
	int64_t account, session;	/* 0: all */
};

static bool end_it(struct db *db, void *ctx, struct err *e)
{
	const struct ending *end = ctx;

	return end->session ? session_end_one(db, end->account, end->session, e)
			    : session_end_of(db, end->account, e);
}

/* One that is over already is no fault: it was meant to be. */
static bool account_end_run(struct call *c, struct err *e)
{
	struct ending end = { c->who.id, c->in[SESSION].is_valid ? c->in[SESSION].number : 0 };

	if (c->in[SESSION].is_given && !c->in[SESSION].is_valid)
		return err_set(e, ERR_INPUT, "no such sign-in");
	return call_write(c, end_it, &end, e) && call_redirect(c, url_make(c->a, "/account"), e);
}

/* --- the password ----------------------------------------------------------------------- */

struct change {
	int64_t account;
	struct str old, hash, cookie;
};

static bool change_it(struct db *db, void *ctx, struct err *e)
{
	const struct change *ch = ctx;

	return account_change_password(db, ch->account, ch->old, ch->hash, ch->cookie, e);
}

static bool check(struct form *f)
{
	const struct value *fresh = &f->in[ACCOUNT_FIELD_NEW], *again = &f->in[ACCOUNT_FIELD_AGAIN];

	if (fresh->is_valid && utf8_count(fresh->text) < PASSWORD_MIN)
		form_fault_add(f, ACCOUNT_FIELD_NEW, fields[ACCOUNT_FIELD_NEW].fault);
	if (fresh->is_valid && again->is_valid && !str_eq(fresh->text, again->text))
		form_fault_add(f, ACCOUNT_FIELD_AGAIN, fields[ACCOUNT_FIELD_AGAIN].fault);
	return form_check(f);
}

/* Taken before it is looked at, and given back when it was right. */
static bool is_own(struct call *c, struct form *f, struct str key, struct str *ret_old, struct err *e)
{
	if (!call_count(c, &per_account, key, e))
		return false;
	if (!account_check_own(c->db, c->a, c->who.id, f->in[ACCOUNT_FIELD_OLD].text, ret_old, e)) {
		if (e->kind != ERR_INPUT) {
			call_count_back(c, &per_account, key);
			return false;
		}
		*e = (struct err){ 0 };
		form_fault_add(f, ACCOUNT_FIELD_OLD, fields[ACCOUNT_FIELD_OLD].fault);
		return true;
	}
	call_count_back(c, &per_account, key);
	return true;
}

static bool account_password_run(struct call *c, struct err *e)
{
	struct change ch = { .account = c->who.id, .cookie = cookie_of(c) };
	struct form *f = form_start(c, fields);

	if (!check(f) || c->is_again)
		return show(c, c->is_again ? 200 : 422, f, e);
	if (!is_own(c, f, url_make(c->a, "%d", c->who.id).text, &ch.old, e))
		return false;
	if (f->faults.count)
		return show(c, 422, f, e);
	return account_hash_password(c->a, f->in[ACCOUNT_FIELD_NEW].text, &ch.hash, e) &&
	       call_write(c, change_it, &ch, e) &&
	       call_redirect(c, url_make(c->a, "/account?veranderd=1"), e);
}

const struct page account_page = {
	.method = "GET", .path = "/account", .needs = MAY_LEAD,
	.fields = query_fields, .run = account_run,
};

const struct page account_end_page = {
	.method = "POST", .path = "/account/afmelden", .needs = MAY_LEAD,
	.fields = end_fields, .run = account_end_run,
};

const struct page account_password_page = {
	.method = "POST", .path = "/account/wachtwoord", .needs = MAY_LEAD,
	.fields = fields, .counts = { &per_account }, .is_slow = true, .run = account_password_run,
};
