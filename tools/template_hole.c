/* SPDX-License-Identifier: EUPL-1.2 */
/* Holes and blocks. */
#include "template.h"

#include <string.h>

static const char *const where_name[] = { "text", "tag", "value" };

static void block_branch_ends(struct tpl *t, struct block *b)
{
	int here = t->h1 - b->h1;

	if (t->tag_count != b->tags)
		problem(t, t->line, "an element starts in a block and ends outside it; start and end "
			"it in the same branch");
	t->tag_count = t->tag_count < b->tags ? t->tag_count : b->tags;
	if (b->is_loop && here != 0)
		problem(t, t->line, "an h1 in a loop; a page has exactly one");
	here = b->is_loop ? 0 : here;
	if (b->h1_branch >= 0 && here != b->h1_branch)
		problem(t, t->line, "an h1 in some branches only; give every branch one, or none");
	b->h1_branch = here;
	t->h1 = b->h1;
}

static void block_start(struct tpl *t, struct slice c, enum where where, int line, bool is_loop)
{
	if (c.n < 2 || c.p[0] != '(' || c.p[c.n - 1] != ')')
		problem(t, line, "no (…) after {%s; write it as in C", is_loop ? "for" : "if");
	if (t->block_count == BLOCKS_MAX) {
		problem(t, line, "more than %d blocks in one another; make a part of it", BLOCKS_MAX);
		return;
	}
	t->blocks[t->block_count++] = (struct block){
		.line = line, .is_loop = is_loop, .where = where,
		.tags = t->tag_count, .h1 = t->h1, .h1_branch = -1,
	};
	emit_author(t, is_loop ? "for " : "if ", c, " {");
}

static struct block *block_here(struct tpl *t, enum where where, int line, const char *word)
{
	struct block *b = t->block_count ? &t->blocks[t->block_count - 1] : NULL;

	if (!b) {
		problem(t, line, "{%s} without {if} or {for}; take it out", word);
		return NULL;
	}
	if (b->where != where) {
		problem(t, line, "{%s} in a %s, but its block started in a %s; keep them together",
			word, where_name[where], where_name[b->where]);
		return NULL;
	}
	return b;
}

static void block_else(struct tpl *t, struct slice c, enum where where, int line)
{
	struct block *b = block_here(t, where, line, "else");

	if (!b)
		return;
	if (b->is_loop || b->has_else) {
		problem(t, line, "{else} does not belong here; it follows {if} once");
		return;
	}
	block_branch_ends(t, b);
	b->has_else = c.n == 0;
	if (c.n)
		emit_author(t, "} else if ", c, " {");
	else
		emit_c(t, "} else {");
}

static void block_end(struct tpl *t, enum where where, int line)
{
	struct block *b = block_here(t, where, line, "end");

	if (!b)
		return;
	block_branch_ends(t, b);
	if (!b->is_loop && !b->has_else && b->h1_branch > 0)
		problem(t, line, "an h1 in some branches only; give every branch one, or none");
	t->h1 = b->h1 + b->h1_branch;
	t->block_count--;
	emit_c(t, "}");
}

/* {if} {else} {for} {end}: true when it was one of them. */
static bool control(struct tpl *t, struct slice word, struct slice rest, enum where where, int line)
{
	if (slice_is(word, "if") || slice_is(word, "for")) {
		block_start(t, rest, where, line, slice_is(word, "for"));
	} else if (slice_is(word, "else")) {
		if (rest.n > 2 && memcmp(rest.p, "if", 2) == 0 && !is_word(rest.p[2])) {
			rest = slice_trim((struct slice){ rest.p + 2, rest.n - 2, rest.line });
			if (rest.n < 2 || rest.p[0] != '(')
				problem(t, line, "no (…) after {else if; write it as in C");
		} else if (rest.n) {
			problem(t, line, "{else} has more than its word; write {else} or {else if (…)}");
		}
		block_else(t, rest, where, line);
	} else if (slice_is(word, "end") && rest.n == 0) {
		block_end(t, where, line);
	} else {
		return false;
	}
	return true;
}

/* The word a hole starts with when it is followed by a blank, ( or the end;
 * the place does not move. */
static struct slice first_word(struct tpl *t)
{
	struct slice s = { t->text + t->at, 0, t->line };

	if (!is_letter(peek(t)))
		return s;
	while (t->at + s.n < t->n && is_word(s.p[s.n]))
		s.n++;
	return s;
}

static struct slice rest_of(struct slice c, struct slice word)
{
	return slice_trim((struct slice){ c.p + word.n, c.n - word.n, c.line });
}

/* "count items": two words are never an expression in C, so the first was
 * meant as one of ours. */
static bool is_unknown_word(struct slice c, struct slice word)
{
	struct slice rest;

	if (word.n == 0 || word.n >= c.n || !is_blank(c.p[word.n]) || slice_is(word, "sizeof"))
		return false;
	rest = rest_of(c, word);
	return rest.n && (is_letter(rest.p[0]) || rest.p[0] == '"' || rest.p[0] == '(' ||
			  rest.p[0] == '_');
}

static void expression(struct tpl *t, struct slice c, struct slice word, const char *call)
{
	if (c.n == 0)
		problem(t, c.line, "an empty hole; write an expression, or {{ for a brace");
	else if (is_unknown_word(c, word))
		problem(t, c.line, "unknown word \"%.*s\"; the words are use page part raw if else for "
			"end let call t n", (int)word.n, word.p);
	else
		emit_author(t, call, c, ");");
}

