/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * layers [ROOT]
 *
 * Checks what a reader of this repository may rely on, in every source file
 * below ROOT:
 *	- includes go one way through the layers (the table below);
 *	- only the store knows SQLite, only http knows libmicrohttpd, only json jansson;
 *	- no file has more than 600 lines;
 *	- no C file calls a banned function;
 *	- no C file reads a column of a row by a bare number;
 *	- every file names its licence in one of its first lines.
 * Prints what is wrong, with the place, and ends with 1; otherwise prints how
 * many files there are and how long the middle one is.
 */
#include "source.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES_MAX	600	/* what a person can keep in view of one topic */

/* What each layer may include besides itself. */
static const struct layer {
	const char *name, *may;
} layers[] = {
	{ "base",	"" },
	{ "json",	" base " },
	{ "method",	" base " },
	{ "store",	" base " },
	{ "http",	" base " },
	{ "view",	" base " },
	{ "domain",	" base json method store " },
	{ "live",	" base json http " },
	{ "report",	" base method store view domain " },
	{ "web",	" base json method store http view domain live report " },
	{ "cli",	" base json method store http view domain live report web " },
	/* Templates read the structs of what they show; they call nothing. */
	{ "template",	" base method view domain report web " },
};

static const struct owner {
	const char *header, *layer;
} owners[] = {
	{ "jansson.h", "json" },
	{ "sqlite3.h", "store" },
	{ "microhttpd.h", "http" },
};

static const char *const banned[] = {
	"strcpy", "strcat", "sprintf", "vsprintf", "strncpy", "strtok", "atoi", "atol", "atof",
	"strtol", "scanf", "sscanf", "fscanf", "gets", "alloca", "setlocale", "localtime", "rand",
};

static const struct layer *layer_find(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof(layers) / sizeof(layers[0]); i++) {
		if (strlen(layers[i].name) == n && strncmp(layers[i].name, name, n) == 0)
			return &layers[i];
	}
	return NULL;
}

/* The layer of a file src/LAYER/…; NULL for files outside src. */
static const struct layer *layer_of(const struct source *s)
{
	const char *name = s->path + 4;

	if (strncmp(s->path, "src/", 4) != 0)
		return NULL;
	if (source_is(s, ".html"))
		return layer_find("template", strlen("template"));
	return strchr(name, '/') ? layer_find(name, strcspn(name, "/")) : NULL;
}

/* One included header: "layer/file.h" or <file.h>. */
static void check_include(const struct source *s, int line, const struct layer *from,
			  const char *name, size_t n)
{
	const struct layer *to = layer_find(name, strcspn(name, "/"));
	struct text word = { 0 };

	for (size_t i = 0; i < sizeof(owners) / sizeof(owners[0]); i++) {
		if (strlen(owners[i].header) == n && strncmp(owners[i].header, name, n) == 0 &&
		    strcmp(owners[i].layer, from->name) != 0)
			complain(s->path, line, "only %s may include %s", owners[i].layer,
				 owners[i].header);
	}
	if (!to || to == from || !memchr(name, '/', n))
		return;
	text_add(&word, " %s ", to->name);
	if (!strstr(from->may, word.p))
		complain(s->path, line, "%s may not include %.*s", from->name, (int)n, name);
	free(word.p);
}

static void check_includes(const struct source *s)
{
	const struct layer *from = layer_of(s);
	const char *start = source_is(s, ".html") ? "{use" : "#include";

	if (!from)
		return;
	for (int i = 0; i < s->line_count; i++) {
		const char *p = s->lines[i] + strspn(s->lines[i], " \t");

		if (strncmp(p, start, strlen(start)) != 0)
			continue;
		p += strlen(start);
		p += strspn(p, " \t");
		if (*p == '"' || *p == '<')
			check_include(s, i + 1, from, p + 1, strcspn(p + 1, "\">"));
	}
}

static void check_calls(const struct source *s)
{
	char *code = source_code(s);

	for (size_t i = 0; i < sizeof(banned) / sizeof(banned[0]); i++) {
		for (int line = code_calls(code, banned[i], 0); line > 0;
		     line = code_calls(code, banned[i], line))
			complain(s->path, line, "%s is banned, see docs/developer/build.md",
				 banned[i]);
	}
	free(code);
}

/* Columns have names, from the statement compiler; a number would go on
 * meaning the old column after the statement has changed. */
static void check_columns(const struct source *s)
{
	static const char *const readers[] = { "rows_i64", "rows_real", "rows_null", "rows_str",
					       "rows_blob", "rows_view" };
	char *code = source_code(s);

	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		for (int line = code_calls_with_number(code, readers[i], 0); line > 0;
		     line = code_calls_with_number(code, readers[i], line))
			complain(s->path, line, "%s of a bare number; name the column", readers[i]);
	}
	free(code);
}

static void check_licence(const struct source *s)
{
	for (int i = 0; i < s->line_count && i < 3; i++) {
		if (strstr(s->lines[i], "SPDX-License-" "Identifier: "))
			return;
	}
	complain(s->path, 1, "the line SPDX-License-" "Identifier: EUPL-1.2 is missing");
}

static int by_number(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

static int check_all(const struct sources *all)
{
	int *lengths = need_memory(NULL, (all->count + 1) * sizeof(*lengths));
	size_t long_count = 0;
	int median;

	lengths[0] = 0;
	for (size_t i = 0; i < all->count; i++) {
		const struct source *s = &all->files[i];

		lengths[i] = s->line_count;
		long_count += s->line_count > 200;
		check_licence(s);
		check_includes(s);
		if (source_is(s, ".c") || source_is(s, ".h")) {
			check_calls(s);
			check_columns(s);
		}
		if (s->line_count > LINES_MAX)
			complain(s->path, s->line_count, "more than %d lines: split it by topic",
				 LINES_MAX);
	}
	if (all->count > 0)
		qsort(lengths, all->count, sizeof(*lengths), by_number);
	median = lengths[all->count / 2];
	printf("%zu files, median %d lines, %zu above 200\n", all->count, median, long_count);
	if (median >= 200)
		complain(".", 0, "the median file has %d lines; it must stay below 200", median);
	free(lengths);
	return complaints() > 0;
}

int main(int argc, char **argv)
{
	struct sources all = { 0 };

	if (argc > 2) {
		fputs("usage: layers [ROOT]\n", stderr);
		return 2;
	}
	if (!sources_read(&all, argc == 2 ? argv[1] : "."))
		return 1;
	return check_all(&all);
}
