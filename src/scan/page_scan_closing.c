/* SPDX-License-Identifier: EUPL-1.2 */
/* The model's closing questions. */
#include "base/utf8.h"
#include "scan/scan.h"
#include "scan/views.h"
#include "scan/volunteer.h"
#include "server/guess.h"

enum {
	PICKS, CONTACT, TO, SAVED, WAS, OPEN,
	OPEN_MAX = 16,
	MASK_DIGITS = 16, PRINT_DIGITS = 8,
	TEXT_BYTES_MAX = 16 * 1024,
	BODY_MAX = 320 * 1024,		/* the most that its form sends, percent-encoded */
};

static const struct field fields[] = {
	[PICKS] = { "keuze[]", FIELD_INTS, 1, SUBJECTS_MAX, .times = SUBJECTS_MAX },
	[CONTACT] = { "contact", FIELD_LINE, 1, OFFER_BYTES },
	[TO] = { "naar", FIELD_LINE, 1, 20 },
	[SAVED] = { "bewaard", FIELD_INT, 0, 24 * 60 - 1 },
	[WAS] = { "was", FIELD_LINE, 1, MASK_DIGITS + OPEN_MAX * PRINT_DIGITS },
	[OPEN] = { "open%", FIELD_TEXT, 1, TEXT_BYTES_MAX, .times = OPEN_MAX },
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
	view_scan_closing(scan_view_form(c, s, status == 200 ? scan_saved(&c->in[SAVED]) : -1,
					 N_("Nakijken en inleveren")), m);
	return call_page(c, status, e);
}

static struct str was_of(struct arena *a, uint64_t picks, const struct str *text)
{
	struct out o = out_new(a, 400);

	scan_was_out(&o, picks, MASK_DIGITS);
	for (size_t i = 0; i < OPEN_MAX; i++)
		scan_was_out(&o, scan_print(text[i]), PRINT_DIGITS);
	return out_done(&o);
}

/* Fills the page with what is stored. */
static bool read_stored(struct call *c, const struct scan *s, struct scan_closing *m, struct err *e)
{
	struct slot *notes = ARENA_NEW(c->a, struct slot);

	if (!slot_get(c->db, c->a, s->code, notes, e))
		return false;
	m->picks = sheet_picks(s->who.sheet.bytes);
	for (size_t i = 0; i < closing_count(s); i++)
		m->text[i] = notes->text[s->model->subject_count + i];
	m->was = was_of(c->a, m->picks, m->text);
	return true;
}

static bool scan_closing_form_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_closing *m = ARENA_NEW(c->a, struct scan_closing);

	if (!scan_get(c, &s, e))
		return scan_refuse(c, e);
	if (!read_stored(c, &s, m, e))
		return false;
	scan_prepare_key(c, &s);
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
		m->text[i] = scan_lines(c->a, v->text);
		m->is_too_long[i] = m->text[i].n > SLOT_TEXT_MAX ||
				    utf8_count(m->text[i]) > SCAN_TEXT_CHARS_MAX;
	}
	m->contact = c->in[CONTACT].text;
	m->is_contact_too_long = c->in[CONTACT].is_given &&
				 (!c->in[CONTACT].is_valid ||
				  utf8_count(m->contact) > CONTACT_CHARS_MAX);
	if (m->contact.n && !find_kind(s, CLOSING_VOLUNTEER))
		return err_set(e, ERR_INPUT, "an address that was not asked");
	return true;
}

static bool is_fine(const struct scan_closing *m)
{
	for (size_t i = 0; i < OPEN_MAX; i++)
		if (m->is_too_long[i])
			return false;
	return !m->has_too_many && !m->is_contact_too_long && !m->is_contact_refused;
}

/* What was sent, and what the page was showing before. */
struct sent {
	const struct scan_closing *m;
	bool is_shown_known;
	uint64_t shown_picks;
	uint32_t shown[OPEN_MAX];
};

static struct sent read_shown(struct call *c, const struct scan_closing *m)
{
	struct sent p = { .m = m };
	struct str was = c->in[WAS].text;
	uint64_t n = 0;

	p.is_shown_known = scan_was_take(&was, MASK_DIGITS, &p.shown_picks);
	for (size_t i = 0; i < OPEN_MAX; i++) {
		p.is_shown_known = p.is_shown_known && scan_was_take(&was, PRINT_DIGITS, &n);
		p.shown[i] = (uint32_t)n;
	}
	return p;
}

/* Boxes that this page ticked or cleared; together with what another device
 * ticked they can be too many: then those of this page are the choice. */
