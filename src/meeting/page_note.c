/* SPDX-License-Identifier: EUPL-1.2 */
/* The notes of a meeting: the list, one of them, saving. */
#include "account/account.h"
#include "account/save.h"
#include "base/rng.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "meeting/meeting_view.h"
#include "meeting/views.h"
#include "server/form.h"
#include "server/page.h"

enum {
	/* Room for a text that is far too long, so that it can be said beside
	 * its field: a percent-encoded megabyte. */
	FORM_BYTES_MAX = 4 * 1024 * 1024,
	SHOWN_AGAIN_MAX = 100 * 1000,	/* bytes of it that come back */
};

static const struct choice doors[] = {
	{ NOTE_OWN, N_("Eigen"), N_("alleen jij leest dit") },
	{ NOTE_TEAM, N_("Team"), N_("iedereen die de rondes begeleidt, leest dit") },
	{ NOTE_REPORT, N_("Verslag"), N_("dit mag in het verslag") },
	{ 0 },
};

static const struct field fields[] = {
	[NOTE_FIELD_BODY] = { "tekst", FIELD_TEXT, .chars = NOTE_CHARS_MAX, .is_needed = true,
		.fault = N_("Deze notitie is te lang. Er passen %1 tekens. Maak er meer notities van."),
		.missing = N_("Schrijf eerst iets op."),
		.label = N_("Wat hoorde je?") },
	[NOTE_FIELD_CODE] = { "code", FIELD_SELECT, .is_needed = true,
		.fault = N_("Kies wat voor notitie het is."),
		.label = N_("Wat is het?") },
	[NOTE_FIELD_SUBJECT] = { "onderwerp", FIELD_SELECT,
		.fault = N_("Kies een onderwerp uit de lijst."),
		.label = N_("Onderwerp") },
	[NOTE_FIELD_TASK] = { "opgave", FIELD_SELECT, .fault = N_("Kies een opgave uit de lijst."),
		.label = N_("Opgave") },
	[NOTE_FIELD_DOOR] = { "deur", FIELD_CHOICE, .choices = doors, .is_needed = true,
		.fault = N_("Kies een deur."),
		.label = N_("Welke deur?") },
	[NOTE_FIELD_CHECKED] = { "akkoord", FIELD_FLAG,
		.label = N_("Citaat: de spreker heeft deze woorden gelezen en is akkoord") },
	{ 0 },
};

static const char quote_needs_check[] =
	N_("Een citaat blijft achter je eigen deur tot de spreker akkoord is. Vink dat aan, of kies Eigen.");

enum { SHOWN_CODE };
static const struct field list_fields[] = {
	[SHOWN_CODE] = { "code", FIELD_INT, 0, NOTE_CODES - 1 },
	{ 0 },
};

/* What the address says after saving. */
enum { SAVED, CHECK_GONE };
static const struct field form_fields[] = {
	[SAVED] = { "bewaard", FIELD_FLAG, 0, 0 },
	[CHECK_GONE] = { "opnieuw", FIELD_FLAG, 0, 0 },
	{ 0 },
};

struct change {
	const struct closed_round *mr;
	struct note n;
	bool is_check_gone;
	struct str was;			/* what a page that stays open rests on from now on */
};

static struct str say(struct call *c, const char *text)
{
	return str_from(tr(c->lang, text));
}

/* --- the list ------------------------------------------------------------------- */

static struct note_row row_of(struct view *v, const struct closed_round *mr,
			      const struct note *n, int64_t account)
{
	size_t at = meeting_subject(mr->model, n->subject);
	struct note_row row = {
		.n = n, .door = note_door_name(n->door), .code = note_code_name(n->code),
		.when = meeting_moment(v, n->changed), .is_own = n->account == account,
	};

	if (at < mr->model->subject_count)
		row.subject = mr->model->subjects[at].name.in[v->lang];
	if (n->task > 0 && (size_t)n->task <= mr->round.task_count)
		row.task = mr->round.tasks[n->task - 1].title;
	return row;
}

static bool note_list_run(struct call *c, struct err *e)
{
	struct note_list notes;
	struct note_list_view m = { .code = -1, .new_id = rng_id() };
	struct note_row *rows;
	struct closed_round mr;
	struct meeting meeting;
	struct view *v;

	if (!meeting_page_get(c, &meeting, &mr, e) ||
	    !note_list(c->db, c->a, (struct note_reader){ meeting.id, c->who.id }, &notes, e))
		return false;
	v = call_view(c);
	rows = ARENA_ARRAY(c->a, struct note_row, notes.count + 1);
	if (c->in[SHOWN_CODE].is_valid)
		m.code = c->in[SHOWN_CODE].number;
	for (size_t i = 0; i < notes.count; i++)
		if (m.code < 0 || (int64_t)notes.at[i].code == m.code)
			rows[m.count++] = row_of(v, &mr, &notes.at[i], c->who.id);
	m.round = &mr.round;
	m.m = &meeting;
	m.rows = rows;
	view_note_list(v, &m);
	return call_page(c, 200, e);
}

