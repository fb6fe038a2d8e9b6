/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * layers [ROOT], layers --stamp FILE DEPFILE ROOT
 *
 * Checks what a reader of this repository may rely on.  In the house, which is
 * lib/ and src/ with the rooms of src/rooms:
 *	- a room of lib includes what its row below says, and nothing of src;
 *	- a room of src includes lib and the rooms above it; only src/main.c all;
 *	- who runs a statement includes nothing that shows pages, also not through
 *	  a header;
 *	- a template calls nothing that takes a struct db or a struct call;
 *	- the SQL of a room, and the statements its C runs, use tables and
 *	  statements of its own and earlier rooms;
 *	- libraries with an owner below are included by it only;
 *	- files do not go in circles;
 *	- a file, also a unit test, is in the lists of the build;
 *	- a room has at most 40 files and 4,000 lines of C.
 * In every source file below ROOT:
 *	- at most 600 lines, and a median below 200;
 *	- no C file calls a banned function;
 *	- no C file reads a column of a row by a bare number;
 *	- one of the first lines names the licence.
 * Prints what is wrong, with the place and what to do, and ends with 1; prints
 * the figures.  As a step of the build the figures go to the stamp, and only when
 * nothing is wrong.
 */
#include "layers_house.h"

#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct lib_room lib_rooms[] = {
	{ "base",	"" },
	{ "sandbox",	" base " },
	{ "json",	" base " },
	{ "method",	" base " },
	{ "plan",	" base " },
	{ "store",	" base " },
	{ "http",	" base " },
	{ "watch",	" base sandbox json store http " },
	{ "html",	" base " },
	{ "chart",	" base html method " },
	{ "document",	" base html " },
	{ "cli",	" base " },
	{ "server",	" base store http watch html json " },
	{ NULL,		NULL },
};

/* libsodium has no owner: hashes and random numbers are everybody's. */
const struct engine engines[] = {
	{ "sqlite3.h",		"store" },
	{ "microhttpd.h",	"http" },
	{ "gnutls/gnutls.h",	"http" },
	{ "gnutls/abstract.h",	"http" },
	{ "gnutls/x509.h",	"http" },
	{ "jansson.h",		"json" },
	{ "libdeflate.h",	"base" },
	{ "zlib.h",		"base" },
	{ "qrencode.h",		"chart" },
	{ "unicode/unorm2.h",	"base" },
	{ "unicode/uspoof.h",	"base" },
	{ NULL,			NULL },
};

static const char *const banned[] = {
	"strcpy", "strcat", "sprintf", "vsprintf", "strncpy", "strtok", "atoi", "atol", "atof",
	"strtol", "scanf", "sscanf", "fscanf", "gets", "alloca", "setlocale", "localtime", "rand",
};

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

static void check(struct house *h, struct text *figures)
{
	for (size_t i = 0; i < h->all.count; i++) {
		const struct source *s = &h->all.files[i];

		check_licence(s);
		if (source_is(s, ".c") || source_is(s, ".h")) {
			check_calls(s);
			check_columns(s);
		}
	}
	built_check(h);
	include_check(h);
	kind_check(h);
	key_check(h);
	sql_check(h);
	size_check(h, circle_check(h), figures);
}

/* For ninja: looked at again when a file changes, or a folder, which a new file
 * does. */
static void write_stamp(const struct house *h, const struct text *figures, const char *stamp,
			const char *depfile)
{
	struct text depends = { 0 };

	text_add(&depends, "%s:", stamp);
	for (size_t i = 0; i < h->all.folder_count; i++)
		text_dependency(&depends, h->all.folders[i]);
	for (size_t i = 0; i < h->all.count; i++) {
		struct text path = { 0 };

		text_add(&path, "%s/%s", h->root, h->all.files[i].path);
		text_dependency(&depends, path.p);
	}
	text_add(&depends, "\n");
	if (!file_write(depfile, &depends) || !file_write(stamp, figures))
		complain(stamp, 0, "cannot be written");
}

int main(int argc, char **argv)
{
	struct house h = { 0 };
	struct text figures = { 0 };
	bool is_step = argc == 5 && strcmp(argv[1], "--stamp") == 0;

	if (argc > 2 && !is_step) {
		fputs("usage: layers [ROOT]\n       layers --stamp FILE DEPFILE ROOT\n", stderr);
		return 2;
	}
	if (!house_read(&h, argc > 1 ? argv[argc - 1] : "."))
		return 1;
	check(&h, &figures);
	if (is_step && complaints() == 0)
		write_stamp(&h, &figures, argv[2], argv[3]);
	else if (!is_step)
		fputs(figures.p, stdout);
	return complaints() > 0;
}
