/* SPDX-License-Identifier: EUPL-1.2 */
/* The notes of a meeting: the list, one of them, saving. */
#include "account/account.h"
#include "base/rng.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "meeting/meeting_view.h"
#include "meeting/views.h"
#include "server/page.h"

enum {
	BODY, CODE, DOOR, SUBJECT, TASK, CHECKED,
	/* Room for a text that is far too long, so that it can be said beside
	 * its field: a percent-encoded megabyte. */
	FORM_BYTES_MAX = 4 * 1024 * 1024,
	SHOWN_AGAIN_MAX = 100 * 1000,	/* bytes of it that come back */
	TYPED_BYTES_MAX = NOTE_CHARS_MAX * 4,
};

static const struct field fields[] = {
	[BODY] = { "tekst", FIELD_TEXT, 0, TYPED_BYTES_MAX },
	[CODE] = { "code", FIELD_INT, 0, NOTE_CODES - 1 },
	[DOOR] = { "deur", FIELD_INT, 0, NOTE_DOORS - 1 },
	[SUBJECT] = { "onderwerp", FIELD_INT, 0, SUBJECTS_MAX },
	[TASK] = { "opgave", FIELD_INT, 0, TASKS_MAX },
	[CHECKED] = { "akkoord", FIELD_FLAG, 0, 0 },
	{ 0 },
};

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
	struct note n;
	bool is_check_gone;
};

static bool put_it(struct db *db, void *ctx, struct err *e)
{
	struct change *ch = ctx;

	return note_put(db, &ch->n, &ch->is_check_gone, e);
}

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
	m.round = &mr.round;
	m.model = mr.model;
	m.m = &meeting;
	m.id = n.id;
	m.door = n.door;
	m.code = n.code;
	m.task = n.task;
	m.is_checked = n.is_checked;
	m.body = n.body;
	m.has_history = !m.is_new && versions.count > 0;
	m.is_check_gone = c->in[CHECK_GONE].is_given && n.code == NOTE_QUOTE && !n.is_checked;
	if (meeting_subject(mr.model, n.subject) < mr.model->subject_count)
		m.subject = (int64_t)meeting_subject(mr.model, n.subject) + 1;
	if (c->in[SAVED].is_given && !m.is_new)
		m.saved = saved_words(c, n.changed);
	return show(c, 200, &m, e);
}

static void check(struct call *c, const struct closed_round *mr, struct form_faults *f)
{
	bool is_quote = c->in[CODE].is_valid && c->in[CODE].number == NOTE_QUOTE;

	if (!c->in[BODY].is_given)
		fault_add(f, "tekst", say(c, N_("Schrijf eerst iets op.")));
	else if (!c->in[BODY].is_valid || utf8_count(c->in[BODY].text) > NOTE_CHARS_MAX)
		fault_add(f, "tekst", say(c, N_("Deze notitie is te lang. Er passen 20.000 tekens. Maak er meer notities van.")));
	if (!c->in[CODE].is_valid)
		fault_add(f, "code", say(c, N_("Kies wat voor notitie het is.")));
	if (c->in[SUBJECT].is_given && (!c->in[SUBJECT].is_valid ||
	    (size_t)c->in[SUBJECT].number > mr->model->subject_count))
		fault_add(f, "onderwerp", say(c, N_("Kies een onderwerp uit de lijst.")));
	if (c->in[TASK].is_given && (!c->in[TASK].is_valid ||
	    (size_t)c->in[TASK].number > mr->round.task_count))
		fault_add(f, "opgave", say(c, N_("Kies een opgave uit de lijst.")));
	if (!c->in[DOOR].is_valid)
		fault_add(f, "deur0", say(c, N_("Kies een deur.")));
	else if (is_quote && !c->in[CHECKED].is_given && c->in[DOOR].number != NOTE_OWN)
		fault_add(f, "deur0", say(c, N_("Een citaat blijft achter je eigen deur tot de spreker akkoord is. Vink dat aan, of kies Eigen.")));
}

static void show_typed(struct call *c, struct note_form_view *m)
{
	m->body = utf8_clip(c->in[BODY].text, SHOWN_AGAIN_MAX);
	m->code = c->in[CODE].is_valid ? c->in[CODE].number : 0;
	m->door = c->in[DOOR].is_valid ? c->in[DOOR].number : 0;
	m->subject = c->in[SUBJECT].is_valid ? c->in[SUBJECT].number : 0;
	m->task = c->in[TASK].is_valid ? c->in[TASK].number : 0;
	m->is_checked = c->in[CHECKED].is_given;
}

static void take(struct call *c, const struct closed_round *mr, struct note *n)
{
	n->body = c->in[BODY].text;
	n->code = (enum note_code)c->in[CODE].number;
	n->door = (enum note_door)c->in[DOOR].number;
	n->subject = c->in[SUBJECT].number
		? mr->model->subjects[c->in[SUBJECT].number - 1].id : (struct str){ 0 };
	n->task = c->in[TASK].number;
	n->is_checked = c->in[CHECKED].is_given;
	n->changed = clock_now();
}

static bool is_autosave(const struct call *c)
{
	return str_is(http_header_get(c->q, "X-Peil-Autosave"), "1");
}

static bool reply_saved(struct call *c, const struct meeting *meeting, const struct change *ch,
			struct err *e)
{
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
	struct change ch = { 0 };
	struct closed_round mr;
	struct meeting meeting;

	if (!meeting_page_get(c, &meeting, &mr, e) ||
	    !own_or_new(c, &meeting, &ch.n, &m.is_new, e))
		return false;
	check(c, &mr, &m.faults);
	if (m.faults.count == 0) {
		take(c, &mr, &ch.n);
		if (call_write(c, put_it, &ch, e))
			return reply_saved(c, &meeting, &ch, e);
		if (e->kind != ERR_CONFLICT)
			return false;
		*e = (struct err){ 0 };
		fault_add(&m.faults, "deur0", say(c, N_("Een citaat blijft achter je eigen deur tot de spreker akkoord is. Vink dat aan, of kies Eigen.")));
	}
	m.round = &mr.round;
	m.model = mr.model;
	m.m = &meeting;
	m.id = ch.n.id;
	show_typed(c, &m);
	return show(c, 422, &m, e);
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
