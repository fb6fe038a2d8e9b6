/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One subject a page: the ladder, the statements of this person's route, the
 * wish, a remark.  Nothing is preselected, nothing is compulsory.
 */
#include <string.h>

#include "base/utf8.h"
#include "scan/scan.h"
#include "scan/views.h"
#include "server/guess.h"

enum {
	NOW, WISH, REMARK, TO, SAVED, WAS, FIT,
	SHOWN_MAX = 2 + STATEMENTS_MAX,	/* answers in `was`, a digit each */
	PRINT_DIGITS = 8,
	BODY_MAX = 64 * 1024,		/* the most that its form sends, percent-encoded */
};

static const struct field fields[] = {
	[NOW] = { "nu", FIELD_INT, 1, ANSWER_NOT_APPLICABLE },
	[WISH] = { "straks", FIELD_INT, 1, ANSWER_DONT_KNOW },
	[REMARK] = { "opmerking", FIELD_TEXT, 1, BODY_MAX },
	[TO] = { "naar", FIELD_LINE, 1, 20 },
	[SAVED] = { "bewaard", FIELD_INT, 0, 24 * 60 - 1 },
	[WAS] = { "was", FIELD_LINE, 1, SHOWN_MAX + PRINT_DIGITS },
	[FIT] = { "past%", FIELD_INT, 1, 5, .times = STATEMENTS_MAX },
	{ 0 },
};

/* One page as it was sent, and what it was showing before. */
struct page_answers {
	size_t subject;
	bool is_clearing;		/* the button that empties the page */
	int now, wish, fit[STATEMENTS_MAX];
	struct str remark;
	bool is_remark_too_long;
	bool is_shown_known;
	int shown[SHOWN_MAX];
	uint32_t shown_remark;
};

static bool find_subject(struct call *c, const struct scan *s, size_t *ret, struct err *e)
{
	int64_t number;

	if (!str_i64(c->arg[1], 1, (int64_t)s->model->subject_count, &number))
		return err_set(e, ERR_ABSENT, "no such subject");
	*ret = (size_t)number - 1;
	return true;
}

static int minutes_left(const struct scan *s, size_t at)
{
	int all = scan_minutes(s), count = (int)s->model->subject_count;

	return (all * (count - (int)at) + count - 1) / count;
}

static bool show(struct call *c, const struct scan *s, struct scan_question *m, int status,
		 struct err *e)
{
	m->s = s;
	m->subject = &s->model->subjects[m->at];
	m->minutes_left = minutes_left(s, m->at);
	view_scan_question(scan_view_form(c, s, status == 200 ? scan_saved(&c->in[SAVED]) : -1,
					  N_("Volgende")), m);
	return call_page(c, status, e);
}

static struct str was_of(struct arena *a, int now, int wish, const int *fit, struct str remark)
{
	struct out o = out_new(a, 100);

	scan_was_out(&o, (uint64_t)now, 1);
	scan_was_out(&o, (uint64_t)wish, 1);
	for (size_t i = 0; i < STATEMENTS_MAX; i++)
		scan_was_out(&o, (uint64_t)fit[i], 1);
	scan_was_out(&o, scan_print(remark), PRINT_DIGITS);
	return out_done(&o);
}

/* Fills the page with what is stored. */
static bool read_stored(struct call *c, const struct scan *s, struct scan_question *m,
			struct err *e)
{
	struct slot *notes = ARENA_NEW(c->a, struct slot);

	if (!slot_get(c->db, c->a, s->code, notes, e))
		return false;
	m->now = scan_now(s, m->at);
	m->wish = scan_wish(s, m->at);
	for (size_t i = 0; i < s->model->subjects[m->at].statement_count; i++)
		m->fit[i] = scan_statement(s, m->at, i);
	m->remark = notes->text[m->at];
	m->was = was_of(c->a, m->now, m->wish, m->fit, m->remark);
	return true;
}

static bool scan_question_form_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_question m = { 0 };

	if (!scan_get(c, &s, e))
		return scan_refuse(c, e);
	if (!find_subject(c, &s, &m.at, e) || !read_stored(c, &s, &m, e))
		return false;
	scan_prepare_key(c, &s);
	return show(c, &s, &m, 200, e);
}

static bool is_level(const struct scan *s, const struct value *v)
{
	return v->number >= 1 && v->number <= (int64_t)s->model->level_count;
}

/* The fields' declarations know the widest scale; here is this model's. */
static bool read_answers(struct call *c, const struct scan *s, struct page_answers *ret,
			 struct err *e)
{
	const struct value *now = &c->in[NOW], *wish = &c->in[WISH];

	if (now->is_given && !is_level(s, now) && now->number != ANSWER_DONT_KNOW &&
	    now->number != ANSWER_NOT_APPLICABLE)
		return err_set(e, ERR_INPUT, "an answer outside the scale");
	if (wish->is_given && !is_level(s, wish) && wish->number != ANSWER_DONT_KNOW)
		return err_set(e, ERR_INPUT, "a wish outside the scale");
	ret->now = now->is_given ? (int)now->number : ANSWER_NONE;
	ret->wish = wish->is_given ? (int)wish->number : ANSWER_NONE;
	for (size_t i = 0; i < STATEMENTS_MAX; i++) {
		const struct value *v = &c->in[FIT].each[i];

		if (v->is_given && !scan_has_statement(s, ret->subject, i))
			return err_set(e, ERR_INPUT, "a statement this person does not have");
		ret->fit[i] = v->is_given ? (int)v->number : ANSWER_NONE;
	}
	return true;
}

