/* SPDX-License-Identifier: EUPL-1.2 */
#include "upkeep/backup_place.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/list.h"
#include "base/must.h"
#include "base/str.h"
#include "store/file.h"
#include "store/path.h"

/* In UTC, so that names sort by age; a digit stands for any. */
static const char stamp[] = "-0000-00-00T000000Z.db";

static void dir_closep(DIR **d)
{
	if (*d)
		(void)closedir(*d);
}

/* --- names ------------------------------------------------------------------------------ */

/* "peil" of /var/lib/peil/peil.db */
static char *stem_of(const char *db)
{
	const char *name = path_name(db);
	size_t n = strlen(name);
	char *stem = strndup(name, n > 3 && strcmp(name + n - 3, ".db") == 0 ? n - 3 : n);

	must_have(stem);
	return stem;
}

/* Is it a dated name of this stem, and then what follows it?  NULL: it is not. */
static const char *after_dated(const char *name, const char *stem)
{
	size_t n = strlen(stem);

	if (strncmp(name, stem, n) != 0)
		return NULL;
	name += n;
	for (const char *p = stamp; *p; p++, name++)
		if (*p == '0' ? !isdigit((unsigned char)*name) : *name != *p)
			return NULL;
	return name;
}

static bool is_part_end(const char *end)
{
	static const char *const ends[] = { ".part", ".part2", ".part2.part" };
	static const char *const beside[] = { "", "-journal", "-wal", "-shm" };

	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		for (size_t j = 0; j < ARRAY_LEN(beside); j++) {
			size_t n = strlen(ends[i]);

			if (strncmp(end, ends[i], n) == 0 && strcmp(end + n, beside[j]) == 0)
				return true;
		}
	return false;
}

/* Is it what a backup in this place, or at this path, left half done? */
static bool is_left(const struct backup_place *p, const char *name)
{
	const char *own = p->stem ? NULL : path_name(p->path);
	const char *end = p->stem ? after_dated(name, p->stem)
			: strncmp(name, own, strlen(own)) == 0 ? name + strlen(own) : NULL;

	return end && is_part_end(end);
}

/* --- the folder ---------------------------------------------------------------------------- */

static bool lock_folder(struct backup_place *p, struct err *e)
{
	p->lock = open(p->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (p->lock < 0)
		return err_set(e, ERR_INPUT, "%s: the folder cannot be opened: %s", p->folder, strerror(errno));
	if (flock(p->lock, LOCK_EX | LOCK_NB) != 0)
		return err_set(e, ERR_BUSY, "%s: another backup is being made here; wait until it is done",
			       p->folder);
	return true;
}

static bool remove_left(struct backup_place *p, struct err *e)
{
	SCOPED(dir_closep) DIR *d = opendir(p->folder);

	if (!d)
		return err_set(e, ERR_INPUT, "%s: the folder cannot be read: %s", p->folder, strerror(errno));
	for (const struct dirent *entry; (entry = readdir(d));) {
		SCOPED(path_freep) char *path = path_in(p->folder, entry->d_name);

		if (is_left(p, entry->d_name) && !file_destroy(path))
			return err_set(e, ERR_SYSTEM, "%s: is left of an earlier backup and cannot be removed: %s",
				       path, strerror(errno));
	}
	return true;
}

static char *dated_path(const struct backup_place *p, int64_t now)
{
	time_t seconds = (time_t)(now / 1000);
	struct tm t;
	char name[300];

	must(gmtime_r(&seconds, &t));
	(void)snprintf(name, sizeof(name), "%.200s-%04d-%02d-%02dT%02d%02d%02dZ.db", p->stem,
		       t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
	return path_in(p->folder, name);
}

bool backup_place_open(const char *db, const char *target, int64_t now, struct backup_place *p,
		       struct err *e)
{
	size_t n = strlen(target);
	struct stat s;
	bool is_folder = n > 0 && (target[n - 1] == '/' ||
				   (stat(target, &s) == 0 && S_ISDIR(s.st_mode)));

	*p = (struct backup_place){ .lock = -1 };
	if (is_folder) {
		p->folder = strdup(target);
		must_have(p->folder);
		p->stem = stem_of(db);
		/* Two in one second: the later one has the next. */
		for (p->path = dated_path(p, now); lstat(p->path, &s) == 0; p->path = dated_path(p, now)) {
			free(p->path);
			now += 1000;
		}
	} else {
		p->folder = path_folder(target);
		p->path = strdup(target);
		must_have(p->path);
	}
	p->part = path_with(p->path, ".part");
	p->part2 = path_with(p->path, ".part2");
	if (!lock_folder(p, e))
		return false;
	if (lstat(p->path, &s) == 0)
		return err_set(e, ERR_INPUT, "%s: is there already; name another file, or a folder for dated names",
			       p->path);
	return remove_left(p, e);
}

/* Not over a file that somebody put there meanwhile. */
bool backup_place_finish(struct backup_place *p, const char *part, struct err *e)
{
	if (file_sync(part) && link(part, p->path) == 0 && unlink(part) == 0 &&
	    file_sync_folder_of(p->path))
		return true;
	if (access(p->path, F_OK) != 0 && rename(part, p->path) == 0 && file_sync_folder_of(p->path))
		return true;	/* a file system without second names */
	return err_set(e, ERR_SYSTEM, "%s: the backup cannot be put in place: %s", p->path, strerror(errno));
}

/* --- keeping the last ---------------------------------------------------------------------- */

enum { NAMES_ARENA = 1 << 24 };

struct names { LIST_OF(const char *); };

static int newest_first(const void *a, const void *b)
{
	return strcmp(*(const char *const *)b, *(const char *const *)a);
}

/* A plain file under exactly such a name, and no link to one. */
static bool is_own(const struct backup_place *p, const char *name)
{
	SCOPED(path_freep) char *path = path_in(p->folder, name);
	const char *end = after_dated(name, p->stem);
	struct stat s;

	return end && *end == '\0' && lstat(path, &s) == 0 && S_ISREG(s.st_mode);
}

static bool list_own(const struct backup_place *p, struct arena *a, struct names *ret,
		     struct err *e)
{
	SCOPED(dir_closep) DIR *d = opendir(p->folder);

	if (!d)
		return err_set(e, ERR_SYSTEM, "%s: the folder cannot be read", p->folder);
	for (const struct dirent *entry; (entry = readdir(d));) {
		if (!is_own(p, entry->d_name))
			continue;
		*LIST_ADD(a, ret) = str_cstr(a, str_from(entry->d_name));
	}
	if (ret->count)
		qsort(ret->at, ret->count, sizeof(*ret->at), newest_first);
	return true;
}

bool backup_place_keep(const struct backup_place *p, int64_t keep, int64_t *ret_removed,
		       struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(NAMES_ARENA);
	struct names names = { 0 };

	*ret_removed = 0;
	if (!list_own(p, a, &names, e))
		return false;
	for (size_t i = (size_t)keep; i < names.count; i++) {
		SCOPED(path_freep) char *path = path_in(p->folder, names.at[i]);

		if (!file_destroy(path))
			return err_set(e, ERR_SYSTEM, "%s: cannot be removed: %s", path, strerror(errno));
		++*ret_removed;
	}
	return true;
}

void backup_place_freep(struct backup_place *p)
{
	free(p->folder);
	free(p->stem);
	free(p->path);
	free(p->part);
	free(p->part2);
	if (p->lock >= 0)
		(void)close(p->lock);
}
