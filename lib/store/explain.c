/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/explain.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "store/path.h"

enum { NAME_BYTES = 40 };

static const char *user(uid_t id, char ret[NAME_BYTES])
{
	const struct passwd *p = getpwuid(id);

	if (p)
		(void)snprintf(ret, NAME_BYTES, "%s", p->pw_name);
	else
		(void)snprintf(ret, NAME_BYTES, "user %u", (unsigned)id);
	return ret;
}

static bool too_few_descriptors(const char *where, struct err *e)
{
	struct rlimit l = { 0 };

	(void)getrlimit(RLIMIT_NOFILE, &l);
	return !err_set(e, ERR_STORE, "%s: too few file descriptors: the limit is %llu; raise LimitNOFILE= in "
			"the unit, or ulimit -n", where, (unsigned long long)l.rlim_cur);
}

/* Who may do what with it, and who asks. */
static bool is_refused(const char *path, int how, const char *what, struct err *e)
{
	char owner[NAME_BYTES], self[NAME_BYTES];
	struct stat s;

	if (faccessat(AT_FDCWD, path, how, AT_EACCESS) == 0)
		return false;
	if (errno == EROFS)
		return !err_set(e, ERR_STORE, "%s: its file system is read-only; mount it for writing, or look in the "
				"system's log why it became so", path);
	if (errno != EACCES || stat(path, &s) != 0)
		return false;
	(void)user(s.st_uid, owner);
	(void)user(geteuid(), self);
	return !err_set(e, ERR_STORE, "%s: %s; it belongs to %s (rights %04o) and this is %s: run the command as "
			"sudo -u %s, or give it to %s with chown", path, what, owner,
			(unsigned)(s.st_mode & 07777), self, owner, self);
}

static bool folder_is_wrong(const char *where, enum store_purpose purpose, struct err *e)
{
	SCOPED(path_freep) char *folder = path_folder(where);
	struct stat s;

	if (stat(folder, &s) != 0 && errno == ENOENT)
		return !err_set(e, ERR_STORE, "%s: the folder %s is not there; is the path right?  Or make it first",
				where, folder);
	if (stat(folder, &s) == 0 ? !S_ISDIR(s.st_mode) : errno == ENOTDIR)
		return !err_set(e, ERR_STORE, "%s: %s is no folder; is the path right?", where, folder);
	/* Without the right to enter, a file in it cannot be asked about. */
	if (is_refused(folder, X_OK, "may not be entered", e))
		return true;
	return purpose == FOR_MAKING && is_refused(folder, W_OK, "nothing can be made in this folder", e);
}

static bool file_is_wrong(const char *where, enum store_purpose purpose, struct err *e)
{
	struct stat s;

	if (stat(where, &s) != 0)
		return errno == ENOENT && purpose != FOR_MAKING &&
		       !err_set(e, ERR_STORE, "%s: there is no database there; is the path right?  "
				"A new one is made by 'peil serve' and 'peil account add' with --create", where);
	if (S_ISDIR(s.st_mode))
		return !err_set(e, ERR_STORE, "%s: is a folder; name the file in it", where);
	if (!S_ISREG(s.st_mode))
		return !err_set(e, ERR_STORE, "%s: is no plain file", where);
	return is_refused(where, purpose == FOR_LOOKING ? R_OK : R_OK | W_OK,
			  purpose == FOR_LOOKING ? "may not be read" : "may not be read and written", e);
}

/* The log and its index, as somebody else's command may have made them. */
static bool helper_is_wrong(const char *where, const char *end, struct err *e)
{
	SCOPED(path_freep) char *path = path_with(where, end);

	return access(path, F_OK) == 0 && is_refused(path, R_OK | W_OK, "may not be read and written", e);
}

static bool disk_is_full(const char *where, struct err *e)
{
	SCOPED(path_freep) char *folder = path_folder(where);
	struct statvfs s = { 0 };

	(void)statvfs(folder, &s);
	return !err_set(e, ERR_STORE, "%s: the disk is full: %llu MB free in %s; make room, nothing was changed", where,
			(unsigned long long)s.f_bavail * s.f_frsize / 1000000, folder);
}

static bool rights_are_wrong(const char *where, enum store_purpose purpose, struct err *e)
{
	SCOPED(path_freep) char *folder = path_folder(where);

	if (folder_is_wrong(where, purpose, e) || file_is_wrong(where, purpose, e))
		return true;
	if (helper_is_wrong(where, "-wal", e) || helper_is_wrong(where, "-shm", e))
		return true;
	/* A reader makes the log too, when nobody has it open. */
	return purpose != FOR_LOOKING && is_refused(folder, W_OK, "its log cannot be made in this folder", e);
}

bool store_explain(const char *where, enum store_purpose purpose, int code, int system, struct err *e)
{
	int fd;

	if ((code & 0xff) == SQLITE_FULL || system == ENOSPC || system == EDQUOT)
		return !disk_is_full(where, e);
	if ((code & 0xff) == SQLITE_NOTADB)
		return err_set(e, ERR_INPUT, "%s: is no database; is the path right?", where);
	if ((code & 0xff) == SQLITE_CORRUPT)
		return err_set(e, ERR_STORE, "%s: is damaged; stop the server and put a backup back with 'peil restore'",
			       where);
	fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (system == EMFILE || system == ENFILE || (fd < 0 && (errno == EMFILE || errno == ENFILE)))
		return !too_few_descriptors(where, e);
	if (fd >= 0)
		(void)close(fd);
	return !rights_are_wrong(where, purpose, e);
}
