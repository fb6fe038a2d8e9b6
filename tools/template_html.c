/* SPDX-License-Identifier: EUPL-1.2 */
/* Text and tags. */
#include "template.h"

#include <string.h>

/* Reads one code point of well-formed UTF-8; other bytes count as themselves. */
static unsigned read_code(const char *p, size_t n, size_t *at)
{
	unsigned char c = (unsigned char)p[(*at)++];
	int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
	unsigned code = more == 3 ? c & 7u : more == 2 ? c & 15u : more == 1 ? c & 31u : c;

	for (; more > 0 && *at < n; more--)
		code = code << 6 | ((unsigned char)p[(*at)++] & 63u);
	return code;
}

/* Letters people read; an entity such as &middot; is a sign, not letters. */
bool text_has_letters(const char *p, size_t n)
{
	for (size_t at = 0; at < n; ) {
		const char *end = p[at] == '&' ? memchr(p + at, ';', n - at) : NULL;
		unsigned code;

		if (end) {
			at = (size_t)(end - p) + 1;
			continue;
		}
		code = read_code(p, n, &at);
		if ((code < 128 && is_letter((char)code)) ||
		    (code >= 0xC0 && code < 0x250 && code != 0xD7 && code != 0xF7) ||
		    (code >= 0x370 && code < 0x2000))
			return true;
	}
	return false;
}

static bool is_silent(const struct tpl *t)
{
	return t->tag_count && t->tags[t->tag_count - 1].is_silent;
}

static void emit_text(struct tpl *t, struct slice s)
{
	bool keeps = t->tag_count && t->tags[t->tag_count - 1].keeps_blanks;

	for (size_t i = 0; i < s.n; ) {
		size_t from = i;
		bool has_newline = false;

		while (i < s.n && is_blank(s.p[i]))
			has_newline |= s.p[i++] == '\n';
		if (i > from && keeps)
			emit_literal(t, s.p + from, i - from);
		else if (i > from)
			emit_literal(t, has_newline ? "\n" : " ", 1);
		from = i;
		while (i < s.n && !is_blank(s.p[i]))
			i++;
		emit_literal(t, s.p + from, i - from);
	}
}

static void read_text(struct tpl *t)
{
	size_t from = t->at;
	int line = t->line;
	struct slice s, shown;

	while (!at_end(t) && peek(t) != '<' && peek(t) != '{')
		skip(t, 1);
	s = since(t, from, line);
	shown = slice_trim(s);
	if (!is_silent(t) && text_has_letters(shown.p, shown.n))
		problem(t, shown.line, "the text \"%.*s\" is not translated; put it in {t \"…\"}, "
			"or in an element with translate=\"no\"",
			(int)(shown.n < 40 ? shown.n : 40), shown.p);
	emit_text(t, s);
}

static struct slice read_tag_name(struct tpl *t)
{
	size_t from = t->at;

	while (is_word(peek(t)) || peek(t) == '-')
		skip(t, 1);
	return since(t, from, t->line);
}

static void check_element(struct tpl *t, struct slice name, int line)
{
	static const char *const refused[] = { "style", "iframe", "object", "embed", "base",
					       "frame", "applet" };

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (slice_is(name, refused[i]))
			problem(t, line, "the element <%s> is refused; styles stand in "
				"the room's .css or assets/css, other pages behind a link", refused[i]);
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] >= 'A' && name.p[i] <= 'Z' && !inside(t, "svg")) {
			problem(t, line, "capitals in <%.*s>; write the name in small letters",
				(int)name.n, name.p);
			return;
		}
}

/* <script …></script>: the text between must not be there.  Neither script nor
 * style is HTML inside, so it is not read as such. */
