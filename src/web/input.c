/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inputs are declared, not fetched: each field of a page has a kind and
 * limits, and run() sees only values that were held against them.
 */
#include "domain/unit.h"
#include "web/web.h"

enum {
	FIELDS_MAX = UNITS_MAX + 50,	/* a tick box per group, and what stands around them */
	OWN_FIELDS = 2,		/* csrf and taal belong to every form */
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

/* The numbers lie in a list of 1, 2, 4, 8 … places. */
static int64_t *next_place(struct arena *a, struct value *v)
{
	const size_t n = v->count;
	int64_t *longer = (int64_t *)(uintptr_t)v->numbers;	/* ours */

	if ((n & (n - 1)) == 0) {
		longer = ARENA_ARRAY(a, int64_t, n ? 2 * n : 1);
		for (size_t i = 0; i < n; i++)
			longer[i] = v->numbers[i];
		v->numbers = longer;
	}
	return &longer[n];
}

static void take_ints(struct arena *a, const struct field *f, struct str text, struct value *v)
{
	if (!str_i64(text, f->min, f->max, next_place(a, v)))
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

static void take(struct arena *a, const struct field *f, struct str text, struct value *v)
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
		take_ints(a, f, text, v);
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

static bool take_all(struct call *c, const struct form_field *got, size_t count,
		     struct value *in, struct err *e)
{
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		const struct field *f = field_of(c->page, got[i].name, &at);

		if (!f && (is_own_field(got[i].name) || !c->page->is_strict))
			continue;
		if (!f)
			return err_set(e, ERR_INPUT, "a field that this form does not have");
		if (c->page->is_strict && in[at].is_given && f->kind != FIELD_INTS)
			return err_set(e, ERR_INPUT, "field %s was sent twice", f->name);
		if (got[i].is_file && f->kind != FIELD_FILE)
			return err_set(e, ERR_INPUT, "field %s is no file", f->name);
		if (f->kind == FIELD_FILE)
			take_file(f, &got[i], &in[at]);
		else
			take(c->a, f, got[i].value, &in[at]);
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
		return form_parse(c->a, c->q->body, FIELDS_MAX, ret, count, e);
	if (takes_files(c->page) && str_starts(type, STR("multipart/form-data")))
		return multipart_parse(c->a, type, c->q->body, FIELDS_MAX, ret, count, e);
	return err_set(e, ERR_INPUT, "a form of another type");
}

bool input_read(struct call *c, struct err *e)
{
	bool is_post = str_is(c->q->method, "POST");
	struct value *in = ARENA_ARRAY(c->a, struct value, field_count(c->page) + OWN_FIELDS);
	const struct form_field *got;
	size_t count;

	c->in = in;
	if (is_post ? !input_form(c, &got, &count, e)
		    : !form_parse(c->a, c->q->query, FIELDS_MAX, &got, &count, e))
		return false;
	return take_all(c, got, count, in, e);
}
