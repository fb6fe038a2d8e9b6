/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What kind a file is, by what it does.  Who runs a statement keeps rules and
 * storage, and knows nothing of pages; a template shows what it is given, and
 * asks for nothing.
 */
#include "layers_house.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

static const char *const runs[] = { "db_query", "db_query0", "db_query_list",
				    "db_exec",	"db_exec0",  "db_exec_list" };
static const char *const shows[] = { "server", "http", "html", "chart" };
static const char *const kept[] = { "db", "call" };	/* structs no template holds */

static bool is_listed(struct word w, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (word_is(w, list[i]))
			return true;
	return false;
}

#define IS_LISTED(w, list) is_listed(w, list, sizeof(list) / sizeof((list)[0]))

/* --- who runs a statement ------------------------------------------------------ */

/* The line of the first statement it runs; 0: none. */
static int statement_line(const struct file *f)
{
	size_t at = 0;
	int line = 1;

	for (struct word w = code_word(f->code, &at, &line); w.n;
	     w = code_word(f->code, &at, &line))
		if (IS_LISTED(w, runs) && code_is_call(f->code, at))
			return line;
	return 0;
}

static bool is_shown(const struct house *h, const struct include *in)
{
	const char *name = room_name(h, in->room);

	return in->room.part == PART_LIB &&
	       IS_LISTED(((struct word){ name, strlen(name) }), shows);
}

/* Does this include lead to pages?  Adds the headers on the way to *way. */
static bool leads_to_pages(const struct house *h, const struct include *in, bool *seen,
			   struct text *way)
{
	if (is_shown(h, in)) {
		text_add(way, "%s", in->name);
		return true;
	}
	if (!in->to || seen[in->to - h->files])
		return false;
	seen[in->to - h->files] = true;
	for (size_t i = 0; i < in->to->include_count; i++) {
		if (leads_to_pages(h, &in->to->includes[i], seen, way)) {
			text_add(way, ", by way of %s", in->name);
			return true;
		}
	}
	return false;
}

static void check_statements(const struct house *h, const struct file *f, bool *seen)
{
	int line = statement_line(f);

	for (size_t i = 0; line && i < f->include_count; i++) {
		struct text way = { 0 };

		memset(seen, 0, h->file_count);
		if (leads_to_pages(h, &f->includes[i], seen, &way))
			complain(f->path, f->includes[i].line, "runs a statement in line %d and "
				 "includes %s; move the statement to a file that knows no pages",
				 line, way.p);
	}
}

/* --- templates ----------------------------------------------------------------- */

struct name {
	struct word word;
	const char *kept;	/* the struct it takes */
	const struct file *header;
	int line;
};

struct names {
	struct name *list;
	size_t count;
};

/* The name before the ( around p, as in `bool name(…, struct db *db)`; n is 0
 * when p is not in a list of parameters. */
static struct word function_around(const char *code, const char *p)
{
	struct word w = { 0 };
	int depth = 0;

	for (; p > code; p--) {
		char c = p[-1];

		if (c == ';' || c == '{' || c == '}')
			return w;
		depth += c == ')';
		if (c == '(' && depth-- == 0)
			break;
	}
	if (p == code)
		return w;
	for (p--; p > code && strchr(" \t\n", p[-1]); p--)
		;
	for (w.p = p; w.p > code && is_word_char(w.p[-1]); w.p--)
		;
	w.n = (size_t)(p - w.p);
	return w;
}

/* Adds the functions of a header that take a struct of `kept`. */
static void names_of(const struct file *f, struct names *names)
{
	struct word before = { 0 };
	size_t at = 0;
	int line = 1;

	for (struct word w = code_word(f->code, &at, &line); w.n;
	     before = w, w = code_word(f->code, &at, &line)) {
		for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
			struct word name = { 0 };

			if (word_is(before, "struct") && word_is(w, kept[i]))
				name = function_around(f->code, before.p);
			if (!name.n || word_is(name, "sizeof"))
				continue;
			names->list = need_memory(names->list,
						  (names->count + 1) * sizeof(*names->list));
			names->list[names->count++] = (struct name){ name, kept[i], f, line };
		}
	}
}

static const struct name *name_find(const struct names *names, struct word w)
{
	for (size_t i = 0; i < names->count; i++)
		if (names->list[i].word.n == w.n && strncmp(names->list[i].word.p, w.p, w.n) == 0)
			return &names->list[i];
	return NULL;
}

static void check_template(const struct file *f, const struct names *names)
{
	struct word before = { 0 };
	size_t at = 0;
	int line = 1;

	for (struct word w = code_word(f->code, &at, &line); w.n;
	     before = w, w = code_word(f->code, &at, &line)) {
		const struct name *name = NULL;

		if (word_is(before, "struct") && IS_LISTED(w, kept))
			complain(f->path, line, "a template holds no struct %.*s; let the page "
				 "make what it shows", (int)w.n, w.p);
		if (!code_is_call(f->code, at))
			continue;
		name = name_find(names, w);
		if (name)
			complain(f->path, line, "calls %.*s, which takes a struct %s (%s:%d); let "
				 "the page call it and hand over what it gives", (int)w.n, w.p,
				 name->kept, name->header->path, name->line);
		else if (IS_LISTED(w, runs))
			complain(f->path, line, "calls %.*s; a template runs no statement: let the "
				 "page hand over what it gives", (int)w.n, w.p);
	}
}

void kind_check(const struct house *h)
{
	bool *seen = need_memory(NULL, h->file_count + 1);
	struct names names = { 0 };

	for (size_t i = 0; i < h->file_count; i++)
		if (h->files[i].code && file_is(&h->files[i], ".h"))
			names_of(&h->files[i], &names);
	for (size_t i = 0; i < h->file_count; i++) {
		const struct file *f = &h->files[i];

		if (f->code && file_is(f, ".html"))
			check_template(f, &names);
		else if (f->code)
			check_statements(h, f, seen);
	}
	free(seen);
}
