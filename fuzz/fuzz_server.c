/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Raw bytes to the whole server: library, gate, workers and pages.  A byte FE in the input
 * is where one piece ends and the next is sent later; {lead} and the like are the words of
 * the town.  Whatever comes: what is answered are whole answers of HTTP with our headers,
 * nothing follows one that says that it is the last, the connection ends, somebody else gets
 * a page, and no descriptor stays open.
 */
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <linux/sockios.h>

#include "base/clock.h"
#include "base/must.h"
#include "town.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	ANSWER_MAX = 16 << 20, PATIENCE_MS = 120000, QUIET_MS = 300, PIECE_END = 0xfe, LOOK_EVERY = 64, DESCRIPTORS_MORE = 3,
};

static char got[ANSWER_MAX + 1];

static int open_connection(void)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)snprintf(at.sun_path, sizeof(at.sun_path), "%s", town_socket());
	must(fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0);
	return fd;
}

/* False when the server has closed, as it may. */
static bool send_all(int fd, struct str s)
{
	while (s.n) {
		ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		s = str_cut(s, (size_t)n, s.n);
	}
	return true;
}

static bool has(struct str in, const char *what)
{
	return in.n && memmem(in.p, in.n, what, strlen(what)) != NULL;
}

/* Until the server has taken all that was sent: an end that comes together with the last
 * bytes the library sees only when its time is over. */
static void wait_until_taken(int fd)
{
	const int64_t until = clock_mono_ns() + INT64_C(1000000) * PATIENCE_MS;
	struct pollfd p = { .fd = fd };
	int left = 0;

	while (ioctl(fd, SIOCOUTQ, &left) == 0 && left > 0 && !(poll(&p, 1, 0) == 1 && p.revents & POLLHUP)) {
		must(clock_mono_ns() < until);
		(void)usleep(100);
	}
}

/* Until the server closes; a stream goes on, so that one is left once it is quiet. */
static struct str read_all(int fd)
{
	size_t n = 0;

	for (;;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		const bool is_stream = has((struct str){ got, n }, "text/event-stream");
		ssize_t more;

		int ready = poll(&p, 1, is_stream ? QUIET_MS : PATIENCE_MS);

		if (ready < 0 && errno == EINTR)	/* the fuzzer's own clock */
			continue;
		if (ready == 0) {
			must(is_stream);	/* else it never ends */
			break;
		}
		more = recv(fd, got + n, ANSWER_MAX - n, 0);
		must(n + (more > 0 ? (size_t)more : 0) < ANSWER_MAX);
		if (more <= 0)
			break;
		n += (size_t)more;
	}
	got[n] = '\0';
	return (struct str){ got, n };
}

/* --- what came back ---------------------------------------------------------------------- */

struct answer {
	int status;
	size_t lengths, policies, sniffs;
	int64_t length;
	bool is_last, is_stream;
};

static void read_field(struct answer *r, struct str line)
{
	struct str value, name = str_split(line, ':', &value);

	must(value.p && name.n);
	for (size_t i = 0; i < line.n; i++)
		must((unsigned char)line.p[i] >= ' ' && (unsigned char)line.p[i] < 0x7f);
	value = str_trim(value);
	if (str_is(name, "Content-Length")) {
		r->lengths++;
		must(str_i64(value, 0, INT64_MAX, &r->length));
	}
	r->policies += str_is(name, "Content-Security-Policy") && str_starts(value, STR("default-src 'none'; "));
	r->sniffs += str_is(name, "X-Content-Type-Options") && str_is(value, "nosniff");
	r->is_last |= str_is(name, "Connection") && str_is(value, "close");
	r->is_stream |= str_is(name, "Content-Type") && str_starts(value, STR("text/event-stream"));
}

static struct answer read_head(struct str *rest)
{
	const char *end = memmem(rest->p, rest->n, "\r\n\r\n", 4);
	struct answer r = { 0 };
	int64_t status = 0;
	struct str head, line;

	must(end && (str_starts(*rest, STR("HTTP/1.1 ")) || str_starts(*rest, STR("HTTP/1.0 "))));
	head = str_cut(*rest, 0, (size_t)(end - rest->p));
	*rest = str_cut(*rest, head.n + 4, rest->n);
	line = str_split(head, '\n', &head);
	must(line.n > 12 && str_i64(str_cut(line, 9, 12), 100, 599, &status));
	r.status = (int)status;
	while (head.p && head.n) {
		line = str_split(head, '\n', &head);
		must(!head.p || line.p[line.n - 1] == '\r');
		read_field(&r, head.p ? str_cut(line, 0, line.n - 1) : line);
	}
	return r;
}

static size_t count(struct str in, const char *what)
{
	size_t n = 0;

	for (size_t i = 0; i + strlen(what) <= in.n; i++)
		n += memcmp(in.p + i, what, strlen(what)) == 0;
	return n;
}

/* A method whose answer has no body was somewhere in what was sent. */
static void skip_body(struct str *rest, const struct answer *r, struct str sent)
{
	const bool has_none = rest->n == 0 || str_starts(*rest, STR("HTTP/1."));

	if (r->status == 304 || (has_none && has(sent, "HEAD")))
		return;
	must((int64_t)rest->n >= r->length);
	*rest = str_cut(*rest, (size_t)r->length, rest->n);
}

static void judge(struct str said, struct str sent)
{
	const size_t asked = count(sent, "HTTP/") + 1;
	size_t answers = 0;

	while (said.n) {
		struct answer r = read_head(&said);

		if (r.status == 100)
			continue;
		must(++answers <= asked);
		must(r.policies == 1 && r.sniffs == 1);
		if (r.is_stream)
			return;
		must(r.lengths == 1 || r.status == 304);
		skip_body(&said, &r, sent);
		must(!r.is_last || said.n == 0);
	}
}

/* --- the server goes on -------------------------------------------------------------------- */

static void ask_well(void)
{
	static const struct str good = STR("GET /aanmelden HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	struct str said;
	int fd = open_connection();

	must(send_all(fd, good));
	said = read_all(fd);
	must(str_starts(said, STR("HTTP/1.1 200 ")) && has(said, "</html>"));
	judge(said, good);
	(void)close(fd);
}

static size_t descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	size_t n = 0;

	must(d);
	while (readdir(d))
		n++;
	(void)closedir(d);
	return n;
}

/* It closes a little after we do. */
static void look_for_leaks(void)
{
	static size_t runs, at_first;
	const int64_t until = clock_mono_ns() + INT64_C(1000000) * PATIENCE_MS;

	if (runs++ % LOOK_EVERY)
		return;
	if (!at_first)
		at_first = descriptors();
	while (descriptors() > at_first + DESCRIPTORS_MORE) {
		must(clock_mono_ns() < until);
		(void)usleep(1000);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct town *w = town_open("s");
	SCOPED(arena_freep) struct arena *a = arena_new(16 << 20);
	struct str sent = town_fill(w, a, (struct str){ (const char *)data, size }, STR("x")), rest = sent;
	int fd;

	town_again(w);
	fd = open_connection();
	while (rest.p && send_all(fd, str_split(rest, (char)PIECE_END, &rest)))
		wait_until_taken(fd);
	(void)shutdown(fd, SHUT_WR);
	judge(read_all(fd), sent);
	(void)close(fd);
	ask_well();
	look_for_leaks();
	return 0;
}
