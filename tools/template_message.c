/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * {t "Lees <1>de uitleg</1> van %2."; <a href="/x/{id}">; naam}
 *
 * The generated C catches what each argument writes and hands it to
 * view_message_…, which walks the translated text.
 */
#include "template.h"

struct message {
	struct slice text[2];	/* second: the plural */
	bool is_element[ARGS_MAX];
	size_t count;
};

static void argument(struct tpl *t, struct message *m, enum where where, int line)
{
	struct slice c, element;

	emit_flush(t);
	skip_blanks(t);
	if (peek(t) == '<') {
		if (where == IN_VALUE)
			problem(t, t->line, "an element in a value; use values only");
		m->is_element[m->count] = true;
		emit_c(t, "view_message_arg(v, &message_);");
		t->is_in_message = true;
		html_start_tag(t, &element);
		t->is_in_message = false;
		if (tag_is_void(element) || slice_is(element, "h1") || slice_is(element, "script"))
			problem(t, element.line, "<%.*s> cannot be part of a sentence; use an element "
				"with an end, such as a or strong", (int)element.n, element.p);
		emit_flush(t);
		emit_author(t, "view_message_element(v, &message_, \"", element, "\");");
		skip_blanks(t);
	} else if (lex_c(t, ";", line, &c)) {
		if (c.n == 0)
			problem(t, line, "an empty argument; write a value or a start tag behind ;");
		emit_c(t, "view_message_arg(v, &message_);");
		emit_author(t, where == IN_VALUE ? "view_attr(v, " : "view_text(v, ", c, ");");
		emit_c(t, "view_message_value(v, &message_);");
	}
	m->count++;
}

static void arguments(struct tpl *t, struct message *m, enum where where, int line)
{
	skip_blanks(t);
	while (peek(t) == ';') {
		skip(t, 1);
		if (m->count == ARGS_MAX) {
			problem(t, line, "more than 9 arguments; make two sentences of it");
			break;
		}
		argument(t, m, where, line);
	}
	if (at_end(t))
		return;		/* said by lex_c */
	if (peek(t) != '}')
		problem(t, line, "arguments of a text are set apart by ;");
	skip_hole(t);
}

/* Which arguments does the text use?  Bit n-1; elements: start and end. */
static void used_by(struct slice text, unsigned *values, unsigned *starts, unsigned *ends)
{
	*values = *starts = *ends = 0;
	for (size_t i = 0; i + 1 < text.n; i++) {
		char a = text.p[i], b = text.p[i + 1];
		char c = i + 2 < text.n ? text.p[i + 2] : ' ', d = i + 3 < text.n ? text.p[i + 3] : ' ';

		if (a == '%' && b >= '1' && b <= '9')
			*values |= 1u << (b - '1');
		if (a == '<' && b >= '1' && b <= '9' && c == '>')
			*starts |= 1u << (b - '1');
		if (a == '<' && b == '/' && c >= '1' && c <= '9' && d == '>')
			*ends |= 1u << (c - '1');
	}
}

/* One form of a plural need not show the number. */
static void check_use(struct tpl *t, const struct message *m, struct slice text, bool is_plural,
		      int line)
{
	unsigned values, starts, ends, elements = 0, plain = 0;

	used_by(text, &values, &starts, &ends);
	for (size_t i = 0; i < m->count; i++)
		*(m->is_element[i] ? &elements : &plain) |= 1u << i;
	if (is_plural)
		values |= 1u;
	if (starts != ends)
		problem(t, line, "an element of the text starts or ends alone; write <1>…</1>");
	if (starts & ~elements)
		problem(t, line, "the text has an element without its start tag; add the tag behind ;");
	if (elements & ~starts)
		problem(t, line, "a start tag is not used in the text; write <%d>…</%d> in it",
			__builtin_ctz(elements & ~starts) + 1, __builtin_ctz(elements & ~starts) + 1);
	if (values & ~plain)
		problem(t, line, "%%%d in the text has no value; add it behind ;",
			__builtin_ctz(values & ~plain) + 1);
	if (plain & ~values)
		problem(t, line, "a value is not used in the text; write %%%d in it",
			__builtin_ctz(plain & ~values) + 1);
}

static void refuse_nested(struct tpl *t, int line)
{
	problem(t, line, "a text in an argument of a text; take it out of the sentence");
}

static void start(struct tpl *t, int line)
{
	if (t->is_in_message)
		refuse_nested(t, line);
	emit_flush(t);
	emit_c(t, "{");
	emit_c(t, "struct view_message message_;");
}

static void finish(struct tpl *t, enum where where)
{
	emit_c(t, where == IN_VALUE ? "view_message_attr(v, &message_);"
				    : "view_message_text(v, &message_);");
	emit_c(t, "}");
}

void message_text(struct tpl *t, enum where where, int line)
{
	struct message m = { .count = 0 };
	size_t from = t->at;
	int text_line = t->line;

	/* A long sentence may stand in several strings, as in C. */
	while (peek(t) == '"') {
		if (!lex_string(t, &m.text[0])) {
			skip_hole(t);
			return;
		}
		m.text[0] = since(t, from, text_line);
		skip_blanks(t);
	}
	if (peek(t) == '}') {
		emit_author(t, where == IN_VALUE ? "view_attr_c(v, tr(v->lang, "
						 : "view_text_c(v, tr(v->lang, ", m.text[0], "));");
		check_use(t, &m, m.text[0], false, line);
		skip(t, 1);
		return;
	}
	start(t, line);
	emit_author(t, "view_message_start(&message_, tr(v->lang, ", m.text[0], "));");
	arguments(t, &m, where, line);
	check_use(t, &m, m.text[0], false, line);
	finish(t, where);
}

void message_plural(struct tpl *t, enum where where, int line)
{
	struct message m = { .count = 1 };
	struct slice count;

	if (!lex_c(t, "\"", line, &count))
		return;
	start(t, line);
	emit_author(t, "const int64_t count_ = (", count, ");");
	for (int i = 0; i < 2; i++) {
		skip_blanks(t);
		if (peek(t) != '"')
			problem(t, line, "a plural needs two texts; write {n count \"%%1 antwoord\" "
				"\"%%1 antwoorden\"}");
		if (peek(t) != '"' || !lex_string(t, &m.text[i])) {
			skip_hole(t);
			emit_c(t, "}");
			return;
		}
	}
	emit_author(t, "view_message_start(&message_, tr_n(v->lang, count_, ", m.text[0], ",");
	emit_author(t, "\t", m.text[1], "));");
	emit_c(t, "view_message_arg(v, &message_);");
	emit_c(t, "view_text_i64(v, count_);");
	emit_c(t, "view_message_value(v, &message_);");
	arguments(t, &m, where, line);
	check_use(t, &m, m.text[0], true, line);
	check_use(t, &m, m.text[1], true, line);
	finish(t, where);
}
