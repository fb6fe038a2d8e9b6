/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/explain.h"
#include "store/path.h"

/* --- on the disk ------------------------------------------------------------------- */

bool file_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool is_synced = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		(void)close(fd);
	return is_synced;
}

bool file_sync_folder_of(const char *path)
{
	SCOPED(path_freep) char *folder = path_folder(path);

	return file_sync(folder);
}

/* --- removing ------------------------------------------------------------------------ */

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

bool file_destroy(const char *path)
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

/* --- making ---------------------------------------------------------------------------- */

void file_give(int fd, const char *path)
{
	SCOPED(path_freep) char *folder = path_folder(path);
	struct stat s;

	if (geteuid() == 0 && stat(folder, &s) == 0 && s.st_uid != 0)
		(void)!fchown(fd, s.st_uid, s.st_gid);
}

bool file_create(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int why = errno;

	/* Never open and close a file that is there: POSIX drops the locks of
	 * the whole process on it with the first descriptor that closes. */
	if (fd < 0 && why == EEXIST)
		return true;
	if (fd < 0)
		return store_explain(path, FOR_MAKING, 0, why, e) &&
		       err_set(e, ERR_STORE, "%s: cannot be made: %s", path, strerror(why));
	file_give(fd, path);
	(void)close(fd);
	return true;
}

static bool put(int fd, const char *text)
{
	size_t n = strlen(text);

	return write(fd, text, n) == (ssize_t)n && fsync(fd) == 0;
}

bool file_put(const char *path, const char *text, struct err *e)
{
	SCOPED(path_freep) char *part = path_with(path, ".part");
	int fd, why;
	bool is_put;

	fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_set(e, ERR_STORE, "%s: cannot be made: %s", part, strerror(errno));
	file_give(fd, path);
	is_put = put(fd, text) && rename(part, path) == 0;
	why = errno;
	(void)close(fd);
	if (is_put && file_sync_folder_of(path))
		return true;
	(void)unlink(part);
	return err_set(e, ERR_STORE, "%s: cannot be written: %s", path, strerror(why));
}
