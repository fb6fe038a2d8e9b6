/* SPDX-License-Identifier: EUPL-1.2 */
/* Finding the sheet of a ticket, and the frame around a respondent's page. */
#include "scan/scan.h"

#include "round/model_cache.h"
#include "scan/views.h"
#include "server/guess.h"
#include "server/web.h"

/* The round's languages win over what the browser or the link asks for. */
static void choose_lang(struct call *c, unsigned languages)
{
	if (languages && !(languages >> c->lang & 1))
		c->lang = languages >> LANG_NL & 1 ? LANG_NL : LANG_EN;
}

bool scan_respondent(struct call *c, struct ticket_code code, struct respondent *ret, struct err *e)
{
	struct str text = str_dup(c->a, str_from(code.text));
	bool is_found;

	if (!guess_may(c, &guess_codes, text, e))
		return false;
	is_found = respondent_get(c->db, c->a, code, ret, e);
	guess_was(c, &guess_codes, text, is_found || e->kind != ERR_ABSENT);
	return is_found;
}

bool scan_look(struct call *c, struct scan *s, struct err *e)
{
	*s = (struct scan){ 0 };
	if (!ticket_parse(c->arg[0], &s->code))
		return err_set(e, ERR_ABSENT, "no such ticket");
	if (!scan_respondent(c, s->code, &s->who, e))
		return false;
	choose_lang(c, s->who.round.languages);
	s->code_text = str_dup(c->a, str_from(s->code.text));
	if (!s->who.is_open)
		return err_set(e, ERR_GONE, "the round is closed");
	if (!model_cache_get(model_cache_of(c), c->db, c->a, &s->who.round, &s->model, e))
		return false;
	s->layout = sheet_layout(s->model);
	if (s->who.sheet.n != s->layout.size)
		return err_set(e, ERR_STORE, "a sheet of %zu bytes where the model has %zu",
			       s->who.sheet.n, s->layout.size);
	s->route = unit_route(s->who.unit.kind);
	s->is_submitted = sheet_is_submitted(s->who.sheet.bytes);
	s->is_taken_back = sheet_is_taken_back(s->who.sheet.bytes);
	s->is_used = sheet_is_used(&s->who.sheet);
	scan_find_key(c, s);
	return true;
}

bool scan_get(struct call *c, struct scan *s, struct err *e)
{
	return scan_look(c, s, e) &&
	       (!s->is_used || s->has_key || err_set(e, ERR_FORBIDDEN, "a code without its key"));
}

bool scan_knows(struct db *db, struct arena *a, struct str code)
{
	struct ticket_code ticket;
	struct respondent who;
	struct err ignored = { 0 };

	return ticket_parse(code, &ticket) && respondent_get(db, a, ticket, &who, &ignored);
}

static bool refuse_locked(struct call *c, struct err *e)
{
	struct ticket_code code = { { 0 } };

	(void)ticket_parse(c->arg[0], &code);
	return scan_show_locked(c, str_dup(c->a, str_from(code.text)), &(struct scan_locked){ 0 },
				403, e);
}

struct str scan_closed(struct call *c, const struct round *r)
{
	struct moment m = clock_local(r->stage == STAGE_CLOSED ? r->closed : r->closes);
	struct out o = out_new(c->a, 100);

	out_date(&o, m.date, c->lang);
	out_c(&o, ", ");
	out_time(&o, m, c->lang);
	return out_done(&o);
}

/* A card of a closed round: when it closed, and the way to what happens with it. */
static bool refusal_of_closed(struct call *c, struct scan_refusal *m, struct err *e)
{
	struct ticket_code code;
	struct respondent who;
	struct str at;

	if (!ticket_parse(c->arg[0], &code) || !respondent_get(c->db, c->a, code, &who, e))
		return false;
	at = scan_closed(c, &who.round);
	m->title = str_from(tr(c->lang, "De zelfanalyse is gesloten"));
	m->what = tr_fill(c->a, tr(c->lang, "Ze sloot op %1. Je kunt niets meer invullen of wijzigen. "
				   "Wat je hebt ingeleverd, telt mee."), &at, 1);
	m->follow = url_make(c->a, c->lang == LANG_EN ? "/s/%s/vervolg?taal=en" : "/s/%s/vervolg?taal=nl",
			     str_dup(c->a, str_from(code.text)));
	return true;
}

bool scan_refuse(struct call *c, struct err *e)
{
	struct scan_refusal m = { 0 };
	int status;

	switch (e->kind) {
	case ERR_FORBIDDEN:
		*e = (struct err){ 0 };
		return refuse_locked(c, e);
	case ERR_ABSENT:
		status = 404;
		m.title = str_from(tr(c->lang, "Deze code kennen we niet"));
		m.what = str_from(tr(c->lang, "Misschien staat er een tikfout in. "
			"Of er is een nieuwe kaart voor gemaakt: dan werkt de oude niet meer."));
		m.cure = str_from(tr(c->lang, "Typ de code van je kaart nog eens over. "
			"Helpt dat niet? Vraag je begeleider om een kaart."));
		break;
	case ERR_CONFLICT:
		status = 409;
		m.title = str_from(tr(c->lang, "De zelfanalyse is nog niet open"));
		m.what = str_from(tr(c->lang, "Je code klopt. De ronde begint later."));
		m.cure = str_from(tr(c->lang, "Bewaar je kaart en kom terug als de ronde open is."));
		break;
	case ERR_GONE:
		status = 410;
		*e = (struct err){ 0 };
		if (!refusal_of_closed(c, &m, e))
			return false;
		break;
	default:
		return false;
	}
	*e = (struct err){ 0 };
	c->view.page = (struct view_page){ 0 };
	view_scan_refused(call_view(c), &m);
	return call_page(c, status, e);
}

