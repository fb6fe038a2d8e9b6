/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Listening on a Unix socket, for a proxy on the same machine.  Who may write to the
 * file may ask: owner and group.  A file that a server left which was killed is
 * taken over, one of a server that lives is not.
 */
#include "http/server.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/must.h"

enum { MODE = 0660, MODE_BITS = 0777 };

static void fd_closep(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static int socket_new(void)
{
	return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

/* Two servers that start at once look and bind one after the other: the lock is on
 * the folder, so that nothing is left of it. */
static int lock_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = strndup(path, slash == path ? 1 : (size_t)(slash - path));
	int fd;

	must_have(folder);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (fd >= 0)
		(void)flock(fd, LOCK_EX);
	return fd;
}

/* Nobody takes a connection: whoever made it is dead. */
static bool is_stale(const struct sockaddr_un *at)
{
	SCOPED(fd_closep) int fd = socket_new();
	struct stat s;

	return lstat(at->sun_path, &s) == 0 && S_ISSOCK(s.st_mode) && fd >= 0 &&
	       connect(fd, (const struct sockaddr *)at, sizeof(*at)) != 0 && errno == ECONNREFUSED;
}

/* With the mode from the first moment on. */
static int bind_with_mode(int fd, const struct sockaddr_un *at)
{
	mode_t old = umask(MODE_BITS & ~MODE);
	int failed = bind(fd, (const struct sockaddr *)at, sizeof(*at)) == 0 ? 0 : errno;

	(void)umask(old);
	return failed;
}

static int bind_or_take_over(int fd, const struct sockaddr_un *at)
{
	int failed = bind_with_mode(fd, at);

	if (failed != EADDRINUSE || !is_stale(at))
		return failed;
	return unlink(at->sun_path) == 0 ? bind_with_mode(fd, at) : errno;
}

static bool cannot(const char *path, int failed, struct err *e)
{
	struct stat s;

	if (failed == EADDRINUSE && lstat(path, &s) == 0 && !S_ISSOCK(s.st_mode))
		return err_set(e, ERR_SYSTEM, "cannot listen on unix:%s: there is another file", path);
	if (failed == EADDRINUSE)
		return err_set(e, ERR_SYSTEM, "cannot listen on unix:%s: a server that runs listens there", path);
	return err_set(e, ERR_SYSTEM, "cannot listen on unix:%s: %s", path, strerror(failed));
}

const char *listen_unix_path(const char *where)
{
	return strncmp(where, HTTP_UNIX, sizeof(HTTP_UNIX) - 1) == 0 ? where + sizeof(HTTP_UNIX) - 1 : NULL;
}

int listen_unix(const char *path, struct unix_file *ret, struct err *e)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	SCOPED(fd_closep) int fd = -1, folder = -1;
	struct stat s;
	int failed, taken;

	if (path[0] != '/' || strlen(path) >= sizeof(at.sun_path)) {
		(void)err_set(e, ERR_USAGE, "cannot listen on \"unix:%.120s\": write the whole path, of "
			      "at most %zu bytes, such as unix:/run/peil/peil.sock", path, sizeof(at.sun_path) - 1);
		return -1;
	}
	memcpy(at.sun_path, path, strlen(path));
	folder = lock_folder(path);
	fd = socket_new();
	failed = fd < 0 ? errno : bind_or_take_over(fd, &at);
	if (failed == 0 && listen(fd, LISTEN_BACKLOG) != 0)
		failed = errno;
	if (failed) {
		(void)cannot(path, failed, e);
		return -1;
	}
	if (lstat(path, &s) == 0)
		*ret = (struct unix_file){ strdup(path), s.st_dev, s.st_ino };
	taken = fd;
	fd = -1;
	return taken;
}

void unix_file_remove(struct unix_file *f)
{
	struct stat s;

	/* Unless it is of somebody who came after us. */
	if (f->path && lstat(f->path, &s) == 0 && s.st_dev == f->device && s.st_ino == f->inode)
		(void)unlink(f->path);
	free(f->path);
	*f = (struct unix_file){ 0 };
}
