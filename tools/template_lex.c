/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading: where we are, C expressions, strings. */
#include "template.h"

#include <string.h>

bool at_end(const struct tpl *t)
{
	return t->at >= t->n;
}

char peek(const struct tpl *t)
{
	return at_end(t) ? '\0' : t->text[t->at];
}

bool looks_at(const struct tpl *t, const char *text)
{
	size_t n = strlen(text);

	return t->n - t->at >= n && memcmp(t->text + t->at, text, n) == 0;
}

void skip(struct tpl *t, size_t n)
{
	for (size_t i = 0; i < n && t->at < t->n; i++)
		t->line += t->text[t->at++] == '\n';
}

void skip_blanks(struct tpl *t)
{
	while (!at_end(t) && is_blank(peek(t)))
		skip(t, 1);
}

struct slice since(const struct tpl *t, size_t from, int line)
{
	return (struct slice){ t->text + from, t->at - from, line };
}

bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

struct slice lex_word(struct tpl *t)
{
	size_t from = t->at;

	while (!at_end(t) && is_word(peek(t)))
		skip(t, 1);
	return since(t, from, t->line);
}

/* Moves behind a "…" or '…'; false when the line ends first. */
static bool skip_quoted(struct tpl *t)
{
	char quote = peek(t);

	skip(t, 1);
	while (!at_end(t) && peek(t) != '\n') {
		char c = peek(t);

		skip(t, c == '\\' ? 2 : 1);
		if (c == quote)
			return true;
	}
	return false;
}

bool lex_string(struct tpl *t, struct slice *ret)
{
	size_t from = t->at;
	int line = t->line;

	if (peek(t) != '"' || !skip_quoted(t)) {
		problem(t, line, "a text in quotes is missing or not ended; write \"…\" on one line");
		return false;
	}
	*ret = since(t, from, line);
	return true;
}

bool lex_c(struct tpl *t, const char *stops, int line, struct slice *ret)
{
	size_t from = t->at;
	int start = t->line, depth = 0;

	while (!at_end(t)) {
		char c = peek(t);

		if (depth == 0 && (c == '}' || (c && strchr(stops, c)))) {
			*ret = slice_trim(since(t, from, start));
			return true;
		}
		if (c == '"' || c == '\'') {
			if (!skip_quoted(t))
				break;
			continue;
		}
		if (c == '(' || c == '[' || c == '{')
			depth++;
		else if (c == ')' || c == ']' || c == '}')
			depth--;
		skip(t, 1);
	}
	problem(t, line, "this hole does not end; add its }");
	t->at = t->n;
	return false;
}

void skip_hole(struct tpl *t)
{
	struct slice unused;

	if (!at_end(t) && lex_c(t, "", t->line, &unused))
		skip(t, 1);
}
