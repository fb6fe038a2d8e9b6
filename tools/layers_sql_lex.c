/* SPDX-License-Identifier: EUPL-1.2 */
/* Cuts SQL into words. */
#include "layers_house.h"
#include "layers_sql.h"

#include "text.h"

#include <string.h>
#include <strings.h>

struct lexer {
	const char *p;
	int line;
	bool is_first;		/* nothing but blanks on the line so far */
	struct sql_token *tokens;
	size_t count;
};

static void add(struct lexer *l, enum sql_kind kind, const char *p, size_t n, int line)
{
	l->tokens = need_memory(l->tokens, (l->count + 1) * sizeof(*l->tokens));
	l->tokens[l->count++] = (struct sql_token){ kind, p, n, line };
}

/* Moves on, and counts lines. */
static void skip(struct lexer *l, size_t n)
{
	for (; n > 0 && *l->p; n--)
		l->line += *l->p++ == '\n';
}

/* `-- room: NAME` and `-- name: NAME` on a line of their own are words too. */
static void read_comment(struct lexer *l)
{
	static const struct {
		const char *start;
		enum sql_kind kind;
	} marks[] = { { "-- room:", SQL_ROOM }, { "-- name:", SQL_NAME } };

	for (size_t i = 0; l->is_first && i < sizeof(marks) / sizeof(marks[0]); i++) {
		const char *p = l->p + strlen(marks[i].start);

		if (strncmp(l->p, marks[i].start, strlen(marks[i].start)) != 0)
			continue;
		p += strspn(p, " \t");
		add(l, marks[i].kind, p, strcspn(p, " \t\r\n("), l->line);
	}
	skip(l, strcspn(l->p, "\n"));
}

/* '…', "…", `…` with the quote doubled inside, or […]. */
static void read_quoted(struct lexer *l)
{
	char end = *l->p == '[' ? ']' : *l->p;
	const char *from = l->p + 1, *p = from;
	int line = l->line;

	while (*p && (*p != end || (end != ']' && p[1] == end)))
		p += *p == end ? 2 : 1;
	add(l, end == '\'' ? SQL_STRING : SQL_QUOTED, from, (size_t)(p - from), line);
	skip(l, (size_t)(p - l->p) + 1);
}

static void read_one(struct lexer *l)
{
	size_t n = 0;

	if (strncmp(l->p, "--", 2) == 0) {
		read_comment(l);
		return;
	}
	l->is_first = false;
	if (strncmp(l->p, "/*", 2) == 0) {
		const char *end = strstr(l->p + 2, "*/");

		skip(l, end ? (size_t)(end - l->p) + 2 : strlen(l->p));
	} else if (strchr("'\"`[", *l->p)) {
		read_quoted(l);
	} else {
		while (is_word_char(l->p[n]))
			n++;
		add(l, n ? SQL_WORD : SQL_SIGN, l->p, n ? n : 1, l->line);
		skip(l, n ? n : 1);
	}
}

struct sql_token *sql_tokens(const char *text, size_t *ret_count)
{
	struct lexer l = { .p = text, .line = 1, .is_first = true };

	while (*l.p) {
		l.is_first |= *l.p == '\n';
		if (strchr(" \t\r\n", *l.p))
			skip(&l, 1);
		else
			read_one(&l);
	}
	*ret_count = l.count;
	for (int i = 0; i < SQL_ENDS; i++)
		add(&l, SQL_END, l.p, 0, l.line);
	return l.tokens;
}

bool sql_is(const struct sql_token *t, const char *keyword)
{
	return t->kind == SQL_WORD && strlen(keyword) == t->n &&
	       strncasecmp(t->p, keyword, t->n) == 0;
}

bool sql_is_sign(const struct sql_token *t, char sign)
{
	return t->kind == SQL_SIGN && *t->p == sign;
}
