/* SPDX-License-Identifier: EUPL-1.2 */
#include "html_check.h"

#include <string.h>

#include "base/utf8.h"

enum { DEPTH = 100 };

struct place {
	struct str s;
	size_t at;
	struct str open[DEPTH];
	size_t depth;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
}

static char now(const struct place *p)
{
	return p->at < p->s.n ? p->s.p[p->at] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static struct str name(struct place *p)
{
	const size_t from = p->at;

	while (is_letter(now(p)))
		p->at++;
	return str_cut(p->s, from, p->at);
}

static bool is_entity(struct str s)
{
	size_t i = 1;

	while (i < s.n && i < 12 && (is_letter(s.p[i]) || s.p[i] == '#'))
		i++;
	return i > 1 && i < s.n && s.p[i] == ';';
}

static bool is_void(struct str tag)
{
	static const char *const list[] = { "meta", "link", "br", "hr", "img", "input", "col", "wbr" };

	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		if (str_is(tag, list[i]))
			return true;
	return false;
}

static const char *value(struct place *p)
{
	if (now(p) != '"')
		return "a value without quotes";
	for (p->at++; now(p) != '"'; p->at++) {
		if (p->at >= p->s.n)
			return "a value without an end";
		if (now(p) == '<' || (now(p) == '&' && !is_entity(str_cut(p->s, p->at, p->s.n))))
			return "a value that is not escaped";
	}
	p->at++;
	return NULL;
}

static const char *attributes(struct place *p)
{
	const char *fault = NULL;

	while (!fault && is_blank(now(p))) {
		while (is_blank(now(p)))
			p->at++;
		if (now(p) == '>' || now(p) == '/')
			break;
		if (name(p).n == 0)
			return "an attribute without a name";
		if (now(p) == '=') {
			p->at++;
			fault = value(p);
		}
	}
	return fault;
}

static const char *begin(struct place *p)
{
	struct str tag = name(p);
	const char *fault = tag.n ? attributes(p) : "a tag without a name";
	const bool ends = now(p) == '/';

	if (fault)
		return fault;
	p->at += ends;
	if (now(p) != '>')
		return "a tag without an end";
	p->at++;
	if (ends || is_void(tag))
		return NULL;
	if (p->depth == DEPTH)
		return "too deep";
	p->open[p->depth++] = tag;
	return NULL;
}

static const char *end(struct place *p)
{
	struct str tag = name(p);

	if (now(p) != '>')
		return "a closing tag without an end";
	p->at++;
	if (p->depth == 0 || !str_eq(p->open[p->depth - 1], tag))
		return "a tag that closes another";
	p->depth--;
	return NULL;
}

static const char *tag(struct place *p)
{
	p->at++;
	if (now(p) == '/') {
		p->at++;
		return end(p);
	}
	return begin(p);
}

const char *html_fault(struct str page)
{
	struct place p = { .s = page };
	const char *fault = NULL;
	static const char first[] = "<!doctype html>";

	if (!utf8_text_ok(page))
		return "bytes that are no text";
	if (page.n < sizeof(first) || strncasecmp(page.p, first, sizeof(first) - 1) != 0)
		return "no doctype";
	p.at = sizeof(first) - 1;
	while (!fault && p.at < page.n) {
		if (now(&p) == '<')
			fault = tag(&p);
		else if (now(&p) == '&' && !is_entity(str_cut(page, p.at, page.n)))
			fault = "an & that begins no name";
		else
			p.at++;
	}
	return fault || p.depth == 0 ? fault : "a tag that is not closed";
}
