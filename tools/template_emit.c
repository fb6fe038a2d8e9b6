/* SPDX-License-Identifier: EUPL-1.2 */
/* The C that comes out. */
#include "template.h"

#include <string.h>

enum { LITERAL_MAX = 4000 };	/* bytes of one string literal: C17 promises 4095 */

void emit_literal(struct tpl *t, const char *p, size_t n)
{
	buf_bytes(&t->literal, p, n);
}

/* Octal escapes always have three digits, so that nothing after them counts. */
static void quote_byte(struct buf *o, char c)
{
	unsigned char u = (unsigned char)c;

	if (c == '\n')
		buf_c(o, "\\n");
	else if (c == '"' || c == '\\' || c == '?')	/* ?: no trigraphs */
		buf_f(o, "\\%c", c);
	else if (u < 32 || u > 126)
		buf_f(o, "\\%03o", u);
	else
		buf_char(o, c);
}

static void quote(struct buf *o, const char *p, size_t n)
{
	size_t column = 0;

	buf_char(o, '"');
	for (size_t i = 0; i < n; i++, column++) {
		if (column >= 72) {
			buf_c(o, "\"\n\t\t\"");
			column = 0;
		}
		quote_byte(o, p[i]);
	}
	buf_char(o, '"');
}

void emit_flush(struct tpl *t)
{
	for (size_t at = 0; at < t->literal.n; ) {
		size_t n = t->literal.n - at < LITERAL_MAX ? t->literal.n - at : LITERAL_MAX;

		buf_c(&t->code, "\tout_bytes(v->o, ");
		quote(&t->code, t->literal.p + at, n);
		buf_f(&t->code, ", %zu);\n", n);
		at += n;
	}
	t->literal.n = 0;
}

void emit_c(struct tpl *t, const char *text)
{
	emit_flush(t);
	buf_f(&t->code, "\t%s\n", text);
}

static void line_mark(const struct tpl *t, struct buf *o, int line)
{
	buf_f(o, "#line %d ", line);
	buf_char(o, '"');
	for (const char *p = t->path; *p; p++)
		quote_byte(o, *p);
	buf_c(o, "\"\n");
}

void emit_author(struct tpl *t, const char *before, struct slice c, const char *after)
{
	emit_flush(t);
	line_mark(t, &t->code, c.line);
	buf_f(&t->code, "\t%s", before);
	buf_bytes(&t->code, c.p, c.n);
	buf_f(&t->code, "%s\n", after);
}

void emit_prototype(const struct tpl *t, struct buf *o)
{
	const struct head *h = &t->head;

	line_mark(t, o, h->name.line);
	buf_c(o, "void view_");
	buf_bytes(o, h->name.p, h->name.n);
	buf_c(o, "(struct view *v");
	if (h->params.n && !slice_is(h->params, "void")) {
		buf_c(o, ", ");
		buf_bytes(o, h->params.p, h->params.n);
	}
	buf_char(o, ')');
}

static void emit_frame_top(const struct tpl *t, struct buf *o)
{
	const struct head *h = &t->head;

	if (h->kind != HEAD_PAGE)
		return;
	line_mark(t, o, h->title.line);
	buf_f(o, "\tview_%s_top(v, ", h->frame);
	buf_c(o, h->title_is_text ? "str_from(tr(v->lang, " : "(");
	buf_bytes(o, h->title.p, h->title.n);
	buf_c(o, h->title_is_text ? ")));\n" : "));\n");
}

/* "src/finding/x.html" includes "finding/views.h". */
static void emit_own_views(const struct tpl *t, struct buf *o)
{
	const char *end = strrchr(t->path, '/'), *start = end;

	while (start && start > t->path && start[-1] != '/')
		start--;
	if (end) {
		buf_c(o, "#include \"");
		buf_bytes(o, start, (size_t)(end - start));
		buf_c(o, "/views.h\"\n\n");
	}
}

void emit_file(struct tpl *t, struct buf *o)
{
	emit_flush(t);
	buf_c(o, "/* Made by the template compiler; change the HTML file instead. */\n"
		 "#include \"html/views.h\"\n");
	emit_own_views(t, o);
	emit_prototype(t, o);
	buf_c(o, "\n{\n");
	emit_frame_top(t, o);
	buf_c(o, "\t(void)v;\n");
	buf_bytes(o, t->code.p, t->code.n);
	if (t->head.kind == HEAD_PAGE)
		buf_f(o, "\tview_%s_end(v);\n", t->head.frame);
	buf_c(o, "}\n");
}
