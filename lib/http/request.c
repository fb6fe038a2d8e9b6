/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One request, from the library's calls to the queue.  The library calls
 * request_run once for the head, then for each part of the body, then once
 * more, and again after the worker resumed the connection.
 */
#include "http/server.h"

#include <netinet/in.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "http/gate.h"

/* From version 1 on the library is strict itself and copies what it hands out. */
static const bool is_in_place = MHD_VERSION < 0x01000000;

struct str http_header_get(const struct http_request *q, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < q->header_count; i++) {
		const struct http_header *h = &q->headers[i];

		if (h->name.n == n && strncasecmp(h->name.p, name, n) == 0)
			return str_trim(h->value);
	}
	return (struct str){ NULL, 0 };
}

/* HTTP/2 proxies may split cookies over several headers. */
struct str http_cookie_get(const struct http_request *q, const char *name)
{
	struct str value = { NULL, 0 };

	for (size_t i = 0; i < q->header_count && !value.p; i++) {
		const struct http_header *h = &q->headers[i];

		if (h->name.n == 6 && strncasecmp(h->name.p, "Cookie", 6) == 0)
			value = cookie_find(h->value, str_from(name));
	}
	return value;
}

static struct arena *arena_take(struct http_server *s)
{
	struct arena *a = NULL;

	(void)pthread_mutex_lock(&s->lock);
	if (s->arena_count)
		a = s->arenas[--s->arena_count];
	(void)pthread_mutex_unlock(&s->lock);
	return a ? a : arena_new(s->config.arena_cap);
}

static void arena_give_back(struct http_server *s, struct arena *a)
{
	arena_reset(a);
	(void)pthread_mutex_lock(&s->lock);
	if (s->arena_count < ARENAS_KEPT) {
		s->arenas[s->arena_count++] = a;
		a = NULL;
	}
	(void)pthread_mutex_unlock(&s->lock);
	arena_free(a);
}

struct job *request_new(struct http_server *s, struct MHD_Connection *c, const char *target)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct arena *a = arena_take(s);
	struct job *j = ARENA_NEW(a, struct job);

	j->server = s;
	j->connection = c;
	j->peer = info->socket_context;
	j->q.a = a;
	j->target_at = target;
	j->target = str_dup(a, str_from(target));
	return j;
}

void request_done(struct job *j)
{
	struct http_server *s = j->server;

	if (!j->is_streaming)
		peer_deadline(&s->deadlines, j->peer, s->tuning.idle_ms + s->tuning.head_ms);
	if (j->r.stream)
		stream_end(j->r.stream);
	if (j->is_counted) {
		(void)pthread_mutex_lock(&s->lock);
		s->in_flight--;
		(void)pthread_cond_signal(&s->answered);
		(void)pthread_mutex_unlock(&s->lock);
	}
	arena_give_back(s, j->q.a);
}

struct collect {
	struct http_header *headers;
	size_t count, max;
};

static enum MHD_Result collect_header(void *ctx, enum MHD_ValueKind kind, const char *name,
				      size_t name_n, const char *value, size_t value_n)
{
	struct collect *c = ctx;

	(void)kind;
	if (c->count < c->max)
		c->headers[c->count] = (struct http_header){
			{ name, name_n }, { value ? value : "", value_n },
		};
	c->count++;
	return MHD_YES;
}

static bool is_address(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\0' || !strchr("0123456789abcdefABCDEF.:", s.p[i]))
			return false;
	return s.n > 0 && s.n < INET6_ADDRSTRLEN;
}

/* A proxy on this machine says last in X-Forwarded-For who it speaks for.  What
 * stands before it was sent by the client and is not believed; from any other
 * machine the header is not looked at. */
static struct str forwarded_for(const struct http_request *q)
{
	struct str list = http_header_get(q, "X-Forwarded-For"), last = { NULL, 0 };

	while (list.p)
		last = str_trim(str_split(list, ',', &list));
	return is_address(last) ? last : (struct str){ NULL, 0 };
}

static struct str address_text(struct job *j)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(j->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *from = info->client_addr;
	struct str forwarded = forwarded_for(&j->q);

	if (forwarded.p && address_is_loopback(from))
		return address_of_text(j->q.a, forwarded);
	return address_of_peer(j->q.a, from);
}

/* What the client says in Host is ignored when the target names the host
 * (RFC 9112, section 3.2.2).  The gate has looked at both. */
static void host_replace(struct http_header *headers, size_t count, struct str host)
{
	for (size_t i = 0; i < count; i++)
		if (headers[i].name.n == 4 && strncasecmp(headers[i].name.p, "Host", 4) == 0)
			headers[i].value = host;
}