/* --- one note --------------------------------------------------------------------- */

static struct str saved_words(struct call *c, int64_t at)
{
	struct out time = out_new(c->a, 40);
	struct str args[1];

	out_time(&time, clock_local(at), c->lang);
	args[0] = out_done(&time);
	return tr_fill(c->a, tr(c->lang, N_("Bewaard om %1")), args, 1);
}

static bool show(struct call *c, int status, const struct note_form_view *m, struct err *e)
{
	view_note_form(call_view(c), m);
	return call_page(c, status, e);
}

/* The author's own note, or an empty one under an id that no note has. */
static bool own_or_new(struct call *c, const struct meeting *meeting, struct note *ret,
		       bool *is_new, struct err *e)
{
	*is_new = false;
	if (c->id[1] <= 0 || c->id[1] > INT64_C(1) << 52)
		return err_set(e, ERR_ABSENT, "no such note");
	if (note_get(c->db, c->a, (struct note_reader){ meeting->id, c->who.id }, c->id[1], ret, e))
		return ret->account == c->who.id ||
		       err_set(e, ERR_FORBIDDEN, "a note of somebody else");
	if (e->kind != ERR_ABSENT)
		return false;
	*e = (struct err){ 0 };
	*is_new = true;
	*ret = (struct note){ .id = c->id[1], .meeting = meeting->id, .account = c->who.id };
	return true;
}

static void start(struct call *c, const struct closed_round *mr, struct note_form_view *m)
{
	struct form *f = m->form = form_start(c, fields);

	m->round = &mr->round;
	for (int64_t k = 0; k < NOTE_CODES; k++)
		form_offer_text(f, NOTE_FIELD_CODE, k, note_code_name(k));
	form_offer_text(f, NOTE_FIELD_SUBJECT, 0, N_("Geen"));
	for (size_t i = 0; i < mr->model->subject_count; i++)
		form_offer(f, NOTE_FIELD_SUBJECT, (int64_t)i + 1,
			   mr->model->subjects[i].name.in[c->lang]);
	form_offer_text(f, NOTE_FIELD_TASK, 0, N_("Geen"));
	for (size_t i = 0; i < mr->round.task_count; i++)
		form_offer(f, NOTE_FIELD_TASK, (int64_t)i + 1, mr->round.tasks[i].title);
}

static void put_stored(const struct model *model, const struct note *n, struct form *f)
{
	size_t at = meeting_subject(model, n->subject);

	form_put(f, NOTE_FIELD_BODY, n->body);
	form_put_i64(f, NOTE_FIELD_CODE, n->code);
	form_put_i64(f, NOTE_FIELD_SUBJECT, at < model->subject_count ? (int64_t)at + 1 : 0);
	form_put_i64(f, NOTE_FIELD_TASK, n->task);
	form_put_i64(f, NOTE_FIELD_DOOR, n->door);
	form_put_i64(f, NOTE_FIELD_CHECKED, n->is_checked);
}

static struct form *undo_of(struct call *c, const struct note *n)
{
	struct form *f = note_old_form(c, n);

	form_rest(f);
	return f;
}

static bool note_form_run(struct call *c, struct err *e)
{
	struct note_version_list versions;
	struct note_form_view m = { 0 };
	struct closed_round mr;
	struct meeting meeting;
	struct note n;

	if (!meeting_page_get(c, &meeting, &mr, e) ||
	    !own_or_new(c, &meeting, &n, &m.is_new, e) ||
	    !note_versions(c->db, c->a, n.id, &versions, e))
		return false;
	start(c, &mr, &m);
	put_stored(mr.model, &n, m.form);
	if (!m.is_new)
		form_rest(m.form);
	m.undo = undo_of(c, &n);
	m.m = &meeting;
	m.id = n.id;
	m.has_history = !m.is_new && versions.count > 0;
	m.is_check_gone = c->in[CHECK_GONE].is_given && n.code == NOTE_QUOTE && !n.is_checked;
	if (c->in[SAVED].is_given && !m.is_new)
		m.saved = saved_words(c, n.changed);
	return show(c, 200, &m, e);
}

static bool check(struct form *f)
{
	const struct value *in = f->in;

	if (in[NOTE_FIELD_CODE].is_valid && in[NOTE_FIELD_CODE].number == NOTE_QUOTE &&
	    !in[NOTE_FIELD_CHECKED].is_given && in[NOTE_FIELD_DOOR].is_valid &&
	    in[NOTE_FIELD_DOOR].number != NOTE_OWN)
		form_fault_add(f, NOTE_FIELD_DOOR, quote_needs_check);
	return form_check(f);
}

