/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The seam over libmicrohttpd.  It knows HTTP and nothing of the product.
 *
 * A request's way: an I/O thread (epoll) parses; the strict gate refuses what
 * libmicrohttpd lets through; the connection is suspended and the request
 * queued; one of the workers runs the handler, plain blocking code; the
 * connection is resumed with the reply.  The request, its arena and
 * everything in it live until the reply has been sent.
 */
#ifndef PEIL_HTTP_HTTP_H
#define PEIL_HTTP_HTTP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct http_server;

struct http_header {
	struct str name, value;
};

struct http_request {
	struct arena *a;
	struct str method;		/* GET, HEAD, POST */
	struct str path;		/* raw, still percent-encoded; starts with '/' */
	struct str query;		/* raw, without '?' */
	struct str body;
	/* Of the peer, or for whom the proxies that we trust ask (proxy.c); of IPv6 the
	 * first 64 bits, which one subscriber has, written as "2001:db8::".  "unix": nobody
	 * said it on a Unix socket.  For rate limits; a log has it shortened. */
	struct str address;
	bool is_of_proxy;		/* the address is that of a proxy that we trust, or of this machine */
	const struct http_header *headers;
	size_t header_count;
	int64_t began;			/* clock_mono_ns() when the request was whole */
	struct http_server *server;	/* that it came to; NULL: none */
	unsigned worker;		/* 0 .. workers + HTTP_SLOW_WORKERS - 1: which thread answers */
};

/* Case does not matter in the name.  Absent: p == NULL.  "Host" is the host of
 * the target when the client sent one there. */
struct str http_header_get(const struct http_request *q, const char *name);
struct str http_cookie_get(const struct http_request *q, const char *name);
/* Does Accept-Encoding name this coding, and not with q=0?  "*" is not taken for
 * a yes: plain bytes are always right. */
bool http_coding_is_accepted(const struct http_request *q, const char *coding);

struct http_reply {
	int status;			/* 0 is answered as 500 */
	struct str body;		/* lives as long as the request */
	struct http_header headers[24];
	size_t header_count;
	bool is_lasting;		/* the body lives as long as the program */
	struct http_stream *stream;	/* instead of a body; NULL: none */
};

void http_reply_header(struct http_reply *r, struct str name, struct str value);

enum {
	HTTP_DRAIN_BYTES = 2 * 1024 * 1024,	/* at most read and dropped of one body */
	HTTP_DRAIN_KNOWN_BYTES = 32 * 1024 * 1024,	/* of one of somebody who is known */
	HTTP_KEY_BYTES = 16,
	HTTP_WORKERS = 32,		/* group commit pays when many wait at once */
	HTTP_CONNECTIONS = 12288,	/* 10,000 screens, and what goes on beside them */
	HTTP_CONNECTION_BYTES = 12 * 1024,	/* a head with the largest cookie, kept twice */
	HTTP_BODY_FREE = 1024,		/* of every connection: votes, buttons, an answer without words */
	HTTP_BODIES_BYTES = 48 * 1024 * 1024,	/* of all that are being sent, at once */
	HTTP_BODIES_RESERVE = 16 * 1024 * 1024,	/* beside it, for what comes first */
	HTTP_SLOW_WORKERS = 2,			/* beside the others */
	HTTP_SLOW_WAITING = 32,
};
#define HTTP_RETRY_AFTER "5"			/* seconds; goes with every 503 of ours, and 429 */

#define HTTP_THAT_READS	(~0u)		/* in the place of a worker: the thread that reads */

/* "10.0.0.7", "2001:db8::/64": the addresses that begin with these bits. */
struct http_range {
	uint8_t address[16];		/* IPv4 mapped */
	unsigned bits;			/* of all 128 */
};
bool http_range_read(struct str text, struct http_range *ret, struct err *e);	/* ERR_USAGE */

#define HTTP_UNIX "unix:"

/* What a request may send, and on whose account.  A body that is too much is refused with
 * 413; one of more than HTTP_BODY_FREE for which there is no room now with 503, or 429
 * when its own address or key holds too much already (budget.h). */
struct http_terms {
	size_t body_max;		/* bytes; 0: no body */
	/* What is larger is dropped before it is refused, up to HTTP_DRAIN_BYTES, so that a
	 * browser that is still sending gets to see the answer.  What there is no room
	 * for always is, and all of who is known, up to HTTP_DRAIN_KNOWN_BYTES. */
	bool reads_out;
	bool has_key;			/* who sends is known, and this is whose account it is: */
	uint8_t key[HTTP_KEY_BYTES];	/* any bytes that nobody else has */
	bool is_first;			/* goes on when the room for others is taken */
};