/* What the page was showing; a form without it only adds and changes. */
static void read_shown(struct call *c, struct page_answers *p)
{
	struct str was = c->in[WAS].text;
	uint64_t n = 0;
	bool is_known = true;

	for (size_t i = 0; i < SHOWN_MAX; i++) {
		is_known = is_known && scan_was_take(&was, 1, &n);
		p->shown[i] = is_known ? (int)n : ANSWER_NONE;
	}
	p->is_shown_known = is_known && scan_was_take(&was, PRINT_DIGITS, &n);
	p->shown_remark = (uint32_t)n;
}

static void read_remark(struct call *c, struct page_answers *p)
{
	p->remark = scan_lines(c->a, c->in[REMARK].text);
	p->is_remark_too_long = p->remark.n > SLOT_TEXT_MAX ||
				utf8_count(p->remark) > SCAN_TEXT_CHARS_MAX;
	p->is_clearing = str_is(c->in[TO].text, "leeg");
}

static void change(struct sheet *sheet, const struct scan *s, const void *ctx)
{
	const struct page_answers *p = ctx;
	uint8_t *at = sheet->bytes + s->layout.subject_at[p->subject];
	size_t count = 2 + s->model->subjects[p->subject].statement_count;

	if (p->is_clearing) {
		memset(at, ANSWER_NONE, count);
		return;
	}
	at[0] = (uint8_t)scan_answer_merged(at[0], p->now, p->shown[0]);
	at[1] = (uint8_t)scan_answer_merged(at[1], p->wish, p->shown[1]);
	for (size_t i = 2; i < count; i++)
		at[i] = (uint8_t)scan_answer_merged(at[i], p->fit[i - 2], p->shown[i]);
}

/* Where a button leads; anything unknown stays on the page. */
static const char *next_path(struct call *c, const struct scan *s, size_t at)
{
	struct str to = c->in[TO].text;
	size_t count = s->model->subject_count;
	struct out o = out_new(c->a, 40);
	int64_t number = (int64_t)at + 1;

	if (str_is(to, "volgende"))
		number++;
	else if (str_is(to, "vorige"))
		number--;
	else if (str_is(to, "overzicht"))
		return "/overzicht";
	else if (str_is(to, "begin"))
		return "";
	else if (str_is(to, "wie-ziet-wat"))
		return "/wie-ziet-wat";
	else if (str_is(to, "sleutel"))
		return "/sleutel";
	else
		(void)str_i64(to, 1, (int64_t)count, &number);
	if (number < 1)
		return "";
	if (number > (int64_t)count)
		return s->model->closing_count ? "/slot" : "/overzicht";
	out_char(&o, '/');
	out_i64(&o, number);
	return str_cstr(c->a, out_done(&o));
}

/* The answers are kept; the remark comes back to be shortened. */
static bool show_again(struct call *c, const struct page_answers *p, struct err *e)
{
	struct scan_question m = { .at = p->subject, .is_remark_too_long = true };
	struct scan s;

	if (!scan_look(c, &s, e))
		return scan_refuse(c, e);
	if (!read_stored(c, &s, &m, e))
		return false;
	m.remark = p->remark;
	return show(c, &s, &m, 422, e);
}

static bool save(struct call *c, const struct scan *s, struct page_answers *p, struct err *e)
{
	struct scan_note note = { p->subject, p->is_clearing ? (struct str){ 0 } : p->remark };
	struct scan_save job = { .s = s, .change = change, .ctx = p, .notes = &note };
	bool is_changed = scan_text_changed(p->remark, p->is_shown_known, p->shown_remark);

	job.note_count = p->is_clearing || (is_changed && !p->is_remark_too_long);
	if (scan_write(c, &job, e))
		return true;
	if (e->kind != ERR_TOO_LARGE)
		return false;
	*e = (struct err){ 0 };
	p->is_remark_too_long = true;
	job.note_count = 0;
	return scan_write(c, &job, e);
}

static bool scan_question_run(struct call *c, struct err *e)
{
	struct scan s;
	struct page_answers p = { 0 };

	if (!scan_get(c, &s, e))
		return scan_refuse(c, e);
	if (!find_subject(c, &s, &p.subject, e) || !read_answers(c, &s, &p, e))
		return false;
	read_shown(c, &p);
	read_remark(c, &p);
	scan_prepare_key(c, &s);
	if (!save(c, &s, &p, e))
		return scan_refuse(c, e);
	if (p.is_remark_too_long && !p.is_clearing)
		return show_again(c, &p, e);
	if (scan_is_autosave(c))
		return scan_reply_saved(c, was_of(c->a, p.now, p.wish, p.fit, p.remark), e);
	return scan_go(c, &s, next_path(c, &s, p.subject), c->in[TO].text, e);
}

const struct page scan_question_form_page = {
	.method = "GET",
	.path = "/s/{code}/{subject}",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.fields = fields,
	.counts = { &guess_codes },
	.run = scan_question_form_run,
};

const struct page scan_question_page = {
	.method = "POST",
	.path = "/s/{code}/{subject}",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.fields = fields,
	.body_max = BODY_MAX,
	.knows = scan_knows,
	.reads_out = true,		/* who pastes a whole report sees a page */
	.is_strict = true,
	.counts = { &guess_codes },
	.run = scan_question_run,
};