static void take(const struct closed_round *mr, const struct value *in, struct note *n)
{
	n->body = in[NOTE_FIELD_BODY].text;
	n->code = (enum note_code)in[NOTE_FIELD_CODE].number;
	n->door = (enum note_door)in[NOTE_FIELD_DOOR].number;
	n->subject = in[NOTE_FIELD_SUBJECT].number
		? mr->model->subjects[in[NOTE_FIELD_SUBJECT].number - 1].id : (struct str){ 0 };
	n->task = in[NOTE_FIELD_TASK].number;
	n->is_checked = in[NOTE_FIELD_CHECKED].is_given;
	n->changed = clock_now();
}

static bool is_autosave(const struct call *c)
{
	return str_is(http_header_get(c->q, "X-Peil-Autosave"), "1");
}

static bool put_now(struct db *db, const struct save *s, struct form *now, struct err *e)
{
	struct change *ch = s->ctx;
	struct note stored;

	if (note_get(db, s->c->a, (struct note_reader){ ch->n.meeting, s->c->who.id }, ch->n.id,
		     &stored, e)) {
		put_stored(ch->mr->model, &stored, now);
		return true;
	}
	if (e->kind != ERR_ABSENT)
		return false;
	*e = (struct err){ 0 };
	now->is_absent = true;
	return true;
}

static bool put_it(struct db *db, const struct save *s, struct err *e)
{
	struct change *ch = s->ctx;
	struct form *saved = form_empty(s->form);

	if (!check(s->form))
		return err_set(e, ERR_CHANGED, "two changes that do not go together");
	take(ch->mr, s->form->in, &ch->n);
	if (note_put(db, &ch->n, &ch->is_check_gone, e))
		return put_now(db, s, saved, e) && (form_rest(saved), ch->was = saved->was, true);
	if (e->kind != ERR_CONFLICT)
		return false;
	form_fault_add(s->form, NOTE_FIELD_DOOR, quote_needs_check);
	*e = (struct err){ 0 };
	return err_set(e, ERR_CHANGED, "a quote that nobody agreed to");
}

static bool reply_saved(struct call *c, const struct meeting *meeting, const struct change *ch,
			struct err *e)
{
	if (is_autosave(c))
		http_reply_header(c->r, STR("X-Peil-Was"), ch->was);
	if (is_autosave(c))
		return call_bytes(c, STR("text/plain; charset=utf-8"), STR(""),
				  ch->is_check_gone
				  ? say(c, N_("Bewaard. De woorden zijn veranderd: vraag de spreker opnieuw."))
				  : saved_words(c, ch->n.changed), e);
	return call_redirect(c, url_make(c->a, ch->is_check_gone
					 ? "/sessies/%d/notities/%d?bewaard=1&opnieuw=1"
					 : "/sessies/%d/notities/%d?bewaard=1",
					 meeting->id, ch->n.id), e);
}

static bool note_save_run(struct call *c, struct err *e)
{
	struct note_form_view m = { 0 };
	struct closed_round mr;
	struct change ch = { .mr = &mr };
	struct save s = { .c = c, .now = put_now, .write = put_it, .ctx = &ch, .show = 422 };
	struct meeting meeting;

	if (!meeting_page_get(c, &meeting, &mr, e) ||
	    !own_or_new(c, &meeting, &ch.n, &m.is_new, e))
		return false;
	start(c, &mr, &m);
	s.form = m.form;
	if (check(m.form)) {
		if (!save_form(&s, e))
			return false;
		if (!s.show)
			return reply_saved(c, &meeting, &ch, e);
	}
	m.m = &meeting;
	m.id = ch.n.id;
	form_value(m.form, NOTE_FIELD_BODY)->text =
		utf8_clip(form_value(m.form, NOTE_FIELD_BODY)->text, SHOWN_AGAIN_MAX);
	return show(c, s.show, &m, e);
}

const struct page note_list_page = {
	.method = "GET", .path = "/sessies/{meeting}/notities",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.fields = list_fields, .run = note_list_run,
};

const struct page note_form_page = {
	.method = "GET", .path = "/sessies/{meeting}/notities/{note}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.fields = form_fields, .run = note_form_run,
};

const struct page note_save_page = {
	.method = "POST", .path = "/sessies/{meeting}/notities/{note}",
	.needs = MAY_LEAD, .stages = AFTER_CLOSING,
	.under = &meeting_list_page,
	.fields = fields, .body_max = FORM_BYTES_MAX, .run = note_save_run,
};
