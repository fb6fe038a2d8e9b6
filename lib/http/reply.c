/* SPDX-License-Identifier: EUPL-1.2 */
/* From our reply to the library's. */
#include "http/server.h"

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

static struct MHD_Response *response_new(struct str body)
{
	/* The library only reads it; its type is older than const. */
	union {
		const char *from;
		void *to;
	} bytes = { .from = body.n ? body.p : "" };

	return MHD_create_response_from_buffer(body.n, bytes.to, MHD_RESPMEM_PERSISTENT);
}

enum MHD_Result reply_send(struct job *j)
{
	const struct http_tuning *t = &j->server->tuning;
	struct MHD_Response *response = j->r.stream ? stream_response(j) : response_new(j->r.body);
	unsigned status = j->r.status ? (unsigned)j->r.status : 500;
	enum MHD_Result result;

	if (!response)
		return MHD_NO;
	j->is_streaming = j->r.stream != NULL;
	j->r.stream = NULL;	/* the response has it, and ends it */
	if (!add_headers(response, &j->r, j->q.a)) {
		j->is_streaming = false;
		MHD_destroy_response(response);
		response = response_new(STR(""));
		if (!response)
			return MHD_NO;
		status = 500;
	}
	if (atomic_load(&j->server->is_stopping))
		(void)MHD_add_response_header(response, "Connection", "close");
	peer_deadline(&j->server->deadlines, j->peer, j->is_streaming ? 0
		      : t->reply_ms + (int64_t)(j->r.body.n / 16));
	result = MHD_queue_response(j->connection, status, response);
	MHD_destroy_response(response);
	return result;
}

void reply_refuse(struct job *j, int status)
{
	const struct http_config *config = &j->server->config;

	j->r = (struct http_reply){ .status = status };
	if (config->refuse) {
		config->refuse(config->ctx, &j->q, status, &j->r);
	} else {
		j->r.body = STR("Refused.\n");
		http_reply_header(&j->r, STR("Content-Type"), STR("text/plain"));
	}
	if (j->r.status == 503)
		http_reply_header(&j->r, STR("Retry-After"), STR(HTTP_RETRY_AFTER));
}
