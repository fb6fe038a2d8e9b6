/* SPDX-License-Identifier: EUPL-1.2 */
/* The running of named statements on a connection to SQLite (connect.c). */
#include "store/sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "store/explain.h"
#include "store/sql.h"

enum {
	PARAMETERS_MAX = 14,	/* as many as BIND_LIST takes */
};

struct rows {
	struct db *db;
	sqlite3_stmt *st;
	const struct sql *sql;
	bool is_own;			/* not the connection's prepared one */
	bool is_ended, is_failed;
	const char *outside;		/* the column whose number cannot be; NULL: none */
	const struct arena *arena;	/* that the last copy went to */
};

bool sqlite_failed(struct db *db, const char *what, struct err *e)
{
	int code = sqlite3_extended_errcode(db->c);
	enum err_kind kind = ERR_STORE;
	int plain = code & 0xff;

	if ((plain == SQLITE_CANTOPEN || plain == SQLITE_READONLY || plain == SQLITE_PERM ||
	     plain == SQLITE_IOERR || plain == SQLITE_FULL || plain == SQLITE_NOTADB || plain == SQLITE_CORRUPT) &&
	    !store_explain(db->where, db->mode == DB_LOOK ? FOR_LOOKING : FOR_USE, code,
			    sqlite3_system_errno(db->c), e))
		return false;
	if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
	    code == SQLITE_CONSTRAINT_ROWID)
		kind = ERR_CONFLICT;
	return err_set(e, kind, "%s: %s (%d)", what, sqlite3_errmsg(db->c), code);
}

