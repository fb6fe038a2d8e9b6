/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A named statement as the statement compiler knows it, and the rows it gives.
 * statements.c reads files and writes C, statement_body.c checks the SQL
 * itself, statement_row.c what is selected against what is promised.
 */
#ifndef PEIL_TOOLS_STATEMENT_H
#define PEIL_TOOLS_STATEMENT_H

#include "text.h"

enum {
	PARAMETERS_MAX = 14,	/* as many as db_query takes */
	COLUMNS_MAX = 32,
	NAME_MAX_CHARS = 48,
};

/* Names in brackets: (id, round). */
struct names {
	char *name[COLUMNS_MAX];
	int count;
};

/* -- row: finding (id, round): a shape that several statements give. */
struct row {
	const char *file;
	int line;
	char *name;
	struct names columns;
	bool is_used;
};

struct rows {
	struct row *all;
	size_t count;
};

struct statement {
	const char *file;
	int line, body_line;
	char *name;
	struct names parameters;
	bool has_result;	/* an arrow stands behind the parameters */
	char *row;		/* the named row it gives; NULL: none */
	struct names own;	/* columns behind those of the row, or all */
	struct text body;	/* as it stands in the file */
	struct text sql;	/* without comments */
};

bool is_name(const char *p, size_t n);

/* Reads "(a, b)" from `p`, which stands at the bracket, and gives what stands
 * behind it; NULL, with a complaint about a `what`, when it cannot be read. */
const char *names_read(const char *file, int line, const char *p, const char *what, int max,
		       struct names *ret);

/* --- statement_body.c ------------------------------------------------------- */

/* Fills st->sql and complains of all that is not one statement with parameters
 * in order, or that would put text together. */
void statement_body_check(struct statement *st);

/* --- statement_row.c -------------------------------------------------------- */

/* `after` is what stands behind "-- row:". */
void row_read(struct rows *rows, const char *file, int line, const char *after);

/* `after` is what stands behind the parameters: nothing, or "-> …". */
void statement_result_read(struct statement *st, const char *after);

struct row *row_find(const struct rows *rows, const char *name);

/* Does the statement select what it promises, no more and no less, in order? */
void statement_result_check(const struct rows *rows, const struct statement *st);

/* The names of all columns it gives, with blanks between; NULL: none. */
char *statement_columns(const struct rows *rows, const struct statement *st);

void rows_check(const struct rows *rows);	/* is each of them used? */

#endif
