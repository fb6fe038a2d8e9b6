/* SPDX-License-Identifier: EUPL-1.2 */
#include "server/return.h"

#include "server/web.h"

enum { FIELDS_MAX = 6000, HEAD_BYTES = 40, LETTER_TEXT_MAX = LETTER_BYTES_MAX / 4 * 3 - 200 };

bool return_has_page(const struct web *w, struct str path)
{
	struct str arg[4] = { { 0 } }, allow;

	return route_find(w->product->pages, STR("GET"), path, arg, &allow) != NULL;
}

static bool is_kept(const struct form_field *f)
{
	return !str_is(f->name, "csrf") && !str_is(f->name, "taal") && !str_is(f->name, FORM_AGAIN);
}

/* What is typed blind goes into no letter: it would stand in a page to be read. */
static bool is_secret(const struct page *page, struct str name)
{
	for (size_t i = 0; page->fields && page->fields[i].name; i++)
		if (page->fields[i].kind == FIELD_SECRET && str_is(name, page->fields[i].name))
			return true;
	return false;
}

/* The fields as a form has them; *is_worth: there is something of somebody in it. */
static void out_fields(struct out *o, const struct page *page, const struct form_field *got, size_t count, bool *is_worth)
{
	for (size_t i = 0; i < count; i++) {
		if (!is_kept(&got[i]) || got[i].is_file || is_secret(page, got[i].name))
			continue;
		out_percent(o, got[i].name);
		out_char(o, '=');
		out_percent(o, got[i].value);
		out_char(o, '&');
		*is_worth |= !str_is(got[i].name, FORM_WAS);
	}
}

struct str return_letter(struct call *c)
{
	struct out o = out_new(c->a, LETTER_TEXT_MAX);
	const struct form_field *got;
	bool is_worth = false, has_file = false;
	struct err ignored = { 0 };
	int64_t account = 0;
	size_t count;

	if (!c->page || !str_is(c->q->method, "POST") || !input_form(c, &got, &count, &ignored))
		return (struct str){ 0 };
	for (size_t i = 0; i < count; i++) {
		if (str_is(got[i].name, "csrf") && !got[i].is_file)
			account = seal_token_account(&c->web->seal, got[i].value);
		has_file |= got[i].is_file && got[i].file_name.n > 0;
	}
	if (!account)
		return (struct str){ 0 };
	out_i64(&o, account);
	out_char(&o, '\n');
	out_i64(&o, clock_now());
	out_c(&o, has_file ? "\n1\n" : "\n0\n");
	out_str(&o, c->q->path);
	out_char(&o, '\n');
	out_fields(&o, c->page, got, count, &is_worth);
	if (!is_worth || o.is_failed)
		return (struct str){ 0 };
	return seal_close(&c->web->seal, c->a, out_done(&o));
}

bool return_open(struct call *c, struct str letter, struct returned *ret)
{
	struct str rest = seal_open(&c->web->seal, c->a, letter), account, made;
	struct err ignored = { 0 };
	int64_t at;

	if (!rest.p)
		return false;
	account = str_split(rest, '\n', &rest);
	made = str_split(rest, '\n', &rest);
	ret->has_lost_file = str_is(str_split(rest, '\n', &rest), "1");
	ret->path = str_split(rest, '\n', &rest);
	if (rest.n && rest.p[rest.n - 1] == '&')
		rest.n--;
	return str_i64(account, 1, INT64_MAX, &ret->account) &&
	       str_i64(made, 0, INT64_MAX, &at) && clock_now() - at < LETTER_DAYS * CLOCK_DAY_MS &&
	       form_parse(c->a, rest, FIELDS_MAX, &ret->fields, &ret->count, &ignored);
}
