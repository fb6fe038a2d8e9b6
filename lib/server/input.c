/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inputs are declared, not fetched: each field of a page has a kind and
 * limits, and run() sees only values that were held against them.
 */
#include "base/utf8.h"
#include "server/web.h"

enum {
	OWN_FIELDS = 4,		/* is_own_field() */
	OTHER_FIELDS = 50,	/* what is left alone when a page is not strict */
};

/* These belong to every form. */
static bool is_own_field(struct str name)
{
	return str_is(name, "csrf") || str_is(name, "taal") || str_is(name, FORM_WAS) ||
	       str_is(name, FORM_AGAIN);
}

static bool has_line_end(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n' || s.p[i] == '\r')
			return true;
	return false;
}

/* What take_all() is at. */
struct taking {
	struct arena *a;
	const struct form_field *got;
	size_t count;
	int64_t **numbers;	/* by index of the page's fields: where those of a value lie */
};

static size_t count_of(const struct taking *t, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++)
		n += str_is(t->got[i].name, name);
	return n;
}

static void take_ints(struct taking *t, const struct field *f, size_t at, struct str text,
		      struct value *v)
{
	if (!t->numbers[at])
		v->numbers = t->numbers[at] = ARENA_ARRAY(t->a, int64_t, count_of(t, f->name));
	if (!str_i64(text, f->min, f->max, &t->numbers[at][v->count]))
		v->is_valid = false;
	else
		v->count++;
}

/* A form without a chosen file sends one without name and bytes. */
static void take_file(const struct field *f, const struct form_field *got, struct value *v)
{
	if (got->is_file && got->file_name.n == 0 && got->value.n == 0)
		return;
	v->is_given = true;
	v->text = got->file_name;
	v->bytes = (struct blob){ (const uint8_t *)got->value.p, got->value.n };
	v->is_valid = got->is_file && got->file_name.n > 0 && got->value.n > 0 &&
		      got->value.n <= (size_t)f->max;
}

static bool fits(const struct field *f, struct str text)
{
	return text.n >= (size_t)f->min && (!f->max || text.n <= (size_t)f->max) &&
	       (!f->chars || utf8_count(text) <= f->chars);
}

/* Empty lines do not count, nor blanks around a line. */
static void take_lines(struct taking *t, const struct field *f, struct str text, struct value *v)
{
	struct str *lines = ARENA_ARRAY(t->a, struct str, f->times + 1);

	v->lines = lines;
	v->count = 0;
	v->is_valid = true;
	while (text.p && v->is_valid) {
		struct str line = str_trim(str_split(text, '\n', &text));

		if (line.n == 0)
			continue;
		v->is_valid = v->count < f->times && fits(f, line);
		lines[v->count] = line;
		v->count += v->is_valid;
	}
}

/* "14:30", also "14.30" and "9:05". */
static bool take_time(struct str s, int64_t *minutes)
{
	struct str hour, minute;
	int64_t h, m;
	size_t i = 0;

	while (i < s.n && s.p[i] != '.' && s.p[i] != ':')
		i++;
	hour = str_cut(s, 0, i);
	minute = str_cut(s, i + 1, s.n);
	if (hour.n > 2 || minute.n != 2 || !str_i64(hour, 0, 23, &h) ||
	    !str_i64(minute, 0, 59, &m))
		return false;
	*minutes = h * 60 + m;
	return true;
}

/* One of the declared choices; without them any that its form may have offered. */
static bool take_choice(const struct field *f, struct str text, int64_t *ret)
{
	if (!str_i64(text, f->choices ? 0 : f->min, f->max ? f->max : INT64_MAX, ret))
		return false;
	for (const struct choice *c = f->choices; c && c->text; c++)
		if (c->value == *ret)
			return true;
	return !f->choices;
}

static void take(struct taking *t, const struct field *f, size_t at, struct str text,
		 struct value *v)
{
	bool is_first = !v->is_given;

	if (f->kind != FIELD_SECRET && f->kind != FIELD_FLAG && f->kind != FIELD_INTS &&
	    !f->keeps_blanks)
		text = str_trim(text);
	if (text.n == 0)
		return;
	v->is_given = true;
	v->text = text;
	switch (f->kind) {
	case FIELD_LINE:
	case FIELD_LINK:
		v->is_valid = fits(f, text) && !has_line_end(text);
		break;
	case FIELD_TEXT:
	case FIELD_SECRET:
		v->is_valid = fits(f, text);
		break;
	case FIELD_LINES:
		take_lines(t, f, text, v);
		break;
	case FIELD_INT:
		v->is_valid = str_i64(text, f->min, f->max, &v->number);
		break;
	case FIELD_CHOICE:
	case FIELD_SELECT:
		v->is_valid = take_choice(f, text, &v->number);
		break;
	case FIELD_DATE:
		v->is_valid = clock_date_parse(text, &v->date);
		break;
	case FIELD_TIME:
		v->is_valid = take_time(text, &v->number);
		break;
	case FIELD_FLAG:
		v->is_valid = true;
		break;
	case FIELD_INTS:
		v->is_valid = is_first || v->is_valid;
		take_ints(t, f, at, text, v);
		break;
	case FIELD_FILE:
	case FIELD_SEEN:
		break;		/* take_file; nobody fills it in */
	}
}

