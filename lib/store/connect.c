/* SPDX-License-Identifier: EUPL-1.2 */
/* A connection and its file: opening, closing, and what is done to the file as a whole. */
#include "store/sqlite.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/must.h"
#include "store/explain.h"
#include "store/file.h"
#include "store/path.h"
#include "store/sql.h"

enum {
	BUSY_MS = 5000,		/* for a command beside a running server */
	PULSE_STEPS = 100000,	/* of the engine; some milliseconds */
};

/*
 * Readers keep a small cache because there are many of them, each with its
 * own; the system's page cache is shared.  Temporary tables stay in memory, so
 * that no answers reach a folder for temporary files.  secure_delete writes
 * zeros over what is deleted; it says nothing about what a disk keeps below.
 */
static const char write_pragmas[] =
	"PRAGMA synchronous = FULL;"
	"PRAGMA foreign_keys = ON;"
	"PRAGMA secure_delete = ON;"
	"PRAGMA temp_store = MEMORY;"
	"PRAGMA trusted_schema = OFF;"
	"PRAGMA cache_size = -8192;";
/* A file that nobody else knows of and that counts when it is whole only. */
static const char apart_pragmas[] =
	"PRAGMA journal_mode = MEMORY;"
	"PRAGMA synchronous = OFF;"
	"PRAGMA foreign_keys = ON;"
	"PRAGMA secure_delete = ON;"
	"PRAGMA temp_store = MEMORY;"
	"PRAGMA trusted_schema = OFF;"
	"PRAGMA cache_size = -8192;";
static const char read_pragmas[] =
	"PRAGMA query_only = ON;"
	"PRAGMA temp_store = MEMORY;"
	"PRAGMA trusted_schema = OFF;"
	"PRAGMA cache_size = -256;";

/* A file that is read once has its log's index open.  Were that made later and the disk full
 * just then, the engine would take the file for read-only until it is opened anew. */
static bool set_up_writer(struct db *db, struct err *e)
{
	char mode[16];
	int64_t n;

	if (!sqlite_text(db, "PRAGMA journal_mode = WAL", mode, sizeof(mode), e))
		return false;
	if (strcmp(mode, "wal") != 0)
		return err_set(e, ERR_STORE, "%s: the file system cannot keep a write-ahead log",
			       db->where);
	return sqlite_run(db, write_pragmas, e) &&
	       sqlite_number(db, "SELECT count(*) FROM sqlite_schema", &n, e);
}

/* Without the count of its own memory: SQLite keeps that under one lock for
 * all connections, where the workers would meet at every allocation.  And without
 * pools: what it frees is freed, and so overwritten (base/wipe.h). */
static void set_up_library(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	(void)sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
	(void)sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
}

/* "file:PATH?query"; what would end the path is written as its number. */
static char *uri_of(const char *where, const char *query)
{
	static const char hex[] = "0123456789ABCDEF";
	char *uri = malloc(strlen(where) * 3 + strlen(query) + sizeof("file:"));
	size_t n = 5;

	must_have(uri);
	memcpy(uri, "file:", n);
	for (; *where; where++) {
		unsigned char c = (unsigned char)*where;

		if (strchr("%?#", c)) {
			uri[n++] = '%';
			uri[n++] = hex[c >> 4];
			uri[n++] = hex[c & 15];
		} else {
			uri[n++] = *where;
		}
	}
	memcpy(uri + n, query, strlen(query) + 1);
	return uri;
}

/* A file that nobody has open has no log; then nothing is made beside it either. */
static int open_to_look(const char *where, sqlite3 **ret)
{
	SCOPED(path_freep) char *log = path_with(where, "-wal");
	SCOPED(path_freep) char *uri = uri_of(where, access(log, F_OK) == 0 ? "" : "?immutable=1");

	return sqlite3_open_v2(uri, ret, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI,
			       NULL);
}

static int open_file(const char *where, enum db_mode mode, sqlite3 **ret)
{
	return mode == DB_LOOK ? open_to_look(where, ret)
			       : sqlite3_open_v2(where, ret, SQLITE_OPEN_READWRITE |
						 SQLITE_OPEN_NOMUTEX, NULL);
}

static bool set_up(struct db *db, struct err *e)
{
	switch (db->mode) {
	case DB_WRITE:
	case DB_CREATE:
		/* The engine takes less than it was asked for. */
		if (sqlite3_db_readonly(db->c, "main") == 1 &&
		    !store_explain(db->where, FOR_USE, SQLITE_READONLY, 0, e))
			return false;
		return set_up_writer(db, e);
	case DB_APART:
		return sqlite_run(db, apart_pragmas, e);
	case DB_READ:
	case DB_LOOK:
		return sqlite_run(db, read_pragmas, e);
	}
	return false;
}

