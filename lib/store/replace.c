/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/file.h"
#include "store/path.h"
#include "store/sqlite.h"

/* Only who is alone with a file can take it out of the mode that has a log. */
bool db_settle(const char *where, struct err *e)
{
	SCOPED(db_closep) struct db *db = NULL;
	struct err why = { 0 };
	char mode[16];

	if (!db_open(where, DB_WRITE, &db, e) || !sqlite_check_program(db, e))
		return false;
	if (!sqlite_text(db, "PRAGMA journal_mode = DELETE", mode, sizeof(mode), &why)) {
		if ((sqlite3_errcode(db->c) & 0xff) != SQLITE_BUSY) {
			*e = why;
			return false;
		}
		return err_set(e, ERR_BUSY, "%s: another program has it open; stop that first (fuser %s)", where, where);
	}
	if (strcmp(mode, "delete") != 0)
		return err_set(e, ERR_BUSY, "%s: another program has it open; stop that first (fuser %s)", where, where);
	return true;
}

/* Whose it was, and with the same rights for nobody else. */
static void give_as(const char *part, const char *where)
{
	int fd = open(part, O_RDONLY | O_CLOEXEC);
	struct stat s;

	if (fd < 0)
		return;
	if (geteuid() == 0 && stat(where, &s) == 0)
		(void)!fchown(fd, s.st_uid, s.st_gid);
	else
		file_give(fd, where);
	(void)close(fd);
}

/* What SQLite keeps beside a file.  A log or a journal that could not be taken into its
 * own file would be written into the one that takes its place. */
static const char *const helpers[] = { "-wal", "-shm", "-journal" };

/* It goes where its file goes. */
static bool move_helper(const char *where, const char *old, const char *end, struct err *e)
{
	SCOPED(path_freep) char *from = path_with(where, end);
	SCOPED(path_freep) char *to = path_with(old, end);

	return rename(from, to) == 0 || errno == ENOENT ||
	       err_set(e, ERR_SYSTEM, "%s: cannot be put aside: %s", from, strerror(errno));
}

static void destroy_all(const char *old)
{
	(void)file_destroy(old);
	for (size_t i = 0; i < ARRAY_LEN(helpers); i++) {
		SCOPED(path_freep) char *path = path_with(old, helpers[i]);

		(void)file_destroy(path);
	}
}

bool db_replace(const char *part, const char *where, const char *aside, struct err *e)
{
	SCOPED(path_freep) char *own = path_with(where, ".old");
	const char *old = aside ? aside : own;

	give_as(part, where);
	if (!file_sync(part))
		return err_set(e, ERR_SYSTEM, "%s: cannot be synced: %s", part, strerror(errno));
	if (access(where, F_OK) == 0) {
		/* A second name first: there is no moment without a database. */
		(void)unlink(own);
		if (link(where, old) != 0)
			return err_set(e, ERR_SYSTEM, "%s: the old file cannot be kept there: %s", old, strerror(errno));
		for (size_t i = 0; i < ARRAY_LEN(helpers); i++)
			if (!move_helper(where, old, helpers[i], e))
				return false;
	}
	if (rename(part, where) != 0 || !file_sync_folder_of(where))
		return err_set(e, ERR_SYSTEM, "%s: cannot be put in place: %s", where, strerror(errno));
	if (!aside)
		destroy_all(old);
	return true;
}