static void skip_foreign(struct tpl *t, const char *element, const char *end)
{
	int line = t->line;
	size_t from = t->at;
	struct slice s;

	while (!at_end(t) && !looks_at(t, end))
		skip(t, 1);
	s = slice_trim(since(t, from, line));
	if (s.n && memchr(s.p, '{', s.n))
		problem(t, s.line, "a hole cannot stand in a %s; give data to scripts in a data-… "
			"attribute", element);
	else if (s.n)
		problem(t, s.line, "%s in a page is refused; put it in assets/", element);
}

static void keep_element(struct tpl *t, struct slice name, const struct attr *attrs, size_t count,
			 bool is_closed)
{
	if (slice_is(name, "h1"))
		t->h1++;
	if (tag_is_void(name) || (is_closed && inside(t, "svg")))
		return;
	if (is_closed)
		problem(t, name.line, "<%.*s/> does not end an HTML element; write </%.*s>",
			(int)name.n, name.p, (int)name.n, name.p);
	tag_push(t, name, attrs, count);
	/* HTML drops the first line end in a textarea; this one is for that. */
	if (slice_is(name, "textarea"))
		emit_literal(t, "\n", 1);
	if (slice_is(name, "script"))
		skip_foreign(t, "script", "</script");
	if (slice_is(name, "style"))
		skip_foreign(t, "style", "</style");
}

void html_start_tag(struct tpl *t, struct slice *argument)
{
	struct attr attrs[ATTRS_MAX];
	struct slice name;
	size_t count;
	int line = t->line;
	bool is_closed;

	skip(t, 1);
	if (peek(t) == '{') {
		problem(t, line, "a hole cannot be the name of an element; use {if} around two elements");
		skip(t, 1);
		skip_hole(t);
	}
	name = read_tag_name(t);
	check_element(t, name, line);
	emit_literal(t, "<", 1);
	emit_literal(t, name.p, name.n);
	count = attrs_read(t, name, attrs, &is_closed);
	emit_literal(t, is_closed && !tag_is_void(name) ? "/>" : ">",
		     is_closed && !tag_is_void(name) ? 2 : 1);
	attrs_check(t, name, attrs, count, line);
	check_field(t, name, attrs, count);
	if (argument)
		*argument = name;
	else
		keep_element(t, name, attrs, count, is_closed);
}

static void read_end_tag(struct tpl *t)
{
	struct slice name;

	skip(t, 2);
	name = read_tag_name(t);
	if (name.n == 0) {
		problem(t, t->line, "no name after </; write the name of the element that ends");
		while (!at_end(t) && peek(t) != '>')
			skip(t, 1);
	}
	skip_blanks(t);
	if (peek(t) == '>')
		skip(t, 1);
	else
		problem(t, t->line, "</%.*s has no >; add it", (int)name.n, name.p);
	emit_literal(t, "</", 2);
	emit_literal(t, name.p, name.n);
	emit_literal(t, ">", 1);
	if (name.n)
		tag_pop(t, name);
}

/* Comments are for authors and do not reach the reader; the doctype does. */
static void read_declaration(struct tpl *t)
{
	size_t from = t->at;
	int line = t->line;
	bool is_comment = looks_at(t, "<!--");
	const char *end = is_comment ? "-->" : ">";

	while (!at_end(t) && !looks_at(t, end))
		skip(t, 1);
	if (at_end(t))
		problem(t, line, "this comment does not end; write -->");
	skip(t, strlen(end));
	if (!is_comment)
		emit_literal(t, t->text + from, t->at - from);
}

void html_body(struct tpl *t)
{
	skip_blanks(t);
	while (!at_end(t)) {
		if (peek(t) == '{') {
			hole_in_text(t);
		} else if (peek(t) != '<') {
			read_text(t);
		} else if (looks_at(t, "</")) {
			read_end_tag(t);
		} else if (looks_at(t, "<!")) {
			read_declaration(t);
		} else if (t->at + 1 < t->n && (is_letter(t->text[t->at + 1]) ||
						t->text[t->at + 1] == '{')) {
			html_start_tag(t, NULL);
		} else {
			problem(t, t->line, "a < that starts no tag; write &lt;");
			skip(t, 1);
		}
	}
}
