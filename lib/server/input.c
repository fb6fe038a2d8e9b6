/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inputs are declared, not fetched: each field of a page has a kind and
 * limits, and run() sees only values that were held against them.
 */
#include "server/web.h"

enum {
	OWN_FIELDS = 2,		/* csrf and taal belong to every form */
	OTHER_FIELDS = 50,	/* what is left alone when a page is not strict */
};

static bool is_own_field(struct str name)
{
	return str_is(name, "csrf") || str_is(name, "taal");
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

static void take(struct taking *t, const struct field *f, size_t at, struct str text,
		 struct value *v)
{
	bool is_first = !v->is_given;

	if (f->kind == FIELD_LINE || f->kind == FIELD_TEXT || f->kind == FIELD_INT ||
	    f->kind == FIELD_DATE)
		text = str_trim(text);
	if (text.n == 0)
		return;
	v->is_given = true;
	v->text = text;
	switch (f->kind) {
	case FIELD_LINE:
		v->is_valid = text.n <= (size_t)f->max && text.n >= (size_t)f->min &&
			      !has_line_end(text);
		break;
	case FIELD_TEXT:
	case FIELD_SECRET:
		v->is_valid = text.n <= (size_t)f->max && text.n >= (size_t)f->min;
		break;
	case FIELD_INT:
		v->is_valid = str_i64(text, f->min, f->max, &v->number);
		break;
	case FIELD_DATE:
		v->is_valid = clock_date_parse(text, &v->date);
		break;
	case FIELD_FLAG:
		v->is_valid = true;
		break;
	case FIELD_INTS:
		v->is_valid = is_first || v->is_valid;
		take_ints(t, f, at, text, v);
		break;
	case FIELD_FILE:
		break;		/* take_file */
	}
}

static const struct field *field_of(const struct page *page, struct str name, size_t *at)
{
	for (size_t i = 0; page->fields && page->fields[i].name; i++)
		if (str_is(name, page->fields[i].name)) {
			*at = i;
			return &page->fields[i];
		}
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

static bool take_all(struct call *c, struct taking *t, struct value *in, struct err *e)
{
	size_t at = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct form_field *got = &t->got[i];
		const struct field *f = field_of(c->page, got->name, &at);

		if (!f && (is_own_field(got->name) || !c->page->is_strict))
			continue;
		if (!f)
			return err_set(e, ERR_INPUT, "a field that this form does not have");
		if (f->kind == FIELD_INTS ? in[at].count == f->times
					  : c->page->is_strict && in[at].is_given)
			return err_set(e, ERR_INPUT, "field %s was sent too often", f->name);
		if (got->is_file && f->kind != FIELD_FILE)
			return err_set(e, ERR_INPUT, "field %s is no file", f->name);
		if (f->kind == FIELD_FILE)
			take_file(f, got, &in[at]);
		else
			take(t, f, at, got->value, &in[at]);
		if (c->page->is_strict && in[at].is_given && !in[at].is_valid &&
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
	if (is_post ? !input_form(c, &t.got, &t.count, e)
		    : !form_parse(c->a, c->q->query, fields_max(c->page), &t.got, &t.count, e))
		return false;
	return take_all(c, &t, in, e);
}
