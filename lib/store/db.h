/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A connection to the database and the statements it can run.  All SQL stands
 * in ROOM/NAME.sql as named statements; of those of a room the statement compiler
 * makes SQL_NAME and the names of columns ("ROOM/sql.h").  There is no way to run
 * other SQL.
 *
 * A connection belongs to one thread at a time.
 */
#ifndef PEIL_STORE_DB_H
#define PEIL_STORE_DB_H

#include "base/arena.h"
#include "base/err.h"
#include "base/list.h"
#include "base/str.h"
#include "store/takes.h"

struct db;
struct rows;
struct sql;	/* a named statement, as SQL_NAME */

enum db_mode {
	DB_READ,
	DB_WRITE,
	DB_CREATE,	/* as DB_WRITE; makes the file when there is none: nothing else does */
	DB_LOOK,	/* writes and makes nothing, in the file or beside it */
	DB_APART,	/* a copy that nobody else knows of: no log, no syncs */
};

/* `where` is a file's path.  None migrates.  What cannot be opened is explained, with the
 * cure. */
bool db_open(const char *where, enum db_mode mode, struct db **ret, struct err *e);
void db_close(struct db *db);
void db_closep(struct db **db);

/* How long a statement waits for a lock that somebody else has; 5 s when not said.  Whoever
 * must answer at once waits for nobody: 0. */
void db_wait(struct db *db, unsigned ms);

/* Is the file at `where` still the one that was opened?  It is looked at by name
 * only: opening it beside the engine would drop the engine's locks. */
bool db_is_in_place(const struct db *db, struct err *e);

/* Called now and then while a statement runs, on its thread: it is alive. */
void db_pulse(struct db *db, void (*pulse)(void *ctx), void *ctx);

/* Brings the schema up to date: forward only, one transaction a step, a copy
 * of the file beside it first (not for a new one).  The copy goes when the file was
 * opened anew and is whole; when it is not, the copy stays and this fails.  Copies that
 * were left by somebody who was killed, or by earlier versions, go in the same way.
 * Refuses a newer schema. */
bool db_migrate(struct db *db, struct err *e);

/* Who hears, in a line of English, what is done with files beside the database. */
void db_tell(struct db *db, void (*tell)(const char *line));

/* Takes what was read and written out of this connection's memory: it is opened anew.
 * Not while rows are open.  On failure it stays as it was. */
bool db_forget(struct db *db, struct err *e);

/* Tries every statement against the schema, without running any, and compares
 * its columns with the row it promises: for the tests and for `peil doctor`. */
bool db_prepare_all(struct db *db, struct err *e);

/* --- running statements --------------------------------------------------- */

enum bind_kind { BIND_I64, BIND_TEXT, BIND_BLOB, BIND_REAL };

struct bind {
	enum bind_kind kind;
	int64_t i64;
	double real;
	struct str text;	/* p == NULL binds NULL */
	struct blob blob;	/* p == NULL binds NULL */
};

static inline struct bind bind_i64(int64_t v) { return (struct bind){ .kind = BIND_I64, .i64 = v }; }
static inline struct bind bind_real(double v) { return (struct bind){ .kind = BIND_REAL, .real = v }; }
static inline struct bind bind_str(struct str v) { return (struct bind){ .kind = BIND_TEXT, .text = v }; }
static inline struct bind bind_blob(struct blob v) { return (struct bind){ .kind = BIND_BLOB, .blob = v }; }

#define BIND(x) _Generic((x), \
	struct str: bind_str, struct blob: bind_blob, \
	double: bind_real, default: bind_i64)(x)

#define BIND_1(a)      BIND(a)
#define BIND_2(a, ...) BIND(a), BIND_1(__VA_ARGS__)
#define BIND_3(a, ...) BIND(a), BIND_2(__VA_ARGS__)
#define BIND_4(a, ...) BIND(a), BIND_3(__VA_ARGS__)
#define BIND_5(a, ...) BIND(a), BIND_4(__VA_ARGS__)
#define BIND_6(a, ...) BIND(a), BIND_5(__VA_ARGS__)
#define BIND_7(a, ...) BIND(a), BIND_6(__VA_ARGS__)
#define BIND_8(a, ...) BIND(a), BIND_7(__VA_ARGS__)
#define BIND_9(a, ...) BIND(a), BIND_8(__VA_ARGS__)
#define BIND_10(a, ...) BIND(a), BIND_9(__VA_ARGS__)
#define BIND_11(a, ...) BIND(a), BIND_10(__VA_ARGS__)
#define BIND_12(a, ...) BIND(a), BIND_11(__VA_ARGS__)
#define BIND_13(a, ...) BIND(a), BIND_12(__VA_ARGS__)
#define BIND_14(a, ...) BIND(a), BIND_13(__VA_ARGS__)
#define BIND_PICK(_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, n, ...) n
#define BIND_COUNT(...) BIND_PICK(__VA_ARGS__, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define BIND_JOIN_(a, b) a##b
#define BIND_JOIN(a, b) BIND_JOIN_(a, b)
#define BIND_LIST(...) BIND_JOIN(BIND_, BIND_COUNT(__VA_ARGS__))(__VA_ARGS__)

