/* SPDX-License-Identifier: EUPL-1.2 */
/* A raw connection to a server of these tests. */
#ifndef PEIL_TESTS_HTTP_WIRE_H
#define PEIL_TESTS_HTTP_WIRE_H

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "http/server.h"

static inline int wire_open(unsigned port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval patience = { .tv_sec = 30 };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)), 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	return fd;
}

/* False when the other side has closed. */
static inline bool wire_send(int fd, const char *p, size_t n)
{
	return send(fd, p, n, MSG_NOSIGNAL) == (ssize_t)n;
}

/* One answer: reads until the body that Content-Length announces is there, or
 * the end.  Returns the status, 0 when the connection was closed without one. */
static inline int wire_answer(int fd, char *to, size_t size)
{
	size_t n = 0;

	memset(to, 0, size);
	while (n + 1 < size) {
		const char *length = strstr(to, "Content-Length: "), *end = strstr(to, "\r\n\r\n");
		ssize_t got;

		if (end && (!length || n >= (size_t)(end + 4 - to) + strtoul(length + 16, NULL, 10)))
			break;
		got = recv(fd, to + n, size - n - 1, 0);
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	return strncmp(to, "HTTP/1.1 ", 9) == 0 ? (int)strtoul(to + 9, NULL, 10) : 0;
}

/* Is there anything to read within so many milliseconds? */
static inline bool wire_is_readable(int fd, int ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, ms) == 1;
}

static inline bool wire_is_closed(int fd)
{
	char rest[4096];
	ssize_t got;

	while ((got = recv(fd, rest, sizeof(rest), 0)) > 0)
		;
	return got == 0;
}

#endif
