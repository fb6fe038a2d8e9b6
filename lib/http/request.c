/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One request, from the library's calls to the queue.  The library calls
 * request_run once for the head, then for each part of the body, then once
 * more, and again after the worker resumed the connection.
 */
#include "http/server.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/must.h"
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

/* Whose share of what all hold a request takes; p == NULL: nobody's, it came from a proxy
 * that does not say for whom. */
struct str request_account(const struct http_server *s, const struct http_request *q)
{
	bool is_spared = s->tuning.spares_proxies && q->is_of_proxy;

	return is_spared ? (struct str){ NULL, 0 } : q->address;
}

struct job *request_new(struct http_server *s, struct MHD_Connection *c, const char *target)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	size_t n = strlen(target);
	struct job *j = calloc(1, sizeof(*j) + n + 1);
	char *copy;

	must_have(j);
	copy = (char *)(j + 1);
	memcpy(copy, target, n);
	j->server = s;
	j->connection = c;
	j->peer = info->socket_context;
	j->target_at = target;
	j->target = (struct str){ copy, n };
	return j;
}

void request_let_go(struct job *j)
{
	budget_give(&j->server->budget, &j->hold);
	free(j->body);
	j->body = NULL;
	if (j->q.a)
		arena_give_back(j->server, j->q.a);
	j->q = (struct http_request){ 0 };
}

void request_done(struct job *j)
{
	struct http_server *s = j->server;

	if (!j->is_streaming)
		peer_deadline(&s->deadlines, j->peer, s->tuning.idle_ms + s->tuning.head_ms);
	if (j->response)
		MHD_destroy_response(j->response);	/* a stream of it ends */
	else if (j->r.stream)
		stream_end(j->r.stream);
	if (j->is_counted) {
		(void)pthread_mutex_lock(&s->lock);
		s->in_flight--;
		(void)pthread_cond_signal(&s->answered);
		(void)pthread_mutex_unlock(&s->lock);
	}
	request_let_go(j);
	free(j);
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

size_t request_headers(struct MHD_Connection *c, struct http_request *q)
{
	int count = MHD_get_connection_values_n(c, MHD_HEADER_KIND, NULL, NULL);
	struct collect to = { .max = count < GATE_HEADERS_MAX ? (size_t)count : GATE_HEADERS_MAX };

	to.headers = ARENA_ARRAY(q->a, struct http_header, to.max);
	(void)MHD_get_connection_values_n(c, MHD_HEADER_KIND, collect_header, &to);
	q->headers = to.headers;
	q->header_count = to.max;
	return to.count;
}

static void find_client(struct job *j)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(j->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	proxy_client(&j->server->config, info->client_addr, &j->q);
}

/* What the client says in Host is ignored when the target names the host
 * (RFC 9112, section 3.2.2).  The gate has looked at both. */
static void host_replace(struct http_request *q, struct str host)
{
	struct http_header *headers = ARENA_ARRAY(q->a, struct http_header, q->header_count);

	for (size_t i = 0; i < q->header_count; i++) {
		const struct str name = q->headers[i].name;
		bool is_host = name.n == 4 && strncasecmp(name.p, "Host", 4) == 0;

		headers[i] = is_host ? (struct http_header){ name, host } : q->headers[i];
	}
	q->headers = headers;
}

static int check_head(struct job *j, const char *method, const char *version,
		      int64_t *ret_length)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(j->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	struct gate_target target = gate_target_read(j->target);
	struct gate_head head;
	size_t count;
	int status;

	count = request_headers(j->connection, &j->q);
	head = (struct gate_head){
		.method = str_from(method),
		.target = j->target,
		.target_at = j->target_at,
		.version = str_from(version),
		.headers = j->q.headers,
		.count = count,
		.size = info ? info->header_size : 0,
		.is_in_place = is_in_place,
	};
	j->q.method = head.method;
	/* Of the copy: the library cuts the original at '?'. */
	j->q.path = target.path;
	j->q.query = target.query;
	status = gate_check(&head, ret_length);
	if (status == 0 && target.host.p)
		host_replace(&j->q, target.host);
	return status;
}

/* Room for a body on the account of who sends it; the status to refuse it with. */
static int take_room(struct job *j, const struct http_terms *terms, size_t length)
{
	struct http_server *s = j->server;
	const struct budget_ask ask = {
		.address = request_account(s, &j->q),
		.key = terms->has_key ? terms->key : NULL,
		.is_first = terms->is_first,
		.bytes = length,
	};
	enum budget_answer answer = BUDGET_HELD;

	if (length > HTTP_BODY_FREE)
		answer = budget_take(&s->budget, &ask, &j->hold);
	if (answer != BUDGET_HELD)
		return answer == BUDGET_OWN_FULL ? 429 : 503;
	j->body_room = length;
	j->body = malloc(length);
	return j->body ? 0 : 503;
}

/* Reads what is refused, when it is not too much, so that its sender sees why.  It is kept
 * nowhere; who is known may send a whole file. */
static int drop(struct job *j, int status, const struct http_terms *terms, int64_t length)
{
	int64_t most = terms->has_key ? HTTP_DRAIN_KNOWN_BYTES : HTTP_DRAIN_BYTES;

	if (length > most)
		return status;
	j->drop_max = (size_t)most;
	j->state = JOB_DROPPING;
	j->refusal = status;
	return 0;
}

static int look_at_head(struct job *j, const char *method, const char *version)
{
	const struct http_config *config = &j->server->config;
	struct http_terms terms = { 0 };
	int64_t length;
	int status;

	j->q.server = j->server;
	j->q.a = arena_take(j->server);
	status = check_head(j, method, version, &length);
	if (status)
		return status;
	find_client(j);
	if (config->terms)
		config->terms(config->ctx, &j->q, &terms);
	j->state = JOB_BODY;
	if ((uint64_t)length > terms.body_max)
		return terms.reads_out || terms.has_key ? drop(j, 413, &terms, length) : 413;
	status = length ? take_room(j, &terms, (size_t)length) : 0;
	return status ? drop(j, status, &terms, length) : 0;
}

/* The library accepts a reply before the body or after it, not in between.  It hands
 * out no more than was announced. */
static enum MHD_Result take_body(struct job *j, const char *data, size_t *size)
{
	if (j->state == JOB_BODY) {
		must(*size <= j->body_room - j->body_size);
		memcpy(j->body + j->body_size, data, *size);
		j->body_size += *size;
	} else {
		j->dropped += *size;
	}
	*size = 0;
	return j->state == JOB_BODY || j->dropped <= j->drop_max ? MHD_YES : MHD_NO;
}

static enum MHD_Result refuse(struct job *j, int status)
{
	reply_refuse(j->server, &j->q, status, &j->r);
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
	j->q.body = (struct str){ j->body ? j->body : "", j->body_size };
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
	case JOB_DROPPING:
		if (*size)
			return take_body(j, data, size);
		if (j->state == JOB_DROPPING)
			return refuse(j, j->refusal);
		return hand_over(j);
	case JOB_ANSWERED:
		return reply_send(j);
	case JOB_QUEUED:
		break;
	}
	return MHD_YES;
}
