/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The key of a sheet: reading it to go on elsewhere, typing it there, making
 * this device forget it, and starting anew for who lost it.  What was handed in
 * cannot be started anew: somebody with a code alone would erase it.
 */
#include "scan/scan.h"
#include "scan/views.h"
#include "server/guess.h"
#include "server/web.h"

enum { KEY };

static const struct field fields[] = {
	[KEY] = { "sleutel", FIELD_LINE, 1, 60 },
	{ 0 },
};

static bool scan_key_run(struct call *c, struct err *e)
{
	struct scan s;

	if (!scan_get(c, &s, e))
		return scan_refuse(c, e);
	if (!s.has_key)
		return call_redirect(c, scan_url(c, &s, ""), e);
	scan_view(c, &s, -1)->page.holds_secret = true;
	view_scan_key(&c->view, &s);
	return call_page(c, 200, e);
}

/* A wrong key counts for this address, as a wrong code does. */
static bool scan_unlock_run(struct call *c, struct err *e)
{
	struct scan_locked m = { .typed = c->in[KEY].text, .is_wrong = true };
	struct scan s;
	bool fits;

	if (!scan_look(c, &s, e))
		return scan_refuse(c, e);
	if (s.is_used) {
		if (!ticket_parse(c->in[KEY].text, &s.key))
			return scan_show_locked(c, s.code_text, &m, 422, e);
		if (!guess_may(c, &guess_codes, str_from(s.key.text), e))
			return false;
		fits = sheet_has_key(&s.who.sheet, &s.key);
		guess_was(c, &guess_codes, str_from(s.key.text), fits);
		if (!fits)
			return scan_show_locked(c, s.code_text, &m, 422, e);
		scan_send_key(c, &s);
	}
	return call_redirect(c, scan_url(c, &s, ""), e);
}

struct anew {
	const struct scan *s;
	struct arena *a;
};

static bool start_anew(struct db *db, void *ctx, struct err *e)
{
	const struct anew *n = ctx;
	struct slot *empty = ARENA_NEW(n->a, struct slot);
	struct respondent who;

	if (!respondent_get(db, n->a, n->s->code, &who, e))
		return false;
	if (!who.is_open)
		return err_set(e, ERR_GONE, "closed meanwhile");
	if (sheet_is_submitted(who.sheet.bytes))
		return err_set(e, ERR_TOO_EARLY, "handed in");
	sheet_clear(&who.sheet);
	sheet_set_key(&who.sheet, &n->s->key);
	return sheet_put(db, n->s->code, &who.sheet, e) &&
	       slot_put(db, n->a, n->s->code, empty, e);
}

static bool scan_anew_run(struct call *c, struct err *e)
{
	struct scan_locked m = { .is_handed_in = true };
	struct anew job = { .a = c->a };
	struct scan s;

	if (!scan_look(c, &s, e))
		return scan_refuse(c, e);
	job.s = &s;
	s.key = ticket_make();
	if (!call_write(c, start_anew, &job, e)) {
		if (e->kind != ERR_TOO_EARLY)
			return scan_refuse(c, e);
		*e = (struct err){ 0 };
		return scan_show_locked(c, s.code_text, &m, 409, e);
	}
	scan_send_key(c, &s);
	return call_redirect(c, scan_url(c, &s, "/1"), e);
}

static bool scan_forget_run(struct call *c, struct err *e)
{
	struct scan s;

	if (!scan_look(c, &s, e))
		return scan_refuse(c, e);
	scan_forget_key(c, &s);
	return call_redirect(c, url_make(c->a, "/?taal=%s", c->lang == LANG_EN ? STR("en") : STR("nl")), e);
}

const struct page scan_key_page = {
	.method = "GET",
	.path = "/s/{code}/sleutel",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.counts = { &guess_codes },
	.run = scan_key_run,
};

const struct page scan_unlock_page = {
	.method = "POST",
	.path = "/s/{code}/sleutel",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.fields = fields,
	.is_strict = true,
	.counts = { &guess_codes },
	.run = scan_unlock_run,
};

const struct page scan_anew_page = {
	.method = "POST",
	.path = "/s/{code}/opnieuw",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.is_strict = true,
	.counts = { &guess_codes },
	.run = scan_anew_run,
};

const struct page scan_forget_page = {
	.method = "POST",
	.path = "/s/{code}/vergeten",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.is_strict = true,
	.counts = { &guess_codes },
	.run = scan_forget_run,
};