/* view_NAME(args) gets v as its first argument. */
static void call_with_view(struct tpl *t, struct slice c, int line)
{
	const char *open = memchr(c.p, '(', c.n);
	struct buf text = { .pool = t->pool };
	bool has_args = open && (size_t)(open - c.p) + 2 < c.n;

	if (open) {
		buf_bytes(&text, c.p, (size_t)(open - c.p) + 1);
		buf_c(&text, has_args ? "v, " : "v");
		buf_bytes(&text, open + 1, (size_t)(c.p + c.n - (open + 1)));
		c = (struct slice){ text.p, text.n, c.line };
	}
	if (!open || c.p[c.n - 1] != ')' || !is_letter(c.p[0]))
		problem(t, line, "{call} needs a name and (…); write {call unit_row(u)}");
	else
		emit_author(t, "view_", c, ";");
}

static void text_word(struct tpl *t, struct slice c, struct slice word, int line)
{
	struct slice rest = rest_of(c, word);
	bool is_alone = word.n == c.n;

	if (slice_is(word, "raw") && !is_alone)
		emit_author(t, "view_markup(v, ", rest, ");");
	else if (slice_is(word, "call") && !is_alone)
		call_with_view(t, rest, line);
	else if (slice_is(word, "let") && !is_alone && c.p[c.n - 1] != ';')
		problem(t, line, "{let …} does not end in a semicolon; write {let int x = 1;}");
	else if (slice_is(word, "let") && !is_alone)
		emit_author(t, "", rest, "");
	else if ((slice_is(word, "use") || slice_is(word, "page") || slice_is(word, "part")) &&
		 !is_alone)
		problem(t, line, "{%.*s} stands at the beginning of a file only; move it there",
			(int)word.n, word.p);
	else
		expression(t, c, word, "view_text(v, ");
}

/* {t "…" and {n … "…": true when it was one. */
static bool message(struct tpl *t, struct slice word, enum where where, int line)
{
	size_t at = t->at + word.n, back = t->at;
	int back_line = t->line;
	struct slice count;

	if (word.n != 1 || at >= t->n || !is_blank(t->text[at]))
		return false;
	if (word.p[0] == 't') {
		while (at < t->n && is_blank(t->text[at]))
			at++;
		if (at >= t->n || t->text[at] != '"')
			return false;
		skip(t, at - t->at);
		message_text(t, where, line);
		return true;
	}
	if (word.p[0] != 'n')
		return false;
	skip(t, 1);
	if (lex_c(t, "\"", line, &count) && peek(t) == '"' && count.n) {
		t->at = back;
		t->line = back_line;
		skip(t, 1);
		message_plural(t, where, line);
		return true;
	}
	t->at = back;
	t->line = back_line;
	return false;
}

/* {{ and {# … #}: true when it was one. */
static bool escape(struct tpl *t, enum where where)
{
	int line = t->line;

	if (looks_at(t, "{{") && where != IN_TAG) {
		emit_literal(t, "{", 1);
		skip(t, 2);
		return true;
	}
	if (!looks_at(t, "{#"))
		return false;
	while (!at_end(t) && !looks_at(t, "#}"))
		skip(t, 1);
	if (at_end(t))
		problem(t, line, "this comment does not end; write #}");
	skip(t, 2);
	return true;
}

void hole_in_text(struct tpl *t)
{
	int line = t->line;
	struct slice word, c;

	if (escape(t, IN_TEXT))
		return;
	skip(t, 1);
	skip_blanks(t);
	word = first_word(t);
	if (message(t, word, IN_TEXT, line))
		return;
	if (!lex_c(t, "", line, &c))
		return;
	skip(t, 1);
	if (!control(t, word, rest_of(c, word), IN_TEXT, line))
		text_word(t, c, word, line);
}

void hole_in_tag(struct tpl *t)
{
	int line = t->line;
	struct slice word, c;

	if (escape(t, IN_TAG))
		return;
	skip(t, 1);
	skip_blanks(t);
	word = first_word(t);
	if (!lex_c(t, "", line, &c))
		return;
	skip(t, 1);
	if (!control(t, word, rest_of(c, word), IN_TAG, line))
		problem(t, line, "a hole cannot stand between attributes; only {if}, {for}, {else} and "
			"{end} can");
}

bool hole_in_value(struct tpl *t, enum value_kind kind)
{
	int line = t->line;
	struct slice word, c;

	if (escape(t, IN_VALUE))
		return false;
	skip(t, 1);
	skip_blanks(t);
	word = first_word(t);
	if (message(t, word, IN_VALUE, line)) {
		if (kind == VALUE_URL)
			problem(t, line, "a text cannot be part of an address; use a builder of struct url");
		return true;
	}
	if (!lex_c(t, "", line, &c))
		return true;
	skip(t, 1);
	if (control(t, word, rest_of(c, word), IN_VALUE, line))
		return false;
	if ((slice_is(word, "raw") || slice_is(word, "let") || slice_is(word, "call")) &&
	    word.n < c.n && is_blank(c.p[word.n]))
		problem(t, line, "{%.*s} cannot stand in a value; it belongs in the text",
			(int)word.n, word.p);
	else
		expression(t, c, word, kind == VALUE_URL ? "view_part(v, " : "view_attr(v, ");
	return true;
}
