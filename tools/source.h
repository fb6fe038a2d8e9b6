/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The source files of the repository, read whole and cut into lines, for the
 * programs that check them.
 */
#ifndef PEIL_TOOLS_SOURCE_H
#define PEIL_TOOLS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct source {
	const char *path;	/* from the root, without "./" */
	char *text;
	char **lines;		/* NUL-terminated, without the newline */
	int line_count;
};

struct sources {
	struct source *files;
	size_t count;
	char **folders;		/* that were looked in, as they were opened */
	size_t folder_count;
};

/* Every .c .h .html .css .js .mjs .sql file below the root, by path; without
 * hidden folders, build folders and node_modules. */
bool sources_read(struct sources *all, const char *root);

bool source_is(const struct source *s, const char *ending);

/* The text as it was read, its lines in one piece. */
char *source_text(const struct source *s);

/* The C file with comments, strings and characters turned into blanks. */
char *source_code(const struct source *s);

/* Line, from 1, of the first call of `name` after line `after`; 0: none. */
int code_calls(const char *code, const char *name, int after);

/* The same, of calls whose second argument is a bare number. */
int code_calls_with_number(const char *code, const char *name, int after);

#endif