/* *i is which one of a numbered field. */
static const struct field *field_of(const struct page *page, struct str name, size_t *at, size_t *i)
{
	for (*at = 0; page->fields && page->fields[*at].name; (*at)++)
		if (field_has_name(&page->fields[*at], name, i))
			return &page->fields[*at];
	return NULL;
}

static size_t field_count(const struct page *page)
{
	size_t n = 0;

	while (page->fields && page->fields[n].name)
		n++;
	return n;
}

/* How many fields a form or query of this page may have. */
static size_t fields_max(const struct page *page)
{
	size_t n = OWN_FIELDS + OTHER_FIELDS;

	for (size_t i = 0; page->fields && page->fields[i].name; i++)
		n += page->fields[i].times ? page->fields[i].times : 1;
	return n;
}

/* Room for each of the numbered fields, so that nobody asks whether it was sent. */
static void start_each(struct call *c, struct value *in)
{
	for (size_t i = 0; c->page->fields && c->page->fields[i].name; i++)
		if (field_is_numbered(&c->page->fields[i]))
			in[i].each = ARENA_ARRAY(c->a, struct value, c->page->fields[i].times);
}

static bool take_all(struct call *c, struct taking *t, struct value *in, struct err *e)
{
	size_t at = 0, each = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct form_field *got = &t->got[i];
		const struct field *f = field_of(c->page, got->name, &at, &each);
		struct value *v = &in[at];

		if (!f && str_is(got->name, FORM_WAS) && !got->is_file)
			c->was = got->value;
		if (!f && (is_own_field(got->name) || !c->page->is_strict))
			continue;
		if (!f)
			return err_set(e, ERR_INPUT, "a field that this form does not have");
		if (field_is_numbered(f))
			v = &v->each[each];
		v->is_sent = true;
		if (f->kind == FIELD_INTS ? v->count == f->times
					  : c->page->is_strict && v->is_given)
			return err_set(e, ERR_INPUT, "field %s was sent too often", f->name);
		if (got->is_file && f->kind != FIELD_FILE)
			return err_set(e, ERR_INPUT, "field %s is no file", f->name);
		if (f->kind == FIELD_FILE)
			take_file(f, got, v);
		else
			take(t, f, at, got->value, v);
		if (c->page->is_strict && v->is_given && !v->is_valid &&
		    (f->kind == FIELD_INT || f->kind == FIELD_INTS))
			return err_set(e, ERR_INPUT, "field %s is outside its scale", f->name);
	}
	return true;
}

static bool takes_files(const struct page *page)
{
	for (size_t i = 0; page->fields && page->fields[i].name; i++)
		if (page->fields[i].kind == FIELD_FILE)
			return true;
	return false;
}

bool input_form(struct call *c, const struct form_field **ret, size_t *count, struct err *e)
{
	struct str type = http_header_get(c->q, "Content-Type");

	*ret = NULL;
	*count = 0;
	if (c->q->body.n == 0)
		return true;
	if (str_starts(type, STR("application/x-www-form-urlencoded")))
		return form_parse(c->a, c->q->body, fields_max(c->page), ret, count, e);
	if (takes_files(c->page) && str_starts(type, STR("multipart/form-data")))
		return multipart_parse(c->a, &(struct multipart){ type, c->q->body,
				       fields_max(c->page) }, ret, count, e);
	return err_set(e, ERR_INPUT, "a form of another type");
}

bool input_read(struct call *c, struct err *e)
{
	bool is_post = str_is(c->q->method, "POST");
	size_t n = field_count(c->page) + 1;
	struct value *in = ARENA_ARRAY(c->a, struct value, n);
	struct taking t = { .a = c->a, .numbers = ARENA_ARRAY(c->a, int64_t *, n) };

	c->in = in;
	start_each(c, in);
	if (is_post ? !input_form(c, &t.got, &t.count, e)
		    : !form_parse(c->a, c->q->query, fields_max(c->page), &t.got, &t.count, e))
		return false;
	return take_all(c, &t, in, e);
}
