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
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/must.h"

static void str_freep(char **p)
{
	free(*p);
}

static void dir_closep(DIR **d)
{
	if (*d)
		(void)closedir(*d);
}

/* A file and the folder that names it; SQLite does not sync what it copies. */
static bool sync_path(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool is_synced = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		(void)close(fd);
	return is_synced;
}

static bool sync_folder_of(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash)
		return sync_path(".");
	slash[slash == path ? 1 : 0] = '\0';
	return sync_path(path);
}

/* --- removing -------------------------------------------------------------------- */

static bool overwrite(int fd, off_t size)
{
	static const char zeroes[64 * 1024];

	for (off_t at = 0; at < size;) {
		size_t n = size - at < (off_t)sizeof(zeroes) ? (size_t)(size - at) : sizeof(zeroes);
		ssize_t done = pwrite(fd, zeroes, n, at);

		if (done <= 0)
			return false;
		at += done;
	}
	return fsync(fd) == 0;
}

/* Zeroes over it first, as secure_delete does inside the file.  What cannot be overwritten
 * is removed all the same. */
static bool destroy(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat s;

	if (fd >= 0) {
		if (fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && s.st_nlink == 1)
			(void)overwrite(fd, s.st_size);
		(void)close(fd);
	}
	return unlink(path) == 0 || errno == ENOENT;
}

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
	SCOPED(str_freep) char *folder = strdup(db->where);
	SCOPED(dir_closep) DIR *d = NULL;
	char *slash = folder ? strrchr(folder, '/') : NULL;
	const char *file = slash ? strrchr(db->where, '/') + 1 : db->where;
	bool is_ok = true;

	must(folder);
	if (slash)
		slash[1] = '\0';
	d = opendir(slash ? folder : ".");
	if (!d)
		return err_set(e, ERR_STORE, "%s: the folder cannot be read", slash ? folder : ".");
	for (const struct dirent *entry; (entry = readdir(d));) {
		SCOPED(str_freep) char *path = NULL;

		if (!is_copy(entry->d_name, file))
			continue;
		must(asprintf(&path, "%s%s", slash ? folder : "", entry->d_name) > 0);
		is_ok &= f(db, path, e);
	}
	return is_ok;
}

static bool say_and_destroy(struct db *db, const char *path, struct err *e)
{
	SCOPED(str_freep) char *line = NULL;

	if (!destroy(path))
		return err_set(e, ERR_STORE, "%s: a copy of the database with its sheets cannot be "
			       "removed: %s", path, strerror(errno));
	must(asprintf(&line, "removed the copy %s", path) > 0);
	if (db->tell)
		db->tell(line);
	return true;
}

bool copies_remove(struct db *db, struct err *e)
{
	SCOPED(str_freep) char *where = strdup(db->where);

	must(where);
	return each_copy(db, say_and_destroy, e) &&
	       (sync_folder_of(where) || err_set(e, ERR_STORE, "%s: the folder cannot be synced", where));
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
	SCOPED(str_freep) char *part = NULL;
	sqlite3_stmt *st = NULL;
	int rc;

	must(asprintf(&part, "%s.part", path) > 0);
	(void)unlink(part);
	if (!sqlite_create_file(part, e))
		return false;
	rc = sqlite3_prepare_v2(db->c, "VACUUM INTO $1", -1, &st, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(st, 1, part, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	(void)sqlite3_finalize(st);
	if (rc != SQLITE_DONE)
		(void)sqlite_failed(db, "copy", e);
	else if (!sync_path(part) || rename(part, path) != 0)
		(void)err_set(e, ERR_STORE, "%s: the copy cannot be put in place", path);
	else
		return sync_folder_of(part) ||
		       err_set(e, ERR_STORE, "%s: the copy cannot be put in place", path);
	(void)destroy(part);
	return false;
}
