/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One subject a page: the ladder, the statements of this person's route, the
 * wish, a remark.  Nothing is preselected, nothing is compulsory.
 */
#include "scan/scan.h"
#include "scan/views.h"

enum {
	NOW, WISH, REMARK, TO, SAVED, FIT,
	/* Longer than this is not shown again for shortening. */
	SHOWN_AGAIN_MAX = 16 * 1024,
	BODY_MAX = 64 * 1024,		/* that, all of it accents, percent-encoded */
};

static const struct field fields[] = {
	[NOW] = { "nu", FIELD_INT, 1, ANSWER_NOT_APPLICABLE },
	[WISH] = { "straks", FIELD_INT, 1, ANSWER_DONT_KNOW },
	[REMARK] = { "opmerking", FIELD_TEXT, 1, SLOT_TEXT_MAX },
	[TO] = { "naar", FIELD_LINE, 1, 20 },
	[SAVED] = { "bewaard", FIELD_INT, 0, 24 * 60 - 1 },
	[FIT] = { "past%", FIELD_INT, 1, 5, .times = STATEMENTS_MAX },
	{ 0 },
};

/* The answers of one page as they were sent. */
struct page_answers {
	size_t subject;
	int now, wish, fit[STATEMENTS_MAX];
};

static bool find_subject(struct call *c, const struct scan *s, size_t *ret, struct err *e)
{
	int64_t number;

	if (!str_i64(c->arg[1], 1, (int64_t)s->model->subject_count, &number))
		return err_set(e, ERR_ABSENT, "no such subject");
	*ret = (size_t)number - 1;
	return true;
}

static int minutes_left(const struct scan *s, enum lang lang, size_t at)
{
	int all = scan_minutes(s, lang), count = (int)s->model->subject_count;

	return (all * (count - (int)at) + count - 1) / count;
}

static bool show(struct call *c, const struct scan *s, struct scan_question *m, int status,
		 struct err *e)
{
	m->s = s;
	m->subject = &s->model->subjects[m->at];
	m->minutes_left = minutes_left(s, c->lang, m->at);
	view_scan_question(scan_view(c, s, status == 200 ? scan_saved(&c->in[SAVED]) : -1), m);
	return call_page(c, status, e);
}

static bool scan_question_form_run(struct call *c, struct err *e)
{
	struct scan s;
	struct scan_question m = { 0 };
	struct slot *notes = ARENA_NEW(c->a, struct slot);

	if (!scan_get(c, &s, e))
		return scan_refuse(c, e);
	if (!find_subject(c, &s, &m.at, e) || !slot_get(c->db, c->a, s.code, notes, e))
		return false;
	m.now = scan_now(&s, m.at);
	m.wish = scan_wish(&s, m.at);
	for (size_t i = 0; i < s.model->subjects[m.at].statement_count; i++)
		m.fit[i] = scan_statement(&s, m.at, i);
	m.remark = notes->text[m.at];
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

static void change(struct sheet *sheet, const struct scan *s, const void *ctx)
{
	const struct page_answers *p = ctx;
	uint8_t *at = sheet->bytes + s->layout.subject_at[p->subject];

	at[0] = (uint8_t)p->now;
	at[1] = (uint8_t)p->wish;
	for (size_t i = 0; i < s->model->subjects[p->subject].statement_count; i++)
		if (scan_has_statement(s, p->subject, i))
			at[2 + i] = (uint8_t)p->fit[i];
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

static bool show_again(struct call *c, const struct scan *s, const struct page_answers *p,
		       int status, struct err *e)
{
	struct scan_question m = {
		.at = p->subject, .now = p->now, .wish = p->wish,
		.remark = c->in[REMARK].text, .is_remark_too_long = true,
	};

	for (size_t i = 0; i < STATEMENTS_MAX; i++)
		m.fit[i] = p->fit[i];
	return show(c, s, &m, status, e);
}

static bool save(struct call *c, const struct scan *s, struct page_answers *p, struct err *e)
{
	struct scan_note note = { p->subject, c->in[REMARK].text };
	struct scan_save job = { .s = s, .change = change, .ctx = p, .notes = &note, .note_count = 1 };

	if (str_is(c->in[TO].text, "leeg")) {
		*p = (struct page_answers){ .subject = p->subject };
		note.text = (struct str){ 0 };
	}
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
	if (c->in[REMARK].text.n > SHOWN_AGAIN_MAX)
		return err_set(e, ERR_TOO_LARGE, "a remark of %zu bytes", c->in[REMARK].text.n);
	if (c->in[REMARK].is_given && !c->in[REMARK].is_valid)
		return show_again(c, &s, &p, 422, e);
	if (!save(c, &s, &p, e)) {
		if (e->kind != ERR_TOO_LARGE)
			return scan_refuse(c, e);
		*e = (struct err){ 0 };
		return show_again(c, &s, &p, 422, e);
	}
	if (scan_is_autosave(c))
		return scan_reply_saved(c, e);
	return call_redirect(c, scan_url_saved(c, &s, next_path(c, &s, p.subject)), e);
}

const struct page scan_question_form_page = {
	.method = "GET",
	.path = "/s/{code}/{subject}",
	.kind = PAGE_ANONYMOUS,
	.stages = WHILE_OPEN,
	.fields = fields,
	.counts = { &rate_guesses },
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
	.counts = { &rate_guesses },
	.run = scan_question_run,
};