static int check_head(struct job *j, const char *method, const char *version,
		      struct gate_body *body)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(j->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	struct collect c = { .max = GATE_HEADERS_MAX };
	struct gate_target target = gate_target_read(j->target);
	struct gate_head head;
	int status;

	c.headers = ARENA_ARRAY(j->q.a, struct http_header, c.max);
	(void)MHD_get_connection_values_n(j->connection, MHD_HEADER_KIND, collect_header, &c);
	head = (struct gate_head){
		.method = str_from(method),
		.target = j->target,
		.target_at = j->target_at,
		.version = str_from(version),
		.headers = c.headers,
		.count = c.count,
		.size = info ? info->header_size : 0,
		.is_in_place = is_in_place,
	};
	j->q.method = head.method;
	/* Of the copy: the library cuts the original at '?'. */
	j->q.path = target.path;
	j->q.query = target.query;
	j->q.headers = c.headers;
	j->q.header_count = c.count < c.max ? c.count : c.max;
	status = gate_check(&head, body);
	if (status == 0 && target.host.p)
		host_replace(c.headers, c.count, target.host);
	return status;
}

static int look_at_head(struct job *j, const char *method, const char *version)
{
	const struct http_config *config = &j->server->config;
	struct gate_body body;
	int status = check_head(j, method, version, &body);
	bool reads_out = false;
	size_t max;

	if (status)
		return status;
	j->q.address = address_text(j);
	max = config->body_max ? config->body_max(config->ctx, &j->q, &reads_out) : 0;
	if (body.is_chunked && max == 0)
		return 413;
	j->state = JOB_BODY;
	if ((uint64_t)body.length > max) {
		if (!reads_out || body.length > HTTP_DRAIN_BYTES)
			return 413;
		j->state = JOB_TOO_LARGE;
	}
	j->body = out_new(j->q.a, max);
	return 0;
}

/* The library accepts a reply before the body or after it, not in between. */
static enum MHD_Result take_body(struct job *j, const char *data, size_t *size)
{
	if (j->state == JOB_BODY) {
		out_bytes(&j->body, data, *size);
		if (j->body.is_failed)
			j->state = JOB_TOO_LARGE;
	}
	if (j->state == JOB_TOO_LARGE)
		j->dropped += *size;
	*size = 0;
	return j->dropped <= HTTP_DRAIN_BYTES ? MHD_YES : MHD_NO;
}

static enum MHD_Result refuse(struct job *j, int status)
{
	reply_refuse(j, status);
	http_reply_header(&j->r, STR("Connection"), STR("close"));
	j->state = JOB_ANSWERED;
	return reply_send(j);
}

/* Counts the request as one that http_stop waits for; false when the server stops:
 * then nothing may be suspended any more, because nobody would resume it. */
static bool begin(struct job *j)
{
	struct http_server *s = j->server;
	bool is_stopping;

	j->is_counted = true;
	(void)pthread_mutex_lock(&s->lock);
	s->in_flight++;
	is_stopping = atomic_load(&s->is_stopping);
	(void)pthread_mutex_unlock(&s->lock);
	return !is_stopping;
}

static enum MHD_Result hand_over(struct job *j)
{
	struct http_server *s = j->server;
	bool is_slow = s->config.is_slow && s->config.is_slow(s->config.ctx, &j->q);
	struct workers *w = is_slow ? &s->slow : &s->workers;

	j->q.began = clock_mono_ns();
	if (s->config.at_once && s->config.at_once(s->config.ctx, &j->q, &j->r)) {
		j->state = JOB_ANSWERED;
		return reply_send(j);
	}
	if (!begin(j) || !workers_have_room(w))
		return refuse(j, 503);
	j->q.body = out_done(&j->body);
	j->state = JOB_QUEUED;
	peer_deadline(&s->deadlines, j->peer, 0);
	MHD_suspend_connection(j->connection);
	workers_push(w, j);
	return MHD_YES;
}

enum MHD_Result request_run(struct job *j, const char *method, const char *version,
			    const char *data, size_t *size)
{
	int status;

	switch (j->state) {
	case JOB_HEAD:
		status = look_at_head(j, method, version);
		if (status)
			return refuse(j, status);
		peer_deadline(&j->server->deadlines, j->peer, j->server->tuning.body_ms);
		return MHD_YES;
	case JOB_BODY:
	case JOB_TOO_LARGE:
		if (*size)
			return take_body(j, data, size);
		if (j->state == JOB_TOO_LARGE)
			return refuse(j, 413);
		return hand_over(j);
	case JOB_ANSWERED:
		return reply_send(j);
	case JOB_QUEUED:
		break;
	}
	return MHD_YES;
}
