/* SPDX-License-Identifier: EUPL-1.2 */
/* Words of SQL, for layers_sql.c. */
#ifndef PEIL_TOOLS_LAYERS_SQL_H
#define PEIL_TOOLS_LAYERS_SQL_H

#include <stdbool.h>
#include <stddef.h>

enum sql_kind {
	SQL_END,
	SQL_WORD,	/* a keyword or name */
	SQL_QUOTED,	/* a name in "", `` or [] */
	SQL_STRING,	/* in '' */
	SQL_SIGN,	/* one character: ( ) , ; . and the like */
	SQL_ROOM,	/* NAME of a line `-- room: NAME` */
	SQL_NAME,	/* NAME of a line `-- name: NAME (…)` */
};

struct sql_token {
	enum sql_kind kind;
	const char *p;
	size_t n;
	int line;
};

/* The words of a file, without comments; SQL_ENDS times SQL_END behind the
 * last, so that a look some words ahead needs no care. */
enum { SQL_ENDS = 8 };
struct sql_token *sql_tokens(const char *text, size_t *ret_count);

bool sql_is(const struct sql_token *t, const char *keyword);	/* no matter how it is cased */
bool sql_is_sign(const struct sql_token *t, char sign);

#endif
