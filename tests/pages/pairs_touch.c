/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which tables a request reads and writes, as SQLite sees them when it prepares.  Two
 * requests of which neither writes what the other reads or writes do the same in every
 * order, so that one is enough.
 */
#include "pairs.h"

#include <string.h>

enum { TABLES_MAX = 64 };

static struct { char name[40]; } tables[TABLES_MAX];
static size_t table_count;
static struct touch *watched;
/* Of each table: those that its rows hang on, and those whose rows hang on its. */
static uint64_t above[TABLES_MAX], below[TABLES_MAX];

static uint64_t bit_of(const char *name)
{
	size_t i = 0;

	/* Who saved a form last: a row for each form, read when it is refused. */
	if (!name || strncmp(name, "sqlite_", 7) == 0 || strcmp(name, "edit") == 0)
		return 0;
	while (i < table_count && strcmp(tables[i].name, name) != 0)
		i++;
	assert_true(i < TABLES_MAX && strlen(name) < sizeof(tables[i].name));
	if (i == table_count)
		memcpy(tables[table_count++].name, name, strlen(name) + 1);
	return UINT64_C(1) << i;
}

static int on_prepare(void *ctx, int what, const char *table, const char *column, const char *db,
		      const char *trigger)
{
	(void)ctx, (void)column, (void)db, (void)trigger;
	if (!watched)
		return SQLITE_OK;
	if (what == SQLITE_READ || what == SQLITE_SELECT)
		watched->reads |= what == SQLITE_READ ? bit_of(table) : 0;
	else if (what == SQLITE_INSERT || what == SQLITE_UPDATE || what == SQLITE_DELETE)
		watched->writes |= bit_of(table);
	return SQLITE_OK;
}

static int on_open(sqlite3 *db, const char **why, const void *api)
{
	(void)why, (void)api;
	return sqlite3_set_authorizer(db, on_prepare, NULL);
}

void touch_begin(void)
{
	(void)sqlite3_auto_extension((void (*)(void))(uintptr_t)on_open);
}

void touch_keys(sqlite3 *db)
{
	static const char sql[] = "SELECT m.name, f.\"table\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f"
				  " WHERE m.type = 'table'";
	sqlite3_stmt *st = NULL;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		uint64_t child = bit_of((const char *)sqlite3_column_text(st, 0));
		uint64_t parent = bit_of((const char *)sqlite3_column_text(st, 1));

		above[__builtin_ctzll(child)] |= parent;
		below[__builtin_ctzll(parent)] |= child;
	}
	(void)sqlite3_finalize(st);
}

void touch_watch(struct touch *t)
{
	watched = t;
}

void touch_hang(struct touch *t)
{
	for (size_t i = 0; i < table_count; i++)
		if (t->writes >> i & 1)
			t->reads |= above[i] | below[i];
}

bool touch_meet(const struct touch *a, const struct touch *b)
{
	return a->writes & (b->reads | b->writes) || b->writes & a->reads;
}
