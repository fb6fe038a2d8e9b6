/* SPDX-License-Identifier: EUPL-1.2 */
/* The model's closing questions. */
#include "scan/scan.h"
#include "scan/views.h"

enum {
	PICKS, CONTACT, TO, SAVED, OPEN,
	OPEN_MAX = 16,
	CONTACT_MAX = 200,
	BODY_MAX = 64 * 1024,
};

static const struct field fields[] = {
	[PICKS] = { "keuze[]", FIELD_INTS, 1, SUBJECTS_MAX, .times = SUBJECTS_MAX },
	[CONTACT] = { "contact", FIELD_LINE, 1, CONTACT_MAX },
	[TO] = { "naar", FIELD_LINE, 1, 20 },
	[SAVED] = { "bewaard", FIELD_INT, 0, 24 * 60 - 1 },
	[OPEN] = { "open%", FIELD_TEXT, 1, SLOT_TEXT_MAX, .times = OPEN_MAX },
	{ 0 },
};

_Static_assert(ARRAY_LEN(((struct slot *)0)->text) == SUBJECTS_MAX + OPEN_MAX,
	       "a field for every text of a sheet");

static size_t closing_count(const struct scan *s)
{
	return s->model->closing_count < OPEN_MAX ? s->model->closing_count : OPEN_MAX;
}

static bool show(struct call *c, const struct scan *s, struct scan_closing *m, int status,
		 struct err *e)
{
	m->s = s;
	view_scan_closing(scan_view(c, s, status == 200 ? scan_saved(&c->in[SAVED]) : -1), m);
	return call_page(c, status, e);
}

static bool scan_closing_form_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_closing *m = ARENA_NEW(c->a, struct scan_closing);
	struct slot *notes = ARENA_NEW(c->a, struct slot);

	if (!scan_get(c, &s, e))
		return scan_refuse(c, e);
	if (!slot_get(c->db, c->a, s.code, notes, e))
		return false;
	m->picks = sheet_picks(s.who.sheet.bytes);
	for (size_t i = 0; i < closing_count(&s); i++)
		m->text[i] = notes->text[s.model->subject_count + i];
	return show(c, &s, m, 200, e);
}

static const struct closing_question *find_kind(const struct scan *s, enum closing_kind kind)
{
	for (size_t i = 0; i < closing_count(s); i++)
		if (s->model->closing[i].kind == kind)
			return &s->model->closing[i];
	return NULL;
}

/* Tick boxes to a mask; false when one is not a subject or was not asked. */
static bool read_picks(struct call *c, const struct scan *s, struct scan_closing *m, struct err *e)
{
	const struct value *v = &c->in[PICKS];
	const struct closing_question *q = find_kind(s, CLOSING_PICK);

	if (v->is_given && !q)
		return err_set(e, ERR_INPUT, "a choice that was not asked");
	for (size_t i = 0; i < v->count; i++) {
		if (v->numbers[i] > (int64_t)s->model->subject_count)
			return err_set(e, ERR_INPUT, "no such subject");
		m->picks |= UINT64_C(1) << (v->numbers[i] - 1);
	}
	m->has_too_many = q && __builtin_popcountll(m->picks) > q->picks;
	return true;
}

static bool read_texts(struct call *c, const struct scan *s, struct scan_closing *m, struct err *e)
{
	for (size_t i = 0; i < OPEN_MAX; i++) {
		const struct value *v = &c->in[OPEN].each[i];
		bool is_asked = i < closing_count(s) && s->model->closing[i].kind == CLOSING_OPEN;

		if (v->is_given && !is_asked)
			return err_set(e, ERR_INPUT, "a text that was not asked");
		m->text[i] = v->text;
		m->is_too_long[i] = v->is_given && !v->is_valid;
	}
	m->contact = c->in[CONTACT].text;
	m->is_contact_too_long = c->in[CONTACT].is_given && !c->in[CONTACT].is_valid;
	if (m->contact.n && !find_kind(s, CLOSING_VOLUNTEER))
		return err_set(e, ERR_INPUT, "an address that was not asked");
	return true;
}

static bool is_fine(const struct scan_closing *m)
{
	for (size_t i = 0; i < OPEN_MAX; i++)
		if (m->is_too_long[i])
			return false;
	return !m->has_too_many && !m->is_contact_too_long;
}

static void change(struct sheet *sheet, const struct scan *s, const void *ctx)
{
	const struct scan_closing *m = ctx;

	(void)s;
	sheet_set_picks(sheet, m->picks);
}

static bool save(struct call *c, const struct scan *s, const struct scan_closing *m, struct err *e)
{
	struct scan_note notes[OPEN_MAX];
	struct scan_save job = { .s = s, .change = change, .ctx = m, .notes = notes };

	for (size_t i = 0; i < closing_count(s); i++)
		if (s->model->closing[i].kind == CLOSING_OPEN)
			notes[job.note_count++] = (struct scan_note){ s->model->subject_count + i,
								      m->text[i] };
	return scan_write(c, &job, e);
}

struct volunteer {
	struct arena *a;
	struct round_key round;
	struct str contact;
};

static bool add_volunteer(struct db *db, void *ctx, struct err *e)
{
	const struct volunteer *v = ctx;

	return volunteer_add(db, v->a, v->round, v->contact, e);
}

/* Who offers to help is kept apart from the sheet, in a write of its own; it
 * cannot be shown again, because nothing says whose it is.  Only the button
 * sends it: the script that saves while typing would add half addresses. */
static bool save_volunteer(struct call *c, const struct scan *s, const struct scan_closing *m,
			   struct err *e)
{
	struct volunteer v = { c->a, s->who.round.key, m->contact };

	if (m->contact.n == 0 || scan_is_autosave(c))
		return true;
	return call_write(c, add_volunteer, &v, e);
}

static bool is_back(const struct call *c)
{
	return str_is(c->in[TO].text, "vorige");
}

static struct url next_url(struct call *c, const struct scan *s)
{
	struct out o = out_new(c->a, 40);

	if (!is_back(c))
		return scan_url_saved(c, s, "/overzicht");
	out_char(&o, '/');
	out_i64(&o, (int64_t)s->model->subject_count);
	return scan_url_saved(c, s, str_cstr(c->a, out_done(&o)));
}

static bool scan_closing_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_closing *m = ARENA_NEW(c->a, struct scan_closing);

	if (!scan_get(c, &s, e))
		return scan_refuse(c, e);
	if (!read_picks(c, &s, m, e) || !read_texts(c, &s, m, e))
		return false;
	if (!is_fine(m))
		return show(c, &s, m, 422, e);
	if (!save(c, &s, m, e) || !save_volunteer(c, &s, m, e)) {
		if (e->kind != ERR_TOO_LARGE)
			return scan_refuse(c, e);
		*e = (struct err){ 0 };
		m->is_too_long[0] = true;
		return show(c, &s, m, 422, e);
	}
	if (scan_is_autosave(c))
		return scan_reply_saved(c, e);
	return call_redirect(c, next_url(c, &s), e);
}

const struct page scan_closing_form_page = {
	.method = "GET",
	.path = "/s/{code}/slot",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.fields = fields,
	.counts = { &rate_guesses },
	.run = scan_closing_form_run,
};

const struct page scan_closing_page = {
	.method = "POST",
	.path = "/s/{code}/slot",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.fields = fields,
	.body_max = BODY_MAX,
	.knows = scan_knows,
	.reads_out = true,		/* who pastes a whole report sees a page */
	.is_strict = true,
	.counts = { &rate_guesses },
	.run = scan_closing_run,
};