static void change(struct sheet *sheet, const struct scan *s, const void *ctx)
{
	const struct sent *p = ctx;
	const struct closing_question *q = find_kind(s, CLOSING_PICK);
	uint64_t picks = sheet_picks(sheet->bytes);
	uint64_t changed = p->is_shown_known ? p->m->picks ^ p->shown_picks : ~UINT64_C(0);

	if (!q || p->m->has_too_many || (!p->is_shown_known && p->m->picks == 0))
		return;
	picks = (picks & ~changed) | (p->m->picks & changed);
	if (changed && __builtin_popcountll(picks) > q->picks)
		picks = p->m->picks;
	sheet_set_picks(sheet, picks);
}

/* Texts together too long for the slot of an older round come back, all that
 * were changed; the rest is saved. */
static bool save(struct call *c, const struct scan *s, struct scan_closing *m,
		 const struct sent *p, struct err *e)
{
	struct scan_note notes[OPEN_MAX];
	struct scan_save job = { .s = s, .change = change, .ctx = p, .notes = notes };
	size_t at[OPEN_MAX] = { 0 };

	for (size_t i = 0; i < closing_count(s); i++)
		if (s->model->closing[i].kind == CLOSING_OPEN && !m->is_too_long[i] &&
		    scan_text_changed(m->text[i], p->is_shown_known, p->shown[i])) {
			at[job.note_count] = i;
			notes[job.note_count++] = (struct scan_note){ s->model->subject_count + i,
								      m->text[i] };
		}
	if (scan_write(c, &job, e))
		return true;
	if (e->kind != ERR_TOO_LARGE)
		return false;
	*e = (struct err){ 0 };
	for (size_t i = 0; i < job.note_count; i++)
		m->is_too_long[at[i]] = true;
	job.note_count = 0;
	return scan_write(c, &job, e);
}

struct offer {
	struct ticket_code code;
	struct str contact;
};

static bool put_offer(struct db *db, void *ctx, struct err *e)
{
	const struct offer *o = ctx;

	return offer_put(db, o->code, o->contact, e);
}

/* Who offers to help is kept apart from the sheet, in a write of its own, and
 * not shown again.  Only the button sends it: the script that saves while typing
 * would send half addresses. */
static bool save_offer(struct call *c, const struct scan *s, struct scan_closing *m, struct err *e)
{
	struct offer o = { s->code, m->contact };

	if (m->contact.n == 0 || m->is_contact_too_long || scan_is_autosave(c) ||
	    call_write(c, put_offer, &o, e))
		return true;
	if (e->kind != ERR_ABSENT)
		return false;
	*e = (struct err){ 0 };
	m->is_contact_refused = true;
	return true;
}

/* What was refused comes back beside what is stored. */
static bool show_again(struct call *c, const struct scan_closing *sent, struct err *e)
{
	struct scan_closing *m = ARENA_NEW(c->a, struct scan_closing);
	struct scan s;

	if (!scan_look(c, &s, e))
		return scan_refuse(c, e);
	*m = *sent;
	if (!read_stored(c, &s, m, e))
		return false;
	if (sent->has_too_many)
		m->picks = sent->picks;
	for (size_t i = 0; i < OPEN_MAX; i++)
		if (sent->is_too_long[i])
			m->text[i] = sent->text[i];
	if (!m->is_contact_too_long && !m->is_contact_refused)
		m->contact = (struct str){ 0 };
	return show(c, &s, m, 422, e);
}

static bool is_back(const struct call *c)
{
	return str_is(c->in[TO].text, "vorige");
}

static const char *next_path(struct call *c, const struct scan *s)
{
	struct str to = c->in[TO].text;
	struct out o = out_new(c->a, 40);

	if (str_is(to, "begin"))
		return "";
	if (str_is(to, "wie-ziet-wat"))
		return "/wie-ziet-wat";
	if (str_is(to, "nl") || str_is(to, "en"))
		return "/slot";
	if (!is_back(c))
		return "/overzicht";
	out_char(&o, '/');
	out_i64(&o, (int64_t)s->model->subject_count);
	return str_cstr(c->a, out_done(&o));
}

static bool scan_closing_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_closing *m = ARENA_NEW(c->a, struct scan_closing);
	struct sent p;

	if (!scan_get(c, &s, e))
		return scan_refuse(c, e);
	if (!read_picks(c, &s, m, e) || !read_texts(c, &s, m, e))
		return false;
	p = read_shown(c, m);
	scan_prepare_key(c, &s);
	if (!save(c, &s, m, &p, e) || !save_offer(c, &s, m, e))
		return scan_refuse(c, e);
	if (!is_fine(m))
		return show_again(c, m, e);
	if (scan_is_autosave(c))
		return scan_reply_saved(c, was_of(c->a, m->picks, m->text), e);
	return scan_go(c, &s, next_path(c, &s), c->in[TO].text, e);
}

const struct page scan_closing_form_page = {
	.method = "GET",
	.path = "/s/{code}/slot",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.fields = fields,
	.counts = { &guess_codes },
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
	.counts = { &guess_codes },
	.run = scan_closing_run,
};
