/* SPDX-License-Identifier: EUPL-1.2 */
/* Attributes and their values. */
#include "template.h"

#include <string.h>

static bool is_one_of(struct slice name, const char *const *list)
{
	for (; *list; list++)
		if (slice_is(name, *list))
			return true;
	return false;
}

static bool is_url_attr(struct slice name)
{
	static const char *const names[] = { "href", "src", "action", "formaction", NULL };

	return is_one_of(name, names);
}

/* Attributes that hold an address too, but that we have no need to fill in. */
static bool is_closed_attr(struct slice name)
{
	static const char *const names[] = { "srcset", "srcdoc", "poster", "data", "cite", "ping",
					     "background", "manifest", "xlink:href", "http-equiv",
					     NULL };

	return is_one_of(name, names);
}

static bool is_shown_attr(struct slice name)
{
	static const char *const names[] = { "alt", "title", "placeholder", "aria-label",
					     "aria-description", "aria-roledescription",
					     "aria-valuetext", NULL };

	return is_one_of(name, names);
}

const struct attr *attr_find(const struct attr *attrs, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (slice_is(attrs[i].name, name))
			return &attrs[i];
	return NULL;
}

static void check_attr_name(struct tpl *t, struct slice name)
{
	if (name.n > 2 && (name.p[0] == 'o' || name.p[0] == 'O') &&
	    (name.p[1] == 'n' || name.p[1] == 'N'))
		problem(t, name.line, "the event attribute %.*s is refused; put the script in "
			"a .js file of the room or assets/js", (int)name.n, name.p);
	if (slice_is(name, "style") || slice_is(name, "STYLE"))
		problem(t, name.line, "style= is refused; use a class of the room's .css or assets/css");
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] >= 'A' && name.p[i] <= 'Z' && !inside(t, "svg") &&
		    !slice_is(name, "viewBox")) {
			problem(t, name.line, "capitals in the attribute %.*s; write small letters",
				(int)name.n, name.p);
			return;
		}
}

/* The first characters of an address decide where it leads, so they stand in
 * the template.  An empty hole behind the first / would make "//host". */
static void check_url_start(struct tpl *t, struct slice name, char quote)
{
	const char *p = t->text + t->at;
	size_t n = t->n - t->at;
	const char *end = memchr(p, quote, n);
	bool has_hole = end && memchr(p, '{', (size_t)(end - p)) != NULL;

	if (!end || p == end)
		return;
	if (*p == '#' || *p == '?')
		return;
	if (*p == '/' && n > 1 && p[1] != '/' && p[1] != '\\' && p[1] != '{')
		return;
	if (!has_hole && (strncmp(p, "https://", 8) == 0 || strncmp(p, "mailto:", 7) == 0))
		return;
	problem(t, t->line, "%.*s does not start with a literal /, # or ?; write the first part of "
		"the path, or one hole with a struct url", (int)name.n, name.p);
}

/* href="{u}": one hole that is the whole value. */
static bool read_whole_url(struct tpl *t, char quote)
{
	size_t from = t->at;
	int line = t->line;
	struct slice c;

	if (peek(t) != '{' || looks_at(t, "{{") || looks_at(t, "{#"))
		return false;
	skip(t, 1);
	if (looks_at(t, "if ") || looks_at(t, "if(") || looks_at(t, "for ") || looks_at(t, "t \"") ||
	    !lex_c(t, "", line, &c)) {
		t->at = from;
		t->line = line;
		return false;
	}
	skip(t, 1);
	if (peek(t) != quote) {
		t->at = from;
		t->line = line;
		return false;
	}
	emit_author(t, "view_url(v, ", c, ");");
	return true;
}