bool sqlite_run(struct db *db, const char *sql, struct err *e)
{
	if (sqlite3_exec(db->c, sql, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_failed(db, "database", e);
	return true;
}

static void stmt_finalizep(sqlite3_stmt **st)
{
	sqlite3_finalize(*st);
}

bool sqlite_number(struct db *db, const char *sql, int64_t *ret, struct err *e)
{
	SCOPED(stmt_finalizep) sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db->c, sql, -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return sqlite_failed(db, "database", e);
	*ret = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
	return true;
}

bool sqlite_text(struct db *db, const char *sql, char *ret, size_t size, struct err *e)
{
	SCOPED(stmt_finalizep) sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db->c, sql, -1, &st, NULL);
	const unsigned char *text;

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return sqlite_failed(db, "database", e);
	text = rc == SQLITE_ROW ? sqlite3_column_text(st, 0) : NULL;
	(void)snprintf(ret, size, "%s", text ? (const char *)text : "");
	return true;
}

/* --- preparing and binding -------------------------------------------------- */

static bool prepare(struct db *db, const struct sql *sql, unsigned flags, sqlite3_stmt **ret,
		    struct err *e)
{
	if (sqlite3_prepare_v3(db->c, sql->text, -1, flags, ret, NULL) != SQLITE_OK)
		return sqlite_failed(db, sql->name, e);
	if (sqlite3_bind_parameter_count(*ret) != sql->parameters) {
		(void)sqlite3_finalize(*ret);
		*ret = NULL;
		return err_set(e, ERR_STORE, "%s: other parameters than its name says", sql->name);
	}
	return true;
}

/* Are the columns those that the statement compiler gave names to? */
static bool columns_check(const struct sql *sql, sqlite3_stmt *st, struct err *e)
{
	const char *p = sql->columns;

	for (int i = 0; i < sqlite3_column_count(st); i++) {
		const char *name = sqlite3_column_name(st, i);
		size_t n = strcspn(p, " ");

		if (!name || strlen(name) != n || strncmp(name, p, n) != 0)
			return err_set(e, ERR_STORE, "%s: column %d is %s, not %.*s", sql->name,
				       i + 1, name ? name : "?", (int)n, p);
		p += n + (p[n] == ' ');
	}
	return *p == '\0' || err_set(e, ERR_STORE, "%s: fewer columns than its row", sql->name);
}

bool sqlite_check(struct db *db, const struct sql *sql, struct err *e)
{
	SCOPED(stmt_finalizep) sqlite3_stmt *st = NULL;

	return prepare(db, sql, 0, &st, e) && columns_check(sql, st, e);
}

bool db_prepare_all(struct db *db, struct err *e)
{
	for (size_t i = 0; i < sql_count; i++)
		if (!sqlite_check(db, sql_all[i], e))
			return false;
	return true;
}

/* SQLite numbers $n by first appearance, so the place is asked for by name. */
static int bind_one(sqlite3_stmt *st, size_t number, const struct bind *b)
{
	char name[8];
	int at;

	(void)snprintf(name, sizeof(name), "$%zu", number);
	at = sqlite3_bind_parameter_index(st, name);
	must(at > 0);
	switch (b->kind) {
	case BIND_I64:
		return sqlite3_bind_int64(st, at, b->i64);
	case BIND_REAL:
		return sqlite3_bind_double(st, at, b->real);
	case BIND_TEXT:
		return sqlite3_bind_text64(st, at, b->text.p, b->text.n, SQLITE_STATIC,
					   SQLITE_UTF8);
	case BIND_BLOB:
		return sqlite3_bind_blob64(st, at, b->blob.p, b->blob.n, SQLITE_STATIC);
	}
	return SQLITE_MISUSE;
}

struct rows *db_query_list(struct db *db, const struct sql *sql, struct err *e,
			   const struct bind *binds, size_t count)
{
	struct prepared *kept = &db->prepared[sql->number];
	struct rows *r;

	must(count == (size_t)sql->parameters && count <= PARAMETERS_MAX);
	if (!kept->st && !prepare(db, sql, SQLITE_PREPARE_PERSISTENT, &kept->st, e))
		return NULL;
	r = calloc(1, sizeof(*r));
	must(r);
	r->db = db;
	r->sql = sql;
	r->is_own = kept->is_busy;
	if (!r->is_own) {
		r->st = kept->st;
		kept->is_busy = true;
	} else if (!prepare(db, sql, 0, &r->st, e)) {
		free(r);
		return NULL;
	}
	for (size_t i = 0; i < count; i++) {
		if (bind_one(r->st, i + 1, &binds[i]) != SQLITE_OK) {
			(void)sqlite_failed(db, sql->name, e);
			rows_free(r);
			return NULL;
		}
	}
	return r;
}

bool db_exec_list(struct db *db, const struct sql *sql, struct err *e, const struct bind *binds,
		  size_t count)
{
	SCOPED(rows_freep) struct rows *r = db_query_list(db, sql, e, binds, count);
	int rc;

	if (!r)
		return false;
	do
		rc = sqlite3_step(r->st);
	while (rc == SQLITE_ROW);
	if (rc != SQLITE_DONE)
		return sqlite_failed(db, sql->name, e);
	db->changed = sqlite3_changes64(db->c);
	return true;
}

int64_t db_changed(const struct db *db)
{
	return db->changed;
}

/* --- rows ------------------------------------------------------------------- */

bool rows_next(struct rows *r, struct err *e)
{
	int rc;

	if (!r || r->is_ended)
		return false;
	if (r->outside) {
		r->is_ended = r->is_failed = true;
		return rows_good(r, e);
	}
	if (r->arena && arena_overflowed(r->arena)) {
		r->is_ended = r->is_failed = true;
		return err_set(e, ERR_LIMIT, "%s: more rows than there is memory for one request",
			       r->sql->name);
	}
	rc = sqlite3_step(r->st);
	if (rc == SQLITE_ROW)
		return true;
	r->is_ended = true;
	r->is_failed = rc != SQLITE_DONE;
	return r->is_failed ? sqlite_failed(r->db, r->sql->name, e) : false;
}

bool rows_failed(const struct rows *r)
{
	return !r || r->is_failed;
}

bool rows_one(struct rows *r, const char *what, struct err *e)
{
	if (rows_next(r, e))
		return true;
	return rows_failed(r) ? false : err_set(e, ERR_ABSENT, "no such %s", what);
}

bool db_number_list(struct db *db, const struct sql *sql, int64_t *ret, struct err *e,
		    const struct bind *binds, size_t count)
{
	SCOPED(rows_freep) struct rows *r = db_query_list(db, sql, e, binds, count);

	if (!rows_one(r, "number", e))
		return false;
	*ret = rows_i64(r, NUMBER_N);
	return true;
}

int64_t rows_i64(const struct rows *r, int column)
{
	return sqlite3_column_int64(r->st, column);
}

int64_t rows_in(struct rows *r, int column, int64_t min, int64_t max)
{
	const int64_t n = rows_i64(r, column);

	if (n >= min && n <= max)
		return n;
	r->outside = sqlite3_column_name(r->st, column);
	return min;
}

bool rows_good(const struct rows *r, struct err *e)
{
	return !r->outside || err_set(e, ERR_STORE, "%s: %s is a number that cannot be; the file is damaged",
				      r->sql->name, r->outside);
}

double rows_real(const struct rows *r, int column)
{
	return sqlite3_column_double(r->st, column);
}

bool rows_null(const struct rows *r, int column)
{
	return sqlite3_column_type(r->st, column) == SQLITE_NULL;
}

struct str rows_str(struct rows *r, int column, struct arena *a)
{
	const char *p = (const char *)sqlite3_column_text(r->st, column);
	size_t n = (size_t)sqlite3_column_bytes(r->st, column);
	char *copy;

	if (!p)
		return (struct str){ 0 };
	r->arena = a;
	copy = arena_alloc(a, n + 1);
	memcpy(copy, p, n);
	return (struct str){ copy, n };
}

struct blob rows_view(struct rows *r, int column)
{
	const uint8_t *p = sqlite3_column_blob(r->st, column);
	size_t n = (size_t)sqlite3_column_bytes(r->st, column);

	return (struct blob){ p, p ? n : 0 };
}

struct blob rows_blob(struct rows *r, int column, struct arena *a)
{
	struct blob seen = rows_view(r, column);
	uint8_t *copy;

	if (rows_null(r, column))
		return (struct blob){ 0 };
	r->arena = a;
	copy = arena_alloc(a, seen.n + 1);
	if (seen.n)
		memcpy(copy, seen.p, seen.n);
	return (struct blob){ copy, seen.n };
}

void rows_free(struct rows *r)
{
	if (!r)
		return;
	if (r->is_own) {
		(void)sqlite3_finalize(r->st);
	} else {
		(void)sqlite3_reset(r->st);
		(void)sqlite3_clear_bindings(r->st);
		r->db->prepared[r->sql->number].is_busy = false;
	}
	free(r);
}

void rows_freep(struct rows **r)
{
	rows_free(*r);
}

/* --- transactions ------------------------------------------------------------ */

bool db_begin(struct db *db, struct err *e)
{
	return sqlite_run(db, db->mode == DB_READ || db->mode == DB_LOOK ? "BEGIN" : "BEGIN IMMEDIATE", e);
}

bool db_commit(struct db *db, struct err *e)
{
	return sqlite_run(db, "COMMIT", e);
}

bool db_is_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->c);
}

void db_rollback(struct db *db)
{
	struct err ignored;

	if (db_is_in_transaction(db))
		(void)sqlite_run(db, "ROLLBACK", &ignored);
}

bool db_savepoint(struct db *db, struct err *e)
{
	db->wants_alone = false;
	db->is_inside = sqlite_run(db, "SAVEPOINT job", e);
	return db->is_inside;
}

bool db_release(struct db *db, struct err *e)
{
	db->is_inside = false;
	return sqlite_run(db, "RELEASE job", e);
}

void db_rollback_savepoint(struct db *db)
{
	struct err ignored;

	db->is_inside = false;
	if (db_is_in_transaction(db))
		(void)sqlite_run(db, "ROLLBACK TO job; RELEASE job", &ignored);
}

bool db_alone(struct db *db, struct err *e)
{
	db->wants_alone = db->is_inside;
	return !db->is_inside || err_set(e, ERR_STORE, "wants a transaction of its own");
}

bool db_wants_alone(const struct db *db)
{
	return db->wants_alone;
}
