/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/backup.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/file.h"
#include "store/path.h"
#include "store/sqlite.h"

enum {
	STEP_PAGES = 256,	/* a megabyte: what is read between two pauses */
	PAUSE_MS = 2,
	BEGINS_MAX = 4,		/* then it is read at one moment */
	BUSY_MAX = 5000,	/* pauses of waiting for somebody who locks everything */
	TIME_BYTES = 40,
};

static void pause_step(void)
{
	const struct timespec t = { 0, PAUSE_MS * 1000000L };

	(void)nanosleep(&t, NULL);
}

/* From here on this connection sees one moment, until it is rolled back. */
static bool hold_moment(struct db *from, struct err *e)
{
	int64_t n;

	return db_begin(from, e) && sqlite_number(from, "SELECT count(*) FROM sqlite_schema", &n, e);
}

static bool copy_steps(sqlite3_backup *b, struct db *from, struct err *e)
{
	int left = -1, begins = 1, busy = 0, rc;

	while ((rc = sqlite3_backup_step(b, STEP_PAGES)) != SQLITE_DONE) {
		if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED) {
			if (++busy > BUSY_MAX)
				return err_set(e, ERR_BUSY, "%s: somebody else locks it all the time; try again later",
					       from->where);
		} else if (rc != SQLITE_OK) {
			return true;	/* sqlite3_backup_finish says which */
		}
		if (left >= 0 && sqlite3_backup_remaining(b) > left && ++begins == BEGINS_MAX &&
		    !hold_moment(from, e))
			return false;
		left = sqlite3_backup_remaining(b);
		if (begins < BEGINS_MAX)
			pause_step();
	}
	return true;
}

bool db_backup(struct db *from, const char *to, struct err *e)
{
	SCOPED(db_closep) struct db *copy = NULL;
	sqlite3_backup *b;
	bool is_ok;

	if (!file_create(to, e) || !db_open(to, DB_APART, &copy, e))
		return false;
	b = sqlite3_backup_init(copy->c, "main", from->c, "main");
	if (!b)
		return sqlite_failed(copy, "backup", e);
	is_ok = copy_steps(b, from, e);
	if (sqlite3_backup_finish(b) != SQLITE_OK && is_ok)
		is_ok = sqlite_failed(copy, "backup", e);
	db_rollback(from);
	return is_ok;
}

/* --- the note -------------------------------------------------------------------------- */

bool backup_note(const char *db, int64_t now, struct err *e)
{
	SCOPED(path_freep) char *path = path_with(db, "-backup");
	char text[TIME_BYTES];

	(void)snprintf(text, sizeof(text), "%lld\n", (long long)now);
	return file_put(path, text, e);
}

int64_t backup_noted(const char *db)
{
	SCOPED(path_freep) char *path = path_with(db, "-backup");
	char text[TIME_BYTES];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	int64_t at = 0;

	if (fd >= 0)
		(void)close(fd);
	if (n <= 0)
		return 0;
	text[n] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return str_i64(str_from(text), 0, INT64_MAX, &at) ? at : 0;
}
