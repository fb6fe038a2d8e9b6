/* SPDX-License-Identifier: EUPL-1.2 */
/* The texts of the named statements and of the schema, compiled from the .sql files. */
#ifndef PEIL_STORE_TEXT_H
#define PEIL_STORE_TEXT_H

#include "store/statements.h"

struct sql_text {
	const char *name;
	int parameters;
	const char *columns;	/* their names, with blanks between; "": none */
	const char *sql;
};

struct schema_step {
	const char *name;
	const char *sql;
};

extern const struct sql_text sql_texts[SQL_COUNT];
extern const struct schema_step schema_steps[];
extern const int schema_step_count;

#endif
