/* SPDX-License-Identifier: EUPL-1.2 */
/* The body of a named statement: one statement, parameters in order. */
#include "statement.h"

#include <ctype.h>
#include <string.h>

struct scan {
	const struct statement *st;
	struct text *sql;
	const char *p;
	int line;
	int used;		/* parameters seen so far */
	bool is_ended;		/* the semicolon has been read */
	bool is_end_refused;	/* said once */
};

/* What a program would fill in before it runs the text. */
static const char *concatenation_at(const char *p)
{
	if (*p == '{' || *p == '}')
		return "a brace";
	if (p[0] == '|' && p[1] == '|')
		return "||";
	if (*p == '%' && (isalpha((unsigned char)p[1]) || p[1] == '.' || p[1] == '*'))
		return "a printf conversion";
	return NULL;
}

static void scan_parameter(struct scan *s)
{
	const char *end = s->p + 1;
	int n = 0;

	for (; isdigit((unsigned char)*end) && n <= PARAMETERS_MAX; end++)
		n = n * 10 + (*end - '0');
	if (n < 1)
		complain(s->st->file, s->line, "a lone '$'; write $1, $2, …");
	else if (n > s->st->parameters.count)
		complain(s->st->file, s->line,
			 "$%d has no name; name it after '-- name: %s'", n, s->st->name);
	else if (n > s->used + 1)
		complain(s->st->file, s->line,
			 "$%d comes before $%d; number parameters by first appearance", n,
			 s->used + 1);
	if (n > s->used && n <= PARAMETERS_MAX)
		s->used = n;
	text_bytes(s->sql, s->p, (size_t)(end - s->p));
	s->p = end;
}

/* '…' or "…", with the quote doubled inside. */
static void scan_quoted(struct scan *s)
{
	char quote = *s->p;
	int first = s->line;

	text_bytes(s->sql, s->p++, 1);
	while (*s->p && *s->p != quote) {
		if (concatenation_at(s->p))
			complain(s->st->file, s->line,
				 "%s inside quotes; bind the text as a parameter",
				 concatenation_at(s->p));
		if (*s->p == '\n')
			s->line++;
		text_bytes(s->sql, s->p++, 1);
	}
	if (!*s->p) {
		complain(s->st->file, first, "the quote is not closed; close it");
		return;
	}
	text_bytes(s->sql, s->p++, 1);
}

/* The text so far, up to `n`, without the blanks at its end. */
static size_t end_before(const struct text *t, size_t n)
{
	while (n && isspace((unsigned char)t->p[n - 1]))
		n--;
	return n;
}

static size_t word_before(const struct text *t, size_t n)
{
	while (n && (isalnum((unsigned char)t->p[n - 1]) || t->p[n - 1] == '_'))
		n--;
	return n;
}

/*
 * A digit from 1 that a column is compared with, or set to, means something
 * that C has a name for.  Only is_… = 1 says what it means by itself.
 */
static void scan_digit(struct scan *s)
{
	const struct text *t = s->sql;
	size_t end = end_before(t, t->n), word;
	bool is_compared = end && strchr("=<>", t->p[end - 1]);

	if (end && t->p[end - 1] == '(') {
		end = end_before(t, end - 1);
		word = word_before(t, end);
		is_compared = end - word == 2 && !strncmp(t->p + word, "IN", 2);
	}
	if (!is_compared)
		return;
	while (end && strchr("=<>", t->p[end - 1]))
		end = end_before(t, end - 1);
	word = word_before(t, end);
	if (end - word < 3 || strncmp(t->p + word, "is_", 3) != 0)
		complain(s->st->file, s->line,
			 "the number %c stands for something; bind it from C", *s->p);
}

static void scan_one(struct scan *s)
{
	if (s->is_ended && !isspace((unsigned char)*s->p) && !s->is_end_refused) {
		complain(s->st->file, s->line,
			 "a second statement under the name %s; give it a name of its own",
			 s->st->name);
		s->is_end_refused = true;
	}
	if (concatenation_at(s->p))
		complain(s->st->file, s->line,
			 "%s puts text together; make the text in C and bind it",
			 concatenation_at(s->p));
	else if (*s->p == '?' || *s->p == ':' || *s->p == '@')
		complain(s->st->file, s->line, "'%c' marks a parameter; write $1, $2, …", *s->p);
	else if (s->p[0] == '/' && s->p[1] == '*')
		complain(s->st->file, s->line, "a comment of this form is not read; use --");
	if (*s->p >= '1' && *s->p <= '9')
		scan_digit(s);
	if (*s->p == ';')
		s->is_ended = true;
	else if (!s->is_ended)
		text_bytes(s->sql, s->p, 1);
	if (*s->p == '\n')
		s->line++;
	s->p++;
}

static void trim_end(struct text *t)
{
	while (t->n && isspace((unsigned char)t->p[t->n - 1]))
		t->p[--t->n] = '\0';
}

void statement_body_check(struct statement *st)
{
	struct scan s = { .st = st, .sql = &st->sql, .p = st->body.n ? st->body.p : "",
			  .line = st->body_line };

	while (*s.p) {
		if (s.p[0] == '-' && s.p[1] == '-')
			s.p += strcspn(s.p, "\n");
		else if (*s.p == '\'' || *s.p == '"')
			scan_quoted(&s);
		else if (*s.p == '$')
			scan_parameter(&s);
		else
			scan_one(&s);
	}
	trim_end(&st->sql);
	if (!st->sql.n)
		complain(st->file, st->line, "%s has no statement; write it below its name",
			 st->name);
	else if (!s.is_ended)
		complain(st->file, s.line > st->line ? s.line - 1 : st->line,
			 "%s does not end; put a semicolon behind it", st->name);
	for (int i = s.used; i < st->parameters.count; i++)
		complain(st->file, st->line, "the parameter %s ($%d) is not used; use or drop it",
			 st->parameters.name[i], i + 1);
}
