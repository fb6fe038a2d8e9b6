/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The template compiler: reads one HTML file of a room and writes the C
 * function that produces it (docs/developer/templates.md is the language).
 *
 * One pass from left to right.  The place in the HTML (text, tag, attribute
 * value) decides which runtime function a hole becomes, so nobody can forget
 * to escape.  Literal HTML is collected and written out as one call; C from a
 * hole is copied with a #line in front of it, so that the C compiler reports
 * the line of the HTML file.
 *
 *	template.c		command line, files, the common header
 *	template_buf.c		memory, growing text, problems
 *	template_lex.c		reading: places, C expressions, strings
 *	template_head.c		{use}, {page}, {part}
 *	template_html.c		text and tags
 *	template_attr.c		attributes and their values
 *	template_hole.c		holes and blocks
 *	template_message.c	{t} and {n}
 *	template_check.c	rules over the whole file: tags, labels, h1
 *	template_emit.c		the C that comes out
 *
 * It is a program of the build: it trusts its authors not to attack the
 * compiler, and stops at once when memory is short.
 */
#ifndef PEIL_TOOLS_TEMPLATE_H
#define PEIL_TOOLS_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

enum {
	TAGS_MAX = 64,		/* open elements: ours nest some 15 deep */
	BLOCKS_MAX = 32,	/* {if} and {for} in one another */
	ATTRS_MAX = 40,		/* attributes of one tag */
	PROBLEMS_MAX = 100,	/* more than fit on a screen help nobody */
	ARGS_MAX = 9,		/* %1 … %9 */
	LIST_MAX = 400,		/* labels and fields of one file */
};

/* --- memory and text ------------------------------------------------------- */

/* Pieces of memory, given out from the front and never back. */
struct piece;

struct pool {
	struct piece *pieces;	/* given from the first */
};

void *pool_alloc(struct pool *pool, size_t size);	/* zeroed */
void pool_free(struct pool *pool);

struct buf {
	struct pool *pool;
	char *p;
	size_t n, cap;
};

void buf_bytes(struct buf *b, const char *p, size_t n);
void buf_c(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_f(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A piece of the source; line is where it starts. */
struct slice {
	const char *p;
	size_t n;
	int line;
};

bool slice_is(struct slice s, const char *text);
bool slice_eq(struct slice a, struct slice b);
struct slice slice_trim(struct slice s);

/* --- one file --------------------------------------------------------------- */

enum where { IN_TEXT, IN_TAG, IN_VALUE };

struct open_tag {
	struct slice name;
	bool is_silent;		/* translate="no" here or around it */
	bool keeps_blanks;	/* pre, textarea */
	bool is_svg;
};

struct block {
	int line;
	bool is_loop, has_else;
	enum where where;
	size_t tags;		/* open elements when it started */
	int h1, h1_branch;	/* before it; in its first branch, -1: none yet */
};

struct attr {
	struct slice name, value;	/* value: the source between the quotes */
	bool has_value, has_hole, is_whole_hole;
};

enum head_kind { HEAD_PAGE, HEAD_PART };

struct head {
	enum head_kind kind;
	struct slice name, params;
	const char *frame;		/* of a page: layout, or what follows that word */
	struct slice title;		/* "text" or an expression */
	bool title_is_text;
	struct slice opens, closes;	/* names of elements, outermost first */
};

struct wanted_label {
	struct slice id, element;
};

struct tpl {
	struct pool *pool;
	const char *path;
	const char *text;
	size_t n, at;
	int line;

	struct head head;
	struct slice uses[16];
	size_t use_count;

	struct buf code, literal;
	struct open_tag tags[TAGS_MAX];
	size_t tag_count;
	struct block blocks[BLOCKS_MAX];
	size_t block_count;
	int h1;

	struct wanted_label wanted[LIST_MAX];
	struct slice labelled[LIST_MAX];
	size_t wanted_count, labelled_count;

	size_t problem_count;
	bool is_in_message;
};

/* Prints "path:line: what; cure" and counts it. */
void problem(struct tpl *t, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* --- reading (template_lex.c) ------------------------------------------------ */

bool at_end(const struct tpl *t);
char peek(const struct tpl *t);			/* NUL at the end */
bool looks_at(const struct tpl *t, const char *text);
void skip(struct tpl *t, size_t n);		/* counts lines */
void skip_blanks(struct tpl *t);
struct slice since(const struct tpl *t, size_t from, int line);
bool is_blank(char c);
bool is_letter(char c);
bool is_word(char c);				/* letter, digit, underscore */

/* Reads C up to one of `stops` outside brackets and strings, or up to the }
 * of the hole; stays in front of it.  False with a problem at the file's end. */
bool lex_c(struct tpl *t, const char *stops, int line, struct slice *ret);

/* Reads one "…" with its quotes. */
bool lex_string(struct tpl *t, struct slice *ret);
struct slice lex_word(struct tpl *t);

/* Moves behind the } of the hole that is being read. */
void skip_hole(struct tpl *t);

/* --- the parts --------------------------------------------------------------- */

bool head_read(struct tpl *t);
void html_body(struct tpl *t);

/* Reads a tag from its '<'.  For an argument of a message `argument` gets the
 * element's name and the tag is not put on the list of open elements. */
void html_start_tag(struct tpl *t, struct slice *argument);

/* Reads attributes up to '>' or '/>'; emits them. */
size_t attrs_read(struct tpl *t, struct slice element, struct attr *ret, bool *ret_is_closed);
void attrs_check(struct tpl *t, struct slice element, const struct attr *attrs, size_t count,
		 int line);
const struct attr *attr_find(const struct attr *attrs, size_t count, const char *name);
bool text_has_letters(const char *p, size_t n);

enum value_kind { VALUE_TEXT, VALUE_URL };

void hole_in_text(struct tpl *t);
void hole_in_tag(struct tpl *t);
/* True when an expression was written. */
bool hole_in_value(struct tpl *t, enum value_kind kind);

/* Standing behind {t or {n and a blank. */
void message_text(struct tpl *t, enum where where, int line);
void message_plural(struct tpl *t, enum where where, int line);

void tag_push(struct tpl *t, struct slice name, const struct attr *attrs, size_t count);
void tag_pop(struct tpl *t, struct slice name);
bool tag_is_void(struct slice name);
bool inside(const struct tpl *t, const char *element);
void check_field(struct tpl *t, struct slice element, const struct attr *attrs, size_t count);
void check_end(struct tpl *t);

/* --- what comes out (template_emit.c) ------------------------------------------ */

void emit_literal(struct tpl *t, const char *p, size_t n);
void emit_flush(struct tpl *t);
/* One line of C of our own making. */
void emit_c(struct tpl *t, const char *text);
/* before, C of the author's with its line, after. */
void emit_author(struct tpl *t, const char *before, struct slice c, const char *after);
void emit_file(struct tpl *t, struct buf *ret);
void emit_prototype(const struct tpl *t, struct buf *ret);

#endif
