/* SPDX-License-Identifier: EUPL-1.2 */
#include "watch/notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"

static void fd_closep(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

void notify_say(const char *what)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t n = path ? strlen(path) : 0;
	SCOPED(fd_closep) int fd = -1;

	/* A file, or with "@" an abstract name. */
	if (n < 2 || n >= sizeof(to.sun_path) || (path[0] != '/' && path[0] != '@'))
		return;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	memcpy(to.sun_path, path, n);
	if (path[0] == '@')
		to.sun_path[0] = '\0';
	(void)sendto(fd, what, strlen(what), MSG_NOSIGNAL | MSG_DONTWAIT, (const struct sockaddr *)&to,
		     (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
}

bool notify_is_abstract(void)
{
	const char *path = getenv("NOTIFY_SOCKET");

	return path && path[0] == '@';
}

int64_t notify_watchdog_ns(void)
{
	const char *us = getenv("WATCHDOG_USEC"), *whose = getenv("WATCHDOG_PID");
	int64_t n, pid;

	if (!us || !str_i64(str_from(us), 1, INT64_MAX / 1000, &n))
		return 0;
	if (whose && (!str_i64(str_from(whose), 1, INT32_MAX, &pid) || pid != getpid()))
		return 0;
	return n * 1000;
}