static struct str saved_words(struct call *c, int64_t minutes)
{
	struct moment at = { .hour = (int)(minutes / 60), .minute = (int)(minutes % 60) };
	struct out o = out_new(c->a, 100);
	struct str time;

	out_time(&o, at, c->lang);
	time = out_done(&o);
	return tr_fill(c->a, tr(c->lang, "Bewaard om %1"), &time, 1);
}

struct view *scan_view(struct call *c, const struct scan *s, int64_t saved)
{
	struct view_page *page = &c->view.page;
	struct str name = s->who.unit.name;

	page->organisation = s->who.round.organisation_name;
	page->subtitle = tr_fill(c->a, tr(c->lang, "Zelfanalyse · %1"), &name, 1);
	page->code = s->code_text;
	page->languages = s->who.round.languages;
	if (saved >= 0)
		page->saved = saved_words(c, saved);
	return call_view(c);
}

struct view *scan_view_form(struct call *c, const struct scan *s, int64_t saved, const char *enter)
{
	struct view *v = scan_view(c, s, saved);

	v->page.form = STR("antwoorden");
	v->page.form_default = str_from(tr(c->lang, enter));
	return v;
}

bool scan_go(struct call *c, const struct scan *s, const char *rest, struct str to, struct err *e)
{
	struct str lang = c->lang == LANG_EN ? STR("en") : STR("nl");

	if (str_is(to, "hulp"))
		return call_redirect(c, url_make(c->a, "/hulp?taal=%s", lang), e);
	if (str_is(to, "toegankelijkheid"))
		return call_redirect(c, url_make(c->a, "/toegankelijkheid?taal=%s", lang), e);
	if (str_is(to, "nl") || str_is(to, "en"))
		c->lang = str_is(to, "en") ? LANG_EN : LANG_NL;
	return call_redirect(c, scan_url_saved(c, s, rest), e);
}

static struct str lang_part(const struct call *c)
{
	return c->lang == LANG_EN ? STR("en") : STR("nl");
}

struct url scan_url(struct call *c, const struct scan *s, const char *rest)
{
	struct url base = url_make(c->a, "/s/%s", s->code_text);
	struct out o = out_new(c->a, 200);

	out_str(&o, base.text);
	out_c(&o, rest);
	out_c(&o, "?taal=");
	out_str(&o, lang_part(c));
	return (struct url){ out_done(&o) };
}

static int64_t minutes_now(void)
{
	struct moment now = clock_local(clock_now());

	return now.hour * 60 + now.minute;
}

struct url scan_url_saved(struct call *c, const struct scan *s, const char *rest)
{
	struct out o = out_new(c->a, 240);

	out_str(&o, scan_url(c, s, rest).text);
	out_c(&o, "&bewaard=");
	out_i64(&o, minutes_now());
	return (struct url){ out_done(&o) };
}

int64_t scan_saved(const struct value *v)
{
	return v->is_given && v->is_valid ? v->number : -1;
}

bool scan_is_autosave(const struct call *c)
{
	return str_is(http_header_get(c->q, "X-Peil-Autosave"), "1");
}

bool scan_reply_saved(struct call *c, struct str was, struct err *e)
{
	struct str words = saved_words(c, minutes_now());

	http_reply_header(c->r, STR("X-Peil-Saved"), words);
	http_reply_header(c->r, STR("X-Peil-Was"), was);
	return call_bytes(c, STR("text/plain; charset=utf-8"), STR(""), words, e);
}

/* --- saving ------------------------------------------------------------------- */

static bool save_notes(struct db *db, const struct scan_save *save, struct err *e)
{
	struct slot *notes = ARENA_NEW(save->a, struct slot);
	bool is_changed = false;

	if (save->note_count == 0)
		return true;
	if (!slot_get(db, save->a, save->s->code, notes, e))
		return false;
	for (size_t i = 0; i < save->note_count; i++) {
		struct str *old = &notes->text[save->notes[i].field];

		is_changed |= !str_eq(*old, save->notes[i].text);
		*old = save->notes[i].text;
	}
	return !is_changed || slot_put(db, save->a, save->s->code, notes, e);
}

static bool save_all(struct db *db, void *ctx, struct err *e)
{
	const struct scan_save *save = ctx;
	struct respondent who;

	if (!respondent_get(db, save->a, save->s->code, &who, e))
		return false;
	if (!who.is_open)
		return err_set(e, ERR_GONE, "closed meanwhile");
	if (who.sheet.n != save->s->layout.size)
		return err_set(e, ERR_STORE, "a sheet of another size");
	/* The first save ties the sheet to the browser it came from. */
	if (!sheet_is_used(&who.sheet))
		sheet_set_key(&who.sheet, &save->s->key);
	else if (!sheet_has_key(&who.sheet, &save->s->key))
		return err_set(e, ERR_FORBIDDEN, "another browser was first");
	save->change(&who.sheet, save->s, save->ctx);
	return sheet_put(db, save->s->code, &who.sheet, e) && save_notes(db, save, e);
}

/* The arena is the waiting request's; while it waits the writer may use it. */
bool scan_write(struct call *c, const struct scan_save *save, struct err *e)
{
	struct scan_save copy = *save;

	copy.a = c->a;
	return call_write(c, save_all, &copy, e);
}