/*
 *	db_query(db, SQL_GROUP_BY_ID, e, organisation, round, id)
 *	db_exec(db, SQL_GROUP_REMOVE, e, organisation, round, id)
 *	db_query0, db_exec0: statements without parameters
 *	db_number(db, SQL_NOTE_COUNT, &n, e, meeting): of a statement -> number
 *
 * The number of parameters is checked when this compiles (store/takes.h).  Text and
 * blobs must stay until the rows are freed or the exec has returned.
 */
#define db_query(db, st, e, ...) db_query_list((db), SQL_WITH(BIND_COUNT(__VA_ARGS__), st, #st), (e), \
	(const struct bind[]){ BIND_LIST(__VA_ARGS__) }, BIND_COUNT(__VA_ARGS__))
#define db_exec(db, st, e, ...) db_exec_list((db), SQL_WITH(BIND_COUNT(__VA_ARGS__), st, #st), (e), \
	(const struct bind[]){ BIND_LIST(__VA_ARGS__) }, BIND_COUNT(__VA_ARGS__))
#define db_number(db, st, ret, e, ...) db_number_list((db), SQL_WITH(BIND_COUNT(__VA_ARGS__), st, #st), \
	(ret), (e), (const struct bind[]){ BIND_LIST(__VA_ARGS__) }, BIND_COUNT(__VA_ARGS__))
#define db_query0(db, st, e) db_query_list((db), SQL_WITH(0, st, #st), (e), NULL, 0)
#define db_number0(db, st, ret, e) db_number_list((db), SQL_WITH(0, st, #st), (ret), (e), NULL, 0)
#define db_exec0(db, st, e)  db_exec_list((db), SQL_WITH(0, st, #st), (e), NULL, 0)

/* A value that is unique and exists already gives ERR_CONFLICT, all other
 * failures ERR_STORE.
 * NULL on failure.  The caller frees: SCOPED(rows_freep). */
struct rows *db_query_list(struct db *db, const struct sql *st, struct err *e,
			   const struct bind *binds, size_t count);
bool db_exec_list(struct db *db, const struct sql *st, struct err *e,
		  const struct bind *binds, size_t count);
bool db_number_list(struct db *db, const struct sql *st, int64_t *ret, struct err *e,
		    const struct bind *binds, size_t count);
int64_t db_changed(const struct db *db);	/* rows touched by the last exec */

/*
 * A loop over rows needs no check of its own; `r` is NULL when the query failed:
 *
 *	while (rows_next(rows, e))
 *		*LIST_ADD(a, ret) = finding_row(rows, a);
 *	return !rows_failed(rows);
 *
 * rows_next: is there a row?  False at the end, on failure and without rows.
 * rows_failed, after that: did it end because of a failure (*e is filled)?
 */
bool rows_next(struct rows *r, struct err *e);
bool rows_failed(const struct rows *r);
/* The first row of a statement that gives one; ERR_ABSENT "no such WHAT". */
bool rows_one(struct rows *r, const char *what, struct err *e);
/* A column is named, never numbered: FINDING_BODY of the row that the statement
 * gives, or COLUMN of one statement (tools/statements.c). */
int64_t rows_i64(const struct rows *r, int column);	/* NULL reads 0 */
/* A number that something is chosen or counted by.  One outside of [min, max] was never written
 * by us: it reads `min`, and then rows_next and rows_good fail with ERR_STORE. */
int64_t rows_in(struct rows *r, int column, int64_t min, int64_t max);
/* For who reads one row: were all of those within? */
bool rows_good(const struct rows *r, struct err *e);
double rows_real(const struct rows *r, int column);
bool rows_null(const struct rows *r, int column);
struct str rows_str(struct rows *r, int column, struct arena *a);	/* copy */
struct blob rows_blob(struct rows *r, int column, struct arena *a);	/* copy */
/* The bytes where they lie; good until the next rows_next or the free. */
struct blob rows_view(struct rows *r, int column);
void rows_free(struct rows *r);
void rows_freep(struct rows **r);

/* --- transactions (the writer uses these; pages never do) ------------------ */
bool db_begin(struct db *db, struct err *e);
bool db_commit(struct db *db, struct err *e);	/* returns after the sync */
void db_rollback(struct db *db);
/* False too when a full disk or the like has ended the transaction. */
bool db_is_in_transaction(const struct db *db);
bool db_savepoint(struct db *db, struct err *e);
bool db_release(struct db *db, struct err *e);
void db_rollback_savepoint(struct db *db);

/*
 * For a write that touches more than fits in memory, before it changes anything: a
 * savepoint remembers each page as it was.  False inside one; the writer then runs the
 * job again in a transaction of its own.
 */
bool db_alone(struct db *db, struct err *e);
bool db_wants_alone(const struct db *db);	/* was that asked since the savepoint? */

/* Overwrites in the file what no row uses, empties the log and removes copies beside it,
 * so that deleted rows leave no bytes (scrub.h).  Not inside a transaction. */
bool db_scrub(struct db *db, struct err *e);
/* Only empties the log: what secure_delete has overwritten in the file is then
 * nowhere else.  Waits for nobody: it fails when somebody reads the log. */
bool db_empty_log(struct db *db, struct err *e);
/* Writes a copy of the whole database to a file of its own, on the disk when
 * this returns; a file of that name is replaced. */
bool db_copy_to(struct db *db, const char *path, struct err *e);

#endif
