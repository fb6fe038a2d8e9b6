/* SPDX-License-Identifier: EUPL-1.2 */
#include "typed.h"

#include <string.h>

#include "base/out.h"

static bool find(struct str in, const char *what, size_t from, size_t *ret)
{
	const char *p = from < in.n ? memmem(in.p + from, in.n - from, what, strlen(what)) : NULL;

	if (p)
		*ret = (size_t)(p - in.p);
	return p != NULL;
}

static struct str unescape(struct arena *a, struct str s)
{
	static const struct { const char *name; char c; } marks[] = {
		{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' },
	};
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n;) {
		size_t k = 0;

		while (k < sizeof(marks) / sizeof(*marks) &&
		       !str_starts(str_cut(s, i, s.n), str_from(marks[k].name)))
			k++;
		if (k < sizeof(marks) / sizeof(*marks)) {
			p[n++] = marks[k].c;
			i += strlen(marks[k].name);
		} else {
			p[n++] = s.p[i++];
		}
	}
	return (struct str){ p, n };
}

/* ` name="…"` of a tag; p == NULL: it has none. */
static struct str attribute(struct arena *a, struct str tag, const char *name)
{
	struct out begin = out_new(a, 100);
	size_t at, end;

	out_char(&begin, ' ');
	out_c(&begin, name);
	out_c(&begin, "=\"");
	out_char(&begin, '\0');
	if (!find(tag, out_done(&begin).p, 0, &at))
		return (struct str){ 0 };
	at += begin.n - 1;
	if (!find(tag, "\"", at, &end))
		return (struct str){ 0 };
	return unescape(a, str_cut(tag, at, end));
}

static bool has_word(struct str tag, const char *word)
{
	size_t at;

	return find(tag, word, 0, &at);
}

static void add(struct typed *t, struct str name, struct str value)
{
	if (name.n)
		*LIST_ADD(t->a, t) = (struct typed_field){ name, value };
}

static void add_input(struct typed *t, struct str tag)
{
	struct str type = attribute(t->a, tag, "type"), value = attribute(t->a, tag, "value");
	bool is_box = str_is(type, "checkbox") || str_is(type, "radio");

	if (str_is(type, "submit") || str_is(type, "file") || (is_box && !has_word(tag, " checked")))
		return;
	add(t, attribute(t->a, tag, "name"), is_box && !value.p ? STR("on") : value);
}

static void add_select(struct typed *t, struct str tag, struct str options)
{
	struct str first = { 0 }, chosen = { 0 };
	size_t at = 0, end;

	while (find(options, "<option", at, &at) && find(options, ">", at, &end)) {
		struct str option = str_cut(options, at, end), value = attribute(t->a, option, "value");

		first = first.p ? first : value;
		chosen = has_word(option, " selected") ? value : chosen;
		at = end;
	}
	add(t, attribute(t->a, tag, "name"), chosen.p ? chosen : first);
}

static void take(struct typed *t, struct str form)
{
	size_t at = 0, end, close;

	while (find(form, "<", at, &at) && find(form, ">", at, &end)) {
		struct str tag = str_cut(form, at, end);

		at = end + 1;
		if (str_starts(tag, STR("<input")))
			add_input(t, tag);
		else if (str_starts(tag, STR("<textarea")) && find(form, "</textarea>", at, &close))
			add(t, attribute(t->a, tag, "name"), unescape(t->a, str_cut(form, at, close)));
		else if (str_starts(tag, STR("<select")) && find(form, "</select>", at, &close))
			add_select(t, tag, str_cut(form, at, close));
	}
}

bool typed_find(struct arena *a, struct str html, struct str path, struct typed *ret)
{
	size_t at = 0, end, close;

	*ret = (struct typed){ .a = a };
	while (find(html, "<form ", at, &at) && find(html, ">", at, &end) &&
	       find(html, "</form>", end, &close)) {
		struct str tag = str_cut(html, at, end), to = attribute(a, tag, "action"), rest;

		at = close;
		if (!has_word(tag, "method=\"post\"") || str_starts(to, STR("/afmelden")))
			continue;
		if (to.p && !str_eq(str_split(to, '?', &rest), path))
			continue;
		take(ret, str_cut(html, end + 1, close));
		return true;
	}
	return false;
}

void typed_set(struct typed *t, struct str name, struct str value)
{
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++)
		if (!str_eq(t->at[i].name, name))
			t->at[n++] = t->at[i];
	t->count = n;
	add(t, name, value);
}

static void out_encoded(struct out *o, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		out_char(o, '%');
		out_hex(o, (struct blob){ (const uint8_t *)s.p + i, 1 });
	}
}

struct str typed_body(const struct typed *t)
{
	struct out o = out_new(t->a, 8 << 20);

	for (size_t i = 0; i < t->count; i++) {
		out_c(&o, i ? "&" : "");
		out_encoded(&o, t->at[i].name);
		out_char(&o, '=');
		out_encoded(&o, t->at[i].value);
	}
	return out_done(&o);
}
