/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Event streams.  A stream that has nothing to say is suspended: it costs no
 * thread, no time and little memory.
 *
 * Two sides meet here.  The loop asks the source for bytes and puts the
 * stream to sleep when there are none; anybody may wake it meanwhile.  Sleeping
 * is said before it is looked once more whether somebody has woken it, so that
 * no waking is lost.
 */
#include "http/server.h"

#include <stdlib.h>

#include "base/must.h"

enum { PIECE_BYTES = 512 };

struct http_stream {
	struct http_source source;
	struct http_server *server;
	struct MHD_Connection *connection;
	struct MHD_Response *response;	/* until its head is sent */
	atomic_bool is_asleep, is_woken;
	struct budget_hold hold;
};

static bool take_room(struct http_stream *st, const struct http_request *q, struct http_reply *r)
{
	const struct budget_ask ask = { .address = request_account(st->server, q),
					.streams = 1 };
	enum budget_answer answer = budget_take(&st->server->budget, &ask, &st->hold);

	if (answer != BUDGET_HELD)
		r->status = answer == BUDGET_OWN_FULL ? 429 : 503;
	return answer == BUDGET_HELD;
}

struct http_stream *http_stream_new(const struct http_request *q, struct http_reply *r,
				    const struct http_source *source)
{
	struct http_stream *st;

	if (!q->server) {	/* nobody would ask it for more */
		r->status = 503;
		return NULL;
	}
	st = calloc(1, sizeof(*st));
	must(st);
	st->server = q->server;
	if (!take_room(st, q, r)) {
		free(st);
		return NULL;
	}
	atomic_fetch_add(&st->server->streams, 1);
	st->source = *source;
	atomic_init(&st->is_asleep, false);
	atomic_init(&st->is_woken, false);
	r->status = 200;
	r->stream = st;
	http_reply_header(r, STR("Content-Type"), STR("text/event-stream; charset=utf-8"));
	/* nginx would keep the events back otherwise. */
	http_reply_header(r, STR("X-Accel-Buffering"), STR("no"));
	return st;
}

bool http_stream_wake(struct http_stream *st)
{
	atomic_store(&st->is_woken, true);
	if (!atomic_exchange(&st->is_asleep, false))
		return false;
	MHD_resume_connection(st->connection);
	return true;
}

void http_streams_woken(struct http_server *s)
{
	loop_wake(s);
}

static enum MHD_Result take_first(void *ctx, enum MHD_ValueKind kind, const char *name,
				  const char *value)
{
	const char **pair = ctx;

	(void)kind;
	pair[0] = name;
	pair[1] = value;
	return MHD_NO;
}

/* The first time that bytes are asked for, the head has been sent: its fields,
 * a quarter of what a sleeping stream costs, are given back. */
static void forget_head(struct http_stream *st)
{
	const char *pair[2];

	while (MHD_get_response_headers(st->response, take_first, pair) > 0)
		if (MHD_del_response_header(st->response, pair[0], pair[1]) != MHD_YES)
			break;
	st->response = NULL;
}

static ssize_t on_read(void *ctx, uint64_t position, char *to, size_t room)
{
	struct http_stream *st = ctx;
	bool is_over = false;
	size_t n;

	(void)position;
	if (st->response)
		forget_head(st);
	atomic_store(&st->is_woken, false);
	n = st->source.read(st->source.ctx, to, room, &is_over);
	if (n > 0)
		return (ssize_t)n;
	if (is_over || atomic_load(&st->server->is_stopping))
		return MHD_CONTENT_READER_END_OF_STREAM;
	MHD_suspend_connection(st->connection);
	atomic_store(&st->is_asleep, true);
	if (atomic_load(&st->is_woken) && atomic_exchange(&st->is_asleep, false))
		loop_resume(st->server, st->connection);
	return 0;
}

void stream_end(void *ctx)
{
	struct http_stream *st = ctx;

	atomic_fetch_sub(&st->server->streams, 1);
	st->source.closed(st->source.ctx);
	budget_give(&st->server->budget, &st->hold);
	free(st);
}

struct MHD_Response *stream_response(struct job *j)
{
	struct http_stream *st = j->r.stream;

	st->connection = j->connection;
	st->response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE_BYTES, on_read, st,
							 stream_end);
	return st->response;
}
