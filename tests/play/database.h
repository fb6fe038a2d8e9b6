/* SPDX-License-Identifier: EUPL-1.2 */
/* An empty, migrated database in a folder of its own, for one test. */
#ifndef PEIL_TEST_DATABASE_H
#define PEIL_TEST_DATABASE_H

/* cmocka wants these before itself. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "round/round_key.h"

struct database {
	char folder[64], path[80];
	struct db *db;		/* for writing */
	struct arena *a;
	struct err e;
};

/* For setup and teardown; *state becomes a struct database. */
int database_begin(void **state);
int database_end(void **state);

/* An organisation (1) with a model (1) and a round being prepared (1), below
 * which other rows can be laid. */
void database_lay_round(struct database *d);

/* A key put together of numbers, as only tests do. */
struct round_key key_of(int64_t organisation, int64_t round);

/* Fails the test with the error's own words when `is_ok` is false. */
void database_ok(struct database *d, bool is_ok);

#endif
