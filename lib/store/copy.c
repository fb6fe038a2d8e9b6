/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Copies of the whole file beside it, "peil.db-v3.bak", made before the schema takes a
 * step: they hold what the file held, open sheets too.  So they are found again
 * by their names, also those that a killed process or an older version left, and
 * are overwritten before they are removed.
 */
#include "store/sqlite.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/must.h"
#include "store/file.h"
#include "store/path.h"

static void dir_closep(DIR **d)
{
	if (*d)
		(void)closedir(*d);
}

/* --- removing -------------------------------------------------------------------- */

/* "peil.db-v3.bak", and what an engine or a killed process leaves of one. */
static bool is_copy(const char *name, const char *file)
{
	static const char *const ends[] = { "", ".part", "-journal", "-wal", "-shm" };
	size_t n = strlen(file), digits;

	if (strncmp(name, file, n) != 0 || strncmp(name + n, "-v", 2) != 0)
		return false;
	name += n + 2;
	digits = strspn(name, "0123456789");
	name += digits;
	if (digits == 0 || strncmp(name, ".bak", 4) != 0)
		return false;
	name += 4;
	if (strncmp(name, ".part", 5) == 0)
		name += 5;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (strcmp(name, ends[i]) == 0)
			return true;
	return false;
}

/* Calls f for each copy; false when one call did or the folder cannot be read. */
static bool each_copy(struct db *db, bool (*f)(struct db *db, const char *path, struct err *e),
		      struct err *e)
{
	SCOPED(path_freep) char *folder = path_folder(db->where);
	SCOPED(dir_closep) DIR *d = opendir(folder);
	const char *file = path_name(db->where);
	bool is_ok = true;

	if (!d)
		return err_set(e, ERR_STORE, "%s: the folder cannot be read", folder);
	for (const struct dirent *entry; (entry = readdir(d));) {
		SCOPED(path_freep) char *path = NULL;

		if (!is_copy(entry->d_name, file))
			continue;
		must_have(asprintf(&path, "%.*s%s", (int)(file - db->where), db->where, entry->d_name) > 0);
		is_ok &= f(db, path, e);
	}
	return is_ok;
}

static bool say_and_destroy(struct db *db, const char *path, struct err *e)
{
	SCOPED(path_freep) char *line = NULL;

	if (!file_destroy(path))
		return err_set(e, ERR_STORE, "%s: a copy of the database with its sheets cannot be "
			       "removed: %s", path, strerror(errno));
	must_have(asprintf(&line, "removed the copy %s", path) > 0);
	if (db->tell)
		db->tell(line);
	return true;
}

bool copies_remove(struct db *db, struct err *e)
{
	return each_copy(db, say_and_destroy, e) &&
	       (file_sync_folder_of(db->where) || err_set(e, ERR_STORE, "%s: the folder cannot be synced", db->where));
}

static bool is_one(struct db *db, const char *path, struct err *e)
{
	(void)db;
	return err_set(e, ERR_CONFLICT, "%s", path);
}

bool copies_any(struct db *db, char *ret, size_t size)
{
	struct err found = { 0 };

	if (each_copy(db, is_one, &found) || found.kind != ERR_CONFLICT)
		return false;
	(void)snprintf(ret, size, "%s", found.text);
	return true;
}

/* --- making ------------------------------------------------------------------------ */

bool db_copy_to(struct db *db, const char *path, struct err *e)
{
	SCOPED(path_freep) char *part = NULL;
	sqlite3_stmt *st = NULL;
	int rc;

	must_have(asprintf(&part, "%s.part", path) > 0);
	(void)unlink(part);
	if (!file_create(part, e))
		return false;
	rc = sqlite3_prepare_v2(db->c, "VACUUM INTO $1", -1, &st, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(st, 1, part, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	(void)sqlite3_finalize(st);
	if (rc != SQLITE_DONE)
		(void)sqlite_failed(db, "copy", e);
	else if (!file_sync(part) || rename(part, path) != 0)
		(void)err_set(e, ERR_STORE, "%s: the copy cannot be put in place", path);
	else
		return file_sync_folder_of(path) ||
		       err_set(e, ERR_STORE, "%s: the copy cannot be put in place", path);
	(void)file_destroy(part);
	return false;
}
