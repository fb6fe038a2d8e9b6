/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the SQLite engine share; for lib/store only. */
#ifndef PEIL_STORE_SQLITE_H
#define PEIL_STORE_SQLITE_H

#include <sqlite3.h>
#include <sys/types.h>

#include "store/db.h"
#include "store/text.h"

/* A statement that has been prepared on this connection. */
struct prepared {
	sqlite3_stmt *st;
	bool is_busy;		/* rows of it are open */
};

struct db {
	sqlite3 *c;
	char *where;
	enum db_mode mode;
	dev_t device;		/* which file it is */
	ino_t inode;
	unsigned wait_ms;
	void (*pulse)(void *ctx);	/* NULL: nobody */
	void *pulse_ctx;
	int64_t changed;
	bool is_inside, wants_alone;	/* a savepoint; db_alone */
	bool is_undone_in_part;		/* undoing failed: nothing of this transaction may be written */
	void (*tell)(const char *line);	/* NULL: nobody */
	struct prepared *prepared;	/* by the number of the statement */
};

/* Fills *e from the connection's last failure; returns false. */
bool sqlite_failed(struct db *db, const char *what, struct err *e);

/* Runs SQL of the engine's own: pragmas, transactions, the schema. */
bool sqlite_run(struct db *db, const char *sql, struct err *e);

/* The first column of the first row; 0 and "" when there is none. */
bool sqlite_number(struct db *db, const char *sql, int64_t *ret, struct err *e);
bool sqlite_text(struct db *db, const char *sql, char *ret, size_t size, struct err *e);

/* db_empty_log, with some patience with readers. */
bool sqlite_empty_log(struct db *db, int patience_ms, struct err *e);

/* copy.c: overwrites and removes all copies beside the file; is there one? */
bool copies_remove(struct db *db, struct err *e);
bool copies_any(struct db *db, char *ret, size_t size);

/* ERR_INPUT: of another program.  An empty one is nobody's. */
bool sqlite_check_program(struct db *db, struct err *e);

/* db_migrate with any steps, for its test. */
bool sqlite_migrate(struct db *db, const struct schema_step *steps, int count, struct err *e);

/* Tries one statement without running it: are its parameters and its columns
 * those that its name says? */
bool sqlite_check(struct db *db, const struct sql *st, struct err *e);

#endif
