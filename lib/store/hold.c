/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/hold.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/file.h"
#include "store/path.h"

static void file_closep(FILE **f)
{
	if (*f)
		(void)fclose(*f);
}

/* The next word of a line with blanks between. */
static struct str word(struct str *line)
{
	struct str w = { 0 };

	*line = str_trim(*line);
	if (line->p)
		w = str_split(*line, ' ', line);
	return w;
}

/* A line of /proc/locks: "1: FLOCK  ADVISORY  READ 1234 fe:01:12345 0 EOF". */
static long holder_in(struct str line, ino_t number)
{
	struct str kind, place;
	int64_t process, inode;

	(void)word(&line);
	kind = word(&line);
	(void)word(&line);
	(void)word(&line);
	if (!str_is(kind, "FLOCK") || !str_i64(word(&line), 1, INT32_MAX, &process))
		return 0;
	place = word(&line);
	(void)str_split(place, ':', &place);
	(void)str_split(place, ':', &place);
	return str_i64(place, 0, INT64_MAX, &inode) && (ino_t)inode == number ? (long)process : 0;
}

static long holder_of(ino_t number)
{
	SCOPED(file_closep) FILE *f = fopen("/proc/locks", "re");
	char line[200];
	long process = 0;

	while (f && !process && fgets(line, sizeof(line), f))
		process = holder_in(str_from(line), number);
	return process;
}

long db_holder(const char *where)
{
	SCOPED(path_freep) char *path = path_with(where, "-lock");
	struct stat s;

	return stat(path, &s) == 0 ? holder_of(s.st_ino) : 0;
}

static void name_of(long process, char *ret, size_t size)
{
	SCOPED(file_closep) FILE *f = NULL;
	char path[40];

	(void)snprintf(path, sizeof(path), "/proc/%ld/comm", process);
	f = fopen(path, "re");
	if (!f || !fgets(ret, (int)size, f))
		(void)snprintf(ret, size, "?");
	ret[strcspn(ret, "\n")] = '\0';
}

static bool is_held(const char *where, enum db_hold how, struct err *e)
{
	long process = db_holder(where);
	char name[20];

	if (how == HOLD_USE)
		return err_set(e, ERR_BUSY, "%s: is being restored just now; wait until that is done", where);
	if (process == 0)
		return err_set(e, ERR_BUSY, "%s: is in use; stop the server first: systemctl stop peil", where);
	name_of(process, name, sizeof(name));
	return err_set(e, ERR_BUSY, "%s: is in use by process %ld (%s); stop the server first: systemctl stop peil",
		       where, process, name);
}

bool db_hold(const char *where, enum db_hold how, int *ret, struct err *e)
{
	SCOPED(path_freep) char *path = path_with(where, "-lock");
	int fd;

	*ret = -1;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 && how == HOLD_USE)
		return true;
	if (fd < 0)
		return err_set(e, ERR_STORE, "%s: cannot be made: %s; run this as who owns the folder", path,
			       strerror(errno));
	file_give(fd, path);
	if (flock(fd, (how == HOLD_USE ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0) {
		*ret = fd;
		return true;
	}
	(void)close(fd);
	return is_held(where, how, e);
}

void db_let_go(int *held)
{
	if (*held >= 0)
		(void)close(*held);
	*held = -1;
}

bool db_is_alone(int held)
{
	bool is_alone = held >= 0 && flock(held, LOCK_EX | LOCK_NB) == 0;

	if (held >= 0)
		(void)flock(held, LOCK_SH | LOCK_NB);
	return is_alone;
}

static ino_t number_of(const char *where)
{
	struct stat s;

	return stat(where, &s) == 0 ? s.st_ino : 0;
}

/* Opened first: a path that was mistyped leaves no lock behind. */
bool db_open_held(const char *where, enum db_mode mode, struct db **ret, int *ret_held,
		  struct err *e)
{
	SCOPED(db_closep) struct db *db = NULL;
	ino_t before = number_of(where);

	*ret_held = -1;
	if (!db_open(where, mode, &db, e) || !db_hold(where, HOLD_USE, ret_held, e))
		return false;
	if (before && number_of(where) != before) {
		db_let_go(ret_held);
		return err_set(e, ERR_BUSY, "%s: was replaced just now; run this again", where);
	}
	*ret = db;
	db = NULL;
	return true;
}
