/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the library refuses by itself: a head that is too large, a request line that is none.
 * It makes an answer of its own then, without our headers, and when that happens
 * while it reads it sends the head twice (docs/decisions/0018-refusals-of-the-library.md).  It hands that
 * answer to MHD_queue_response as we do, through the table of the dynamic linker, so
 * that a function of that name in the program takes its place.  Ours sends the
 * refusal itself and tells the library that it could not be queued: then it closes
 * and sends nothing.
 */
#include "http/server.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "base/must.h"
#include "base/out.h"

enum {
	REFUSAL_BYTES = 64 * 1024,
	READ_OUT_BYTES = 64 * 1024,	/* what came meanwhile; unread it would undo the answer */
};

#define EVERYWHERE __attribute__((visibility("default"), used))

typedef enum MHD_Result queue_fn(struct MHD_Connection *, unsigned, struct MHD_Response *);
typedef ssize_t tls_send_fn(void *session, const void *bytes, size_t n);

/* Of the library below us, and of the one below it that speaks TLS. */
static queue_fn *queue;
static tls_send_fn *tls_send;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void look_up(void)
{
	void *found[] = { dlsym(RTLD_NEXT, "MHD_queue_response"),
			  dlsym(RTLD_DEFAULT, "gnutls_record_send") };

	must(found[0]);
	memcpy(&queue, &found[0], sizeof(queue));
	memcpy(&tls_send, &found[1], sizeof(tls_send));
}

enum MHD_Result library_queue(struct MHD_Connection *c, unsigned status,
			      struct MHD_Response *response)
{
	(void)pthread_once(&once, look_up);
	return queue(c, status, response);
}

/* --- the answer as bytes ------------------------------------------------------------- */

static void add_date(struct out *o)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char text[64];
	time_t now = time(NULL);
	struct tm t;

	if (!gmtime_r(&now, &t))
		return;
	(void)snprintf(text, sizeof(text), "Date: %.3s, %02d %.3s %d %02d:%02d:%02d GMT\r\n",
		       days + (size_t)t.tm_wday * 3, t.tm_mday, months + (size_t)t.tm_mon * 3,
		       t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
	out_c(o, text);
}

static bool is_one_line(struct str s)
{
	return !s.n || (!memchr(s.p, '\r', s.n) && !memchr(s.p, '\n', s.n));
}

static struct str bytes_of(struct arena *a, const struct http_reply *r)
{
	struct out o = out_new(a, REFUSAL_BYTES);

	out_c(&o, "HTTP/1.1 ");
	out_i64(&o, r->status);
	out_char(&o, ' ');
	out_c(&o, MHD_get_reason_phrase_for((unsigned)r->status));
	out_c(&o, "\r\n");
	add_date(&o);
	for (size_t i = 0; i < r->header_count; i++) {
		if (!is_one_line(r->headers[i].value))
			continue;
		out_str(&o, r->headers[i].name);
		out_c(&o, ": ");
		out_str(&o, r->headers[i].value);
		out_c(&o, "\r\n");
	}
	out_c(&o, "Connection: close\r\nContent-Length: ");
	out_i64(&o, (int64_t)r->body.n);
	out_c(&o, "\r\n\r\n");
	out_str(&o, r->body);
	return o.is_failed ? (struct str){ "", 0 } : out_done(&o);
}

static void send_bytes(struct MHD_Connection *c, struct str bytes)
{
	const union MHD_ConnectionInfo *fd =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	const union MHD_ConnectionInfo *tls =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	char rest[4096];

	if (tls && tls->tls_session && tls_send) {
		(void)tls_send(tls->tls_session, bytes.p, bytes.n);
		return;
	}
	(void)send(fd->connect_fd, bytes.p, bytes.n, MSG_NOSIGNAL | MSG_DONTWAIT);
	(void)shutdown(fd->connect_fd, SHUT_WR);
	for (size_t n = 0; n < READ_OUT_BYTES; n += sizeof(rest))
		if (recv(fd->connect_fd, rest, sizeof(rest), MSG_DONTWAIT) <= 0)
			break;
}

/* Called by the library only: we call library_queue. */
EVERYWHERE enum MHD_Result MHD_queue_response(struct MHD_Connection *c, unsigned status,
					      struct MHD_Response *response)
{
	const union MHD_ConnectionInfo *of =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	const struct peer *peer = of ? of->socket_context : NULL;
	struct http_request q = { 0 };
	struct http_reply r = { 0 };

	(void)response;
	if (!peer)
		return MHD_NO;
	(void)pthread_once(&once, look_up);
	q.server = peer->server;
	q.a = arena_new(REFUSAL_BYTES);
	request_headers(c, &q);
	reply_refuse(peer->server, &q, (int)status, &r);
	send_bytes(c, bytes_of(q.a, &r));
	arena_free(q.a);
	return MHD_NO;
}
