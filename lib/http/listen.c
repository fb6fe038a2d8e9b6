/* SPDX-License-Identifier: EUPL-1.2 */
/* The listening socket, for IPv4 and IPv6. */
#include "http/server.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void fd_closep(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static void addrinfo_freep(struct addrinfo **list)
{
	if (*list)
		freeaddrinfo(*list);
}

/* Splits at the last colon; brackets around IPv6 go. */
static bool split_address(struct arena *a, const char *where, char **host, char **port)
{
	struct str s = str_from(where);
	size_t colon = s.n;
	int64_t number;

	while (colon && s.p[colon - 1] != ':')
		colon--;
	if (colon == 0 || !str_i64(str_cut(s, colon, s.n), 0, 65535, &number))
		return false;
	*port = str_cstr(a, str_cut(s, colon, s.n));
	s = str_cut(s, 0, colon - 1);
	if (str_starts(s, STR("[")) && str_ends(s, STR("]")))
		s = str_cut(s, 1, s.n - 1);
	else if (s.n && memchr(s.p, ':', s.n))
		return false;
	*host = str_cstr(a, s);
	return s.n > 0;
}

static int bind_socket(const struct addrinfo *at)
{
	const int yes = 1, no = 0;
	SCOPED(fd_closep) int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int ret;

	if (fd < 0)
		return -1;
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	/* "[::]" takes IPv4 too, so that one address serves everybody. */
	if (at->ai_family == AF_INET6)
		(void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof(no));
	if (bind(fd, at->ai_addr, at->ai_addrlen) != 0 || listen(fd, LISTEN_BACKLOG) != 0)
		return -1;
	ret = fd;
	fd = -1;
	return ret;
}

static unsigned port_of(int fd)
{
	struct sockaddr_storage at;
	socklen_t size = sizeof(at);
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	memset(&at, 0, sizeof(at));
	if (getsockname(fd, (struct sockaddr *)&at, &size) != 0)
		return 0;
	memcpy(&v4, &at, sizeof(v4));
	memcpy(&v6, &at, sizeof(v6));
	return ntohs(at.ss_family == AF_INET6 ? v6.sin6_port : v4.sin_port);
}

int listen_on(const char *where, unsigned *ret_port, struct err *e)
{
	const struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
		.ai_socktype = SOCK_STREAM,
	};
	SCOPED(arena_freep) struct arena *a = arena_new(4096);
	SCOPED(addrinfo_freep) struct addrinfo *list = NULL;
	char *host, *port;
	int fd;

	if (!split_address(a, where, &host, &port) || getaddrinfo(host, port, &hints, &list) != 0) {
		(void)err_set(e, ERR_USAGE, "cannot listen on \"%s\": write ADDRESS:PORT, "
			      "such as 127.0.0.1:8080 or [::1]:8080, or unix:PATH", where);
		return -1;
	}
	fd = bind_socket(list);
	if (fd < 0) {
		(void)err_set(e, ERR_SYSTEM, "cannot listen on %s: %s", where, strerror(errno));
		return -1;
	}
	*ret_port = port_of(fd);
	return fd;
}