struct http_config {
	/* "127.0.0.1:8080", "[::1]:0"; port 0: any free; HTTP_UNIX and the path of a socket */
	const char *listen;
	const char *tls_cert, *tls_key;	/* files; both or neither; read again by http_reload */
	/* Proxies, beside those on this machine, whose X-Forwarded-For is believed; lives
	 * as long as the server. */
	const struct http_range *trusted;
	size_t trusted_count;
	unsigned workers;		/* 0: the default, 32 */
	/* A request whose answer takes long, such as hashing a password, has few
	 * workers and a short queue of its own: others never wait for it, and as many
	 * as have room wait.  Beyond that 503 with Retry-After.  On the thread that
	 * reads: must not wait.  NULL: none is slow. */
	bool (*is_slow)(void *ctx, const struct http_request *q);
	/* Answers at once what must not wait for a worker, on the thread that reads; false: it
	 * goes to a worker.  NULL: nothing. */
	bool (*at_once)(void *ctx, const struct http_request *q, struct http_reply *r);
	bool is_for_machine;		/* listens where only this machine can reach it, or refuses */
	size_t arena_cap;		/* per request; 0: 16 MiB */
	void *ctx;
	/* Fills *ret, which is zeroed, for a request that has no body yet.  On the thread
	 * that reads: must not wait. */
	void (*terms)(void *ctx, const struct http_request *q, struct http_terms *ret);
	/* Runs on a worker thread.  Must fill the reply. */
	void (*handle)(void *ctx, struct http_request *q, struct http_reply *r);
	/* What this thread holds of earlier requests goes: `worker` as in the request, or
	 * HTTP_THAT_READS.  May be NULL. */
	void (*forget)(void *ctx, unsigned worker);
	/* Fills what somebody reads who is refused: by the gate, for a body too
	 * large, or for want of room; r has the status, which may be changed.  May be
	 * NULL: a plain line.  The head may be no good; on any thread, and must
	 * not wait. */
	void (*refuse)(void *ctx, const struct http_request *q, int status, struct http_reply *r);
};

struct sockaddr;

bool http_start(const struct http_config *config, struct http_server **ret, struct err *e);
/* Reads certificate and key again, for connections from now on; when the new certificate
 * ends in ms, or 0.  The old ones stay when anything is wrong with the new, or when there are
 * none (ERR_ABSENT). */
bool http_reload(struct http_server *s, int64_t *ret_until, struct err *e);
unsigned http_port(const struct http_server *s);
const struct sockaddr *http_bound(const struct http_server *s);	/* where it listens */
/* Each thread that answers or reads forgets, as soon as it is between two requests: the
 * config's forget, and what is on its stack.  Returns at once; from any thread. */
void http_forget(struct http_server *s);
/* Refuses new connections, lets what is being answered finish (10 s at most).
 * Whoever owns event streams has ended them before: one that sleeps is not woken. */
void http_stop(struct http_server *s);

/* How busy it is now. */
struct http_counts {
	unsigned in_flight;		/* being answered, or waiting for it */
	unsigned waiting;		/* for a worker */
	unsigned streams;
};

struct http_counts http_counts(struct http_server *s);
/* For how long the thread that reads has shown no sign of life, ns. */
int64_t http_silence(const struct http_server *s);

/* --- event streams (stream.c) --------------------------------------------- */

/* Where a stream's bytes come from.  Both are called on the thread that sends,
 * never two at a time for one stream. */
struct http_source {
	/* Writes at most `room` bytes (some hundreds at least); 0: nothing now.
	 * With *ret_is_over the stream ends after what was written before. */
	size_t (*read)(void *ctx, char *to, size_t room, bool *ret_is_over);
	/* The stream is gone; it must not be woken any more. */
	void (*closed)(void *ctx);
	void *ctx;
};

/* Makes the reply a stream; the request's arena is given back at once.  When
 * the reply is never sent, closed() is called too.  NULL: there is no room, and the
 * reply's status says for whom: 429, its address has too many; 503, there are too many. */
struct http_stream *http_stream_new(const struct http_request *q, struct http_reply *r,
				    const struct http_source *source);

/* There is something to read.  From any thread, but not once closed() has
 * begun.  True when it slept: then http_streams_woken must follow, once for
 * all that were woken. */
bool http_stream_wake(struct http_stream *st);
void http_streams_woken(struct http_server *s);

/* --- parsing and quoting: pure, fuzzed (form.c, multipart.c, cookie.c, attachment.c) --- */

struct form_field {
	struct str name, value;		/* decoded, checked to be UTF-8 text */
	bool is_file;			/* then value is any bytes, and this its name: */
	struct str file_name;		/* text without folders; empty: none was chosen */
};

/* application/x-www-form-urlencoded.  Refuses bad percent codes, bad UTF-8,
 * control characters other than tab and line ends, and more than `max`
 * fields.  Every line end in values becomes LF (form_line_feeds). */
bool form_parse(struct arena *a, struct str text, size_t max,
		const struct form_field **ret, size_t *ret_count, struct err *e);

/* CRLF, CR, vertical tab and form feed as LF: word processors break lines with a
 * vertical tab and pages with a form feed, and what people paste is text too. */
struct str form_line_feeds(struct arena *a, struct str s);

/* A body of multipart/form-data. */
struct multipart {
	struct str type;		/* the Content-Type header */
	struct str body;
	size_t max;			/* fields */
};

/* As far as browsers use it (multipart.c).  Refuses what form_parse refuses, in names and texts,
 * and everything that browsers do not send.  The bytes of a file lie in
 * `body`. */
bool multipart_parse(struct arena *a, const struct multipart *m, const struct form_field **ret,
		     size_t *ret_count, struct err *e);

/* Percent-decodes one path segment; refuses bad codes, NUL and bad UTF-8. */
bool url_decode(struct arena *a, struct str text, struct str *ret);

/* Value of Content-Disposition for a download: a plain name for old programs
 * and the real one beside it (RFC 6266), whatever bytes it has. */
struct str http_attachment(struct arena *a, struct str name);

/* Value of one cookie in a Cookie header; p == NULL when absent. */
struct str cookie_find(struct str header, struct str name);

#endif