void db_wait(struct db *db, unsigned ms)
{
	db->wait_ms = ms;
	(void)sqlite3_busy_timeout(db->c, (int)ms);
}

static int go_on(void *ctx)
{
	struct db *db = ctx;

	db->pulse(db->pulse_ctx);
	return 0;
}

void db_pulse(struct db *db, void (*pulse)(void *ctx), void *ctx)
{
	db->pulse = pulse;
	db->pulse_ctx = ctx;
	sqlite3_progress_handler(db->c, PULSE_STEPS, pulse ? go_on : NULL, db);
}

static bool note_file(struct db *db, struct err *e)
{
	struct stat s;

	if (stat(db->where, &s) != 0)
		return err_set(e, ERR_STORE, "%s: %s", db->where, strerror(errno));
	db->device = s.st_dev;
	db->inode = s.st_ino;
	return true;
}

bool db_is_in_place(const struct db *db, struct err *e)
{
	struct stat s;

	if (stat(db->where, &s) != 0)
		return err_set(e, ERR_STORE, "%s is gone: moved or removed while the server runs", db->where);
	return (s.st_dev == db->device && s.st_ino == db->inode) ||
	       err_set(e, ERR_STORE, "%s is another file than the server opened", db->where);
}

bool db_open(const char *where, enum db_mode mode, struct db **ret, struct err *e)
{
	SCOPED(db_closep) struct db *db = calloc(1, sizeof(*db));
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, set_up_library);
	must_have(db);
	db->where = strdup(where);
	must_have(db->where);
	db->mode = mode;
	db->prepared = calloc(sql_count, sizeof(*db->prepared));
	must_have(db->prepared);
	/* The file is made here and not by SQLite, so that only its owner can read
	 * it; SQLite gives the files beside it the same rights. */
	if (mode == DB_CREATE && !file_create(where, e))
		return false;
	if (open_file(where, mode, &db->c) != SQLITE_OK)
		return db->c ? sqlite_failed(db, where, e)
			     : err_set(e, ERR_STORE, "%s: cannot be opened", where);
	(void)sqlite3_extended_result_codes(db->c, 1);
	db_wait(db, BUSY_MS);
	(void)sqlite3_db_config(db->c, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(db->c, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	(void)sqlite3_db_config(db->c, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	if (!set_up(db, e) || !note_file(db, e))
		return false;
	*ret = db;
	db = NULL;
	return true;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	for (size_t i = 0; i < sql_count && db->prepared; i++) {
		must(!db->prepared[i].is_busy);
		(void)sqlite3_finalize(db->prepared[i].st);
	}
	must(sqlite3_close(db->c) == SQLITE_OK);
	free(db->prepared);
	free(db->where);
	free(db);
}

void db_closep(struct db **db)
{
	db_close(*db);
}

/* --- the whole file ---------------------------------------------------------- */

bool sqlite_empty_log(struct db *db, int patience_ms, struct err *e)
{
	int64_t is_busy = 0;
	bool is_done;

	(void)sqlite3_busy_timeout(db->c, patience_ms);
	is_done = sqlite_number(db, "PRAGMA wal_checkpoint(TRUNCATE)", &is_busy, e);
	db_wait(db, db->wait_ms);
	if (!is_done)
		return false;
	if (is_busy)
		return err_set(e, ERR_STORE, "the log is still being read; old pages remain in it");
	return true;
}

/* Whoever reads would keep it waiting, and all who save behind it. */
bool db_empty_log(struct db *db, struct err *e)
{
	return sqlite_empty_log(db, 0, e);
}

/* A connection keeps pages, and pieces of the last rows that it wrote. */
bool db_forget(struct db *db, struct err *e)
{
	SCOPED(db_closep) struct db *fresh = NULL;
	struct db kept;

	if (!db_is_in_place(db, e) || !db_open(db->where, db->mode, &fresh, e))
		return false;
	must(fresh);		/* said to the analyser */
	if (fresh->device != db->device || fresh->inode != db->inode)
		return db_is_in_place(db, e);
	fresh->tell = db->tell;
	kept = *db;
	*db = *fresh;
	*fresh = kept;
	db_wait(db, kept.wait_ms);
	db_pulse(db, kept.pulse, kept.pulse_ctx);
	return true;
}

void db_tell(struct db *db, void (*tell)(const char *line))
{
	db->tell = tell;
}
