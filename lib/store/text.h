/* SPDX-License-Identifier: EUPL-1.2 */
/* The texts of the named statements and of the schema, made by tools/statements. */
#ifndef PEIL_STORE_TEXT_H
#define PEIL_STORE_TEXT_H

#include <stddef.h>

struct sql {
	const char *name;
	int parameters;
	const char *columns;	/* their names, with blanks between; "": none */
	const char *text;
	size_t number;		/* in sql_all */
};

struct schema_step {
	const char *name;
	const char *sql;
};

extern const struct sql *const sql_all[];
extern const size_t sql_count;
extern const struct schema_step schema_steps[];
extern const int schema_step_count;

#endif
