/* SPDX-License-Identifier: EUPL-1.2 */
/* From our reply to the library's. */
#include "http/server.h"

#include <stdlib.h>
#include <string.h>

#include "base/must.h"

void http_reply_header(struct http_reply *r, struct str name, struct str value)
{
	must(r->header_count < ARRAY_LEN(r->headers));
	r->headers[r->header_count++] = (struct http_header){ name, value };
}

/* A header that would break out of its line is our own mistake: it is left
 * out, and the reply becomes an empty 500. */
static bool add_headers(struct MHD_Response *response, const struct http_reply *r, struct arena *a)
{
	for (size_t i = 0; i < r->header_count; i++) {
		const struct http_header *h = &r->headers[i];

		if (MHD_add_response_header(response, str_cstr(a, h->name),
					    str_cstr(a, h->value)) != MHD_YES)
			return false;
	}
	return true;
}

/* The library only reads it; its type is older than const. */
static struct MHD_Response *response_of(const char *bytes, size_t n, enum MHD_ResponseMemoryMode mode)
{
	union {
		const char *from;
		void *to;
	} p = { .from = n ? bytes : "" };

	return MHD_create_response_from_buffer(n, p.to, mode);
}

static struct MHD_Response *response_new(struct job *j)
{
	const struct http_reply *r = &j->r;

	if (r->stream)
		return stream_response(j);
	/* A copy goes, and what its request had is given back before a slow reader has read it. */
	return response_of(r->body.p, r->body.n,
			   r->is_lasting ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
}

/* With every refusal that is for now; whoever knows better said so. */
static void say_when(struct http_reply *r)
{
	bool is_for_now = r->status == 503 || r->status == 429;

	for (size_t i = 0; i < r->header_count; i++)
		is_for_now &= !str_is(r->headers[i].name, "Retry-After");
	if (is_for_now)
		http_reply_header(r, STR("Retry-After"), STR(HTTP_RETRY_AFTER));
}

bool reply_make(struct job *j)
{
	say_when(&j->r);
	j->response = response_new(j);
	if (!j->response)
		return false;
	j->reply_bytes = j->r.body.n;
	if (!add_headers(j->response, &j->r, j->q.a)) {
		MHD_destroy_response(j->response);
		j->r.stream = NULL;	/* it ended with the response */
		j->r.status = 0;
		j->response = response_of("", 0, MHD_RESPMEM_PERSISTENT);
	}
	if (j->response)
		request_let_go(j);
	return j->response;
}

enum MHD_Result reply_send(struct job *j)
{
	const struct http_tuning *t = &j->server->tuning;
	enum MHD_Result result;

	if (!j->response && !reply_make(j))
		return MHD_NO;
	j->is_streaming = j->r.stream != NULL;
	j->r.stream = NULL;	/* the response has it, and ends it */
	if (atomic_load(&j->server->is_stopping))
		(void)MHD_add_response_header(j->response, "Connection", "close");
	peer_deadline(&j->server->deadlines, j->peer, j->is_streaming ? 0
		      : t->reply_ms + (int64_t)(j->reply_bytes / 16));
	result = library_queue(j->connection, j->r.status ? (unsigned)j->r.status : 500,
			       j->response);
	MHD_destroy_response(j->response);
	j->response = NULL;
	return result;
}

void reply_refuse(struct http_server *s, const struct http_request *q, int status,
		  struct http_reply *ret)
{
	const struct http_config *config = &s->config;

	*ret = (struct http_reply){ .status = status };
	if (config->refuse) {
		config->refuse(config->ctx, q, status, ret);
	} else {
		ret->body = STR("Refused.\n");
		http_reply_header(ret, STR("Content-Type"), STR("text/plain"));
	}
}
