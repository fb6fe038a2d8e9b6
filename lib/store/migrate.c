/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The schema's way forward.  The file's user_version counts the steps of
 * schema/ it has had; each step and its number are one transaction.
 */
#include "store/sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "store/backup.h"

/* "Peil" in the file's header: a database of another program is left alone. */
enum { APPLICATION = 0x5065696c };

static void str_freep(char **p)
{
	free(*p);
}

bool sqlite_check_program(struct db *db, struct err *e)
{
	int64_t application, tables, version;

	if (!sqlite_number(db, "PRAGMA application_id", &application, e) ||
	    !sqlite_number(db, "PRAGMA user_version", &version, e) ||
	    !sqlite_number(db, "SELECT count(*) FROM sqlite_schema", &tables, e))
		return false;
	if (application != APPLICATION && (tables > 0 || version > 0))
		return err_set(e, ERR_INPUT, "%s is a database of another program; choose another file",
			       db->where);
	return true;
}

static bool check_ours(struct db *db, int64_t version, int known, struct err *e)
{
	if (!sqlite_check_program(db, e))
		return false;
	if (version > known)
		return err_set(e, ERR_INPUT,
			       "%s was made by a newer peil (schema %lld, this one knows %d); "
			       "install that version or restore an older backup",
			       db->where, (long long)version, known);
	return true;
}

static bool copy_beside(struct db *db, int64_t version, struct err *e)
{
	SCOPED(str_freep) char *path = NULL;
	SCOPED(str_freep) char *line = NULL;

	must_have(asprintf(&path, "%s-v%lld.bak", db->where, (long long)version) > 0);
	if (!db_copy_to(db, path, e)) {
		struct err why = *e;

		return err_set(e, why.kind, "no copy can be made before the database is brought up "
			       "to date, nothing was changed (is the disk full?): %.120s", why.text);
	}
	must_have(asprintf(&line, "made the copy %s before bringing the database up to date; it is "
		      "removed when that has succeeded", path) > 0);
	if (db->tell)
		db->tell(line);
	return true;
}

bool db_check_ours(struct db *db, int64_t *ret, struct err *e)
{
	if (!sqlite_number(db, "PRAGMA user_version", ret, e) ||
	    !check_ours(db, *ret, schema_step_count, e))
		return false;
	return *ret > 0 || err_set(e, ERR_INPUT, "%s: is empty", db->where);
}

bool db_check_whole(struct db *db, struct err *e)
{
	char said[100];
	int64_t orphans;

	if (!sqlite_text(db, "PRAGMA integrity_check(1)", said, sizeof(said), e) ||
	    !sqlite_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &orphans, e))
		return false;
	if (strcmp(said, "ok") != 0)
		return err_set(e, ERR_STORE, "%.80s", said);
	return orphans == 0 || err_set(e, ERR_STORE, "%lld rows point at nothing", (long long)orphans);
}

/* Opened anew, as who uses it next will. */
static bool check_whole(const char *where, struct err *e)
{
	SCOPED(db_closep) struct db *db = NULL;

	return db_open(where, DB_READ, &db, e) && db_check_whole(db, e);
}

/* The copies have served, or are of somebody who did not get to the end. */
static bool remove_copies(struct db *db, struct err *e)
{
	char copy[200];
	struct err why = { 0 };

	if (!copies_any(db, copy, sizeof(copy)))
		return true;
	if (!check_whole(db->where, &why))
		return err_set(e, ERR_STORE, "the database is not whole (%.80s); the copy of before is "
			       "kept: %.100s", why.text, copy);
	return copies_remove(db, e);
}

/* Another process may have taken the step meanwhile: the version is read again
 * inside the transaction. */
static bool run_step(struct db *db, const struct schema_step *step, int64_t version,
		     struct err *e)
{
	char number[96];
	int64_t now;

	if (!sqlite_number(db, "PRAGMA user_version", &now, e))
		return false;
	if (now != version)
		return true;
	(void)snprintf(number, sizeof(number),
		       "PRAGMA user_version = %lld; PRAGMA application_id = %d",
		       (long long)version + 1, APPLICATION);
	return sqlite_run(db, step->sql, e) && sqlite_run(db, number, e);
}

bool sqlite_migrate(struct db *db, const struct schema_step *steps, int count, struct err *e)
{
	int64_t version;

	if (!sqlite_number(db, "PRAGMA user_version", &version, e) ||
	    !check_ours(db, version, count, e))
		return false;
	if (version > 0 && version < count && !copy_beside(db, version, e))
		return false;
	for (; version < count; version++) {
		bool is_done = db_begin(db, e) && run_step(db, &steps[version], version, e) &&
			       db_commit(db, e);

		if (!is_done) {
			db_rollback(db);
			return false;
		}
	}
	return remove_copies(db, e);
}

bool db_migrate(struct db *db, struct err *e)
{
	return sqlite_migrate(db, schema_steps, schema_step_count, e);
}
