/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inputs are declared, not fetched: each field of a page has a kind and
 * limits, and run() sees only values that were held against them.
 */
#include "web/web.h"

enum {
	FIELDS_MAX = 2000,	/* tick boxes of the largest form, doubled */
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

static void take_ints(struct arena *a, const struct field *f, struct str text, struct value *v)
{
	int64_t *numbers = ARENA_ARRAY(a, int64_t, v->count + 1);

	for (size_t i = 0; i < v->count; i++)
		numbers[i] = v->numbers[i];
	if (!str_i64(text, f->min, f->max, &numbers[v->count])) {
		v->is_valid = false;
		return;
	}
	v->numbers = numbers;
	v->count++;
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

static bool take_all(struct call *c, struct str text, struct value *in, struct err *e)
{
	const struct form_field *got;
	size_t count, at = 0;

	if (!form_parse(c->a, text, FIELDS_MAX, &got, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct field *f = field_of(c->page, got[i].name, &at);

		if (!f && (is_own_field(got[i].name) || !c->page->is_strict))
			continue;
		if (!f)
			return err_set(e, ERR_INPUT, "a field that this form does not have");
		if (c->page->is_strict && in[at].is_given && f->kind != FIELD_INTS)
			return err_set(e, ERR_INPUT, "field %s was sent twice", f->name);
		take(c->a, f, got[i].value, &in[at]);
		if (c->page->is_strict && in[at].is_given && !in[at].is_valid &&
		    (f->kind == FIELD_INT || f->kind == FIELD_INTS))
			return err_set(e, ERR_INPUT, "field %s is outside its scale", f->name);
	}
	return true;
}

bool input_read(struct call *c, struct err *e)
{
	bool is_post = str_is(c->q->method, "POST");
	struct value *in = ARENA_ARRAY(c->a, struct value, field_count(c->page) + OWN_FIELDS);
	struct str type = http_header_get(c->q, "Content-Type");

	c->in = in;
	if (!is_post)
		return take_all(c, c->q->query, in, e);
	if (c->q->body.n == 0)
		return true;
	if (!str_starts(type, STR("application/x-www-form-urlencoded")))
		return err_set(e, ERR_INPUT, "a form of another type");
	return take_all(c, c->q->body, in, e);
}