static void read_value(struct tpl *t, struct attr *a)
{
	char quote = peek(t);
	bool is_url = is_url_attr(a->name);
	size_t from, blocks = t->block_count, words = 0;
	int line = t->line;

	skip(t, 1);
	from = t->at;
	if (is_url) {
		a->is_whole_hole = a->has_hole = read_whole_url(t, quote);
		if (!a->is_whole_hole)
			check_url_start(t, a->name, quote);
	}
	while (!at_end(t) && peek(t) != quote) {
		if (peek(t) == '{') {
			a->has_hole |= hole_in_value(t, is_url ? VALUE_URL : VALUE_TEXT);
		} else {
			size_t start = t->at;

			while (!at_end(t) && peek(t) != quote && peek(t) != '{')
				skip(t, 1);
			words += text_has_letters(t->text + start, t->at - start);
			emit_literal(t, t->text + start, t->at - start);
		}
	}
	a->value = since(t, from, line);
	if (at_end(t))
		problem(t, line, "the value of %.*s does not end; add the quote",
			(int)a->name.n, a->name.p);
	skip(t, 1);
	while (t->block_count > blocks)
		problem(t, t->blocks[--t->block_count].line, "a block starts in a value and does not "
			"end there; add {end} before the quote");
	if (words && is_shown_attr(a->name))
		problem(t, line, "the text of %.*s is not translated; write %.*s=\"{t \"…\"}\"",
			(int)a->name.n, a->name.p, (int)a->name.n, a->name.p);
	if (a->has_hole && is_closed_attr(a->name))
		problem(t, line, "a hole cannot stand in %.*s; that attribute is not for pages of ours",
			(int)a->name.n, a->name.p);
}

static bool is_name_char(char c)
{
	return is_word(c) || c == '-' || c == ':' || c == '.';
}

/* checked{end}: a block may end right behind a name. */
static bool is_control(const struct tpl *t)
{
	return looks_at(t, "{if ") || looks_at(t, "{if(") || looks_at(t, "{else") ||
	       looks_at(t, "{end}") || looks_at(t, "{for ") || looks_at(t, "{#");
}

static void read_attr(struct tpl *t, struct attr *a)
{
	size_t from = t->at;

	*a = (struct attr){ 0 };
	while (is_name_char(peek(t)))
		skip(t, 1);
	a->name = since(t, from, t->line);
	check_attr_name(t, a->name);
	emit_literal(t, " ", 1);
	emit_literal(t, a->name.p, a->name.n);
	if (peek(t) == '{' && !is_control(t)) {
		problem(t, t->line, "a hole cannot stand in the name of an attribute; use {if} around "
			"two attributes");
		skip(t, 1);
		skip_hole(t);
	}
	if (peek(t) != '=')
		return;
	skip(t, 1);
	a->has_value = true;
	if (peek(t) == '"' || peek(t) == '\'') {
		char quote = peek(t);

		emit_literal(t, "=", 1);
		emit_literal(t, &quote, 1);
		read_value(t, a);
		emit_literal(t, &quote, 1);
		return;
	}
	problem(t, t->line, "the value of %.*s has no quotes; write %.*s=\"…\"",
		(int)a->name.n, a->name.p, (int)a->name.n, a->name.p);
	if (peek(t) == '{') {
		skip(t, 1);
		skip_hole(t);
	}
	while (!at_end(t) && !is_blank(peek(t)) && peek(t) != '>')
		skip(t, 1);
}

size_t attrs_read(struct tpl *t, struct slice element, struct attr *ret, bool *ret_is_closed)
{
	size_t count = 0, blocks = t->block_count;

	*ret_is_closed = false;
	for (;;) {
		skip_blanks(t);
		if (at_end(t) || peek(t) == '<') {
			problem(t, element.line, "the tag <%.*s does not end; add >",
				(int)element.n, element.p);
			break;
		}
		if (peek(t) == '>' || looks_at(t, "/>")) {
			*ret_is_closed = peek(t) == '/';
			skip(t, *ret_is_closed ? 2 : 1);
			break;
		}
		if (peek(t) == '{') {
			hole_in_tag(t);
		} else if (is_name_char(peek(t)) && count < ATTRS_MAX) {
			read_attr(t, &ret[count++]);
		} else {
			problem(t, t->line, "\"%c\" cannot stand in a tag; take it out", peek(t));
			skip(t, 1);
		}
	}
	while (t->block_count > blocks)
		problem(t, t->blocks[--t->block_count].line, "a block starts in a tag and does not "
			"end there; add {end} before the >");
	return count;
}

void attrs_check(struct tpl *t, struct slice element, const struct attr *attrs, size_t count,
		 int line)
{
	const struct attr *src = attr_find(attrs, count, "src");

	if (slice_is(element, "script") &&
	    (count != 2 || !src || !src->is_whole_hole || !attr_find(attrs, count, "defer")))
		problem(t, line, "a script that is not a file of ours; write "
			"<script src=\"{asset(\"peil.js\")}\" defer></script>");
	if (slice_is(element, "img") && !attr_find(attrs, count, "alt"))
		problem(t, line, "an image without alt; say in alt what it shows, or alt=\"\" when it "
			"shows nothing new");
}
