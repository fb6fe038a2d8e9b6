/* SPDX-License-Identifier: EUPL-1.2 */
/* The beginning of a file: {use}, then {page} or {part}. */
#include "template.h"

#include <string.h>

/* Blanks, {# comments #} and HTML comments. */
static void skip_idle(struct tpl *t)
{
	for (;;) {
		const char *end = NULL;

		skip_blanks(t);
		if (looks_at(t, "{#"))
			end = "#}";
		else if (looks_at(t, "<!--"))
			end = "-->";
		if (!end)
			return;
		while (!at_end(t) && !looks_at(t, end))
			skip(t, 1);
		skip(t, strlen(end));
	}
}

static void read_use(struct tpl *t)
{
	int line = t->line;
	struct slice name;

	skip(t, strlen("{use"));
	skip_blanks(t);
	if (!lex_string(t, &name)) {
		skip_hole(t);
		return;
	}
	skip_blanks(t);
	if (peek(t) != '}')
		problem(t, line, "{use} has more than a name; write {use \"round/round.h\"}");
	else if (t->use_count == sizeof(t->uses) / sizeof(t->uses[0]))
		problem(t, line, "more than 16 {use}; split the page");
	else
		t->uses[t->use_count++] = name;
	skip_hole(t);
}

/* NAME(PARAMS) */
static bool read_signature(struct tpl *t)
{
	struct head *h = &t->head;
	size_t from;
	int line = t->line, depth = 0;

	skip_blanks(t);
	h->name = lex_word(t);
	if (h->name.n == 0 || peek(t) != '(') {
		problem(t, line, "no name with parameters; write {page round_list(const struct x *m) …}");
		return false;
	}
	skip(t, 1);
	from = t->at;
	line = t->line;
	for (; !at_end(t); skip(t, 1)) {
		depth += peek(t) == '(';
		if (peek(t) == ')' && depth-- == 0)
			break;
	}
	h->params = slice_trim(since(t, from, line));
	skip(t, 1);
	skip_blanks(t);
	return true;
}

static bool read_title(struct tpl *t)
{
	struct head *h = &t->head;
	int line = t->line;

	if (peek(t) == '"') {
		h->title_is_text = true;
		return lex_string(t, &h->title);
	}
	if (peek(t) != '{') {
		problem(t, line, "no title; write title \"Dutch text\" or title {expression}");
		return false;
	}
	skip(t, 1);
	if (!lex_c(t, "", line, &h->title))
		return false;
	skip(t, 1);
	return true;
}

/* Element names up to the end of the hole or the word `stop`. */
static struct slice read_names(struct tpl *t)
{
	size_t from = t->at;
	int line = t->line;

	while (is_word(peek(t)) || is_blank(peek(t)))
		skip(t, 1);
	return slice_trim(since(t, from, line));
}

/* The frame that this word asks for; NULL when there is none of that name. */
static const char *frame_of(struct slice word)
{
	static const char *const frames[] = { "scan", "stage", "beamer", "phone", "once" };

	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++)
		if (slice_is(word, frames[i]))
			return frames[i];
	return NULL;
}

static bool read_page(struct tpl *t)
{
	struct slice word;
	int line = t->line;

	t->head.kind = HEAD_PAGE;
	t->head.frame = "layout";
	if (!read_signature(t))
		return false;
	word = lex_word(t);
	if (slice_is(word, "layout")) {
		skip_blanks(t);
		t->head.frame = frame_of(lex_word(t));
		if (!t->head.frame) {
			problem(t, line, "unknown layout; write layout scan, stage, beamer, phone or once, or nothing");
			return false;
		}
		skip_blanks(t);
		word = lex_word(t);
	}
	skip_blanks(t);
	if (!slice_is(word, "title")) {
		problem(t, line, "a page without title; write {page NAME(…) title \"Dutch text\"}");
		return false;
	}
	return read_title(t);
}

static bool read_part(struct tpl *t)
{
	struct slice word;

	t->head.kind = HEAD_PART;
	if (!read_signature(t))
		return false;
	word = lex_word(t);
	skip_blanks(t);
	if (slice_is(word, "opens"))
		t->head.opens = read_names(t);
	else if (slice_is(word, "closes"))
		t->head.closes = read_names(t);
	return true;
}

/* The name of the function is that of the file, so that both are easy to find. */
static void check_name(struct tpl *t)
{
	const char *base = strrchr(t->path, '/');
	struct slice name = t->head.name;

	base = base ? base + 1 : t->path;
	if (strncmp(base, name.p, name.n) != 0 || strcmp(base + name.n, ".html") != 0)
		problem(t, name.line, "the name %.*s is not that of the file; give both the same name",
			(int)name.n, name.p);
}

bool head_read(struct tpl *t)
{
	int line;
	bool is_ok;

	for (skip_idle(t); looks_at(t, "{use "); skip_idle(t))
		read_use(t);
	line = t->line;
	if (!looks_at(t, "{page ") && !looks_at(t, "{part ")) {
		problem(t, line, "the file does not start with {page …} or {part …}; "
			"say first what it is");
		return false;
	}
	is_ok = looks_at(t, "{page ");
	skip(t, strlen("{page"));
	is_ok = is_ok ? read_page(t) : read_part(t);
	if (!is_ok)
		return false;
	skip_blanks(t);
	if (peek(t) != '}') {
		problem(t, line, "something is left at the end of the first hole; "
			"see docs/developer/templates.md");
		return false;
	}
	skip(t, 1);
	check_name(t);
	return true;
}
