/* SPDX-License-Identifier: EUPL-1.2 */
/* The address of the metrics: a server of its own beside that of the pages, for this
 * machine only, with a connection to the database that waits for nobody. */
#include "watch/metrics.h"

#include <stdlib.h>

#include "base/must.h"

enum { TEXT_MAX = 256 * 1024, ARENA = 1 << 20 };

struct metrics_server {
	struct metrics_of of;
	struct db *db;
	struct http_server *http;
};

static void handle(void *ctx, struct http_request *q, struct http_reply *r)
{
	struct metrics_server *s = ctx;
	struct out o = out_new(q->a, TEXT_MAX);
	struct err e = { 0 };
	bool is_right = str_is(q->path, "/metrics");

	r->status = 404;
	r->body = STR("Ask for /metrics.\n");
	if (is_right && q->worker == 0) {
		bool is_written = metrics_write(&s->of, s->db, &o, &e);

		r->status = is_written ? 200 : 500;
		r->body = is_written ? out_done(&o) : STR("The metrics are too large.\n");
	}
	http_reply_header(r, STR("Content-Type"), r->status == 200
		? STR("application/openmetrics-text; version=1.0.0; charset=utf-8")
		: STR("text/plain; charset=utf-8"));
	http_reply_header(r, STR("Cache-Control"), STR("no-store"));
	http_reply_header(r, STR("X-Content-Type-Options"), STR("nosniff"));
}

static void forget(void *ctx, unsigned worker)
{
	struct metrics_server *s = ctx;
	struct err ignored = { 0 };

	if (worker == 0)
		(void)db_forget(s->db, &ignored);
}

bool metrics_serve(const struct metrics_of *of, const char *db, const char *listen,
		   struct metrics_server **ret, struct err *e)
{
	struct metrics_server *s = calloc(1, sizeof(*s));
	struct http_config config = {
		.listen = listen, .is_for_machine = true, .workers = 1, .arena_cap = ARENA,
		.ctx = s, .handle = handle, .forget = forget,
	};

	must_have(s);
	s->of = *of;
	if (!db_open(db, DB_READ, &s->db, e)) {
		free(s);
		return false;
	}
	db_wait(s->db, 0);
	if (!http_start(&config, &s->http, e)) {
		db_close(s->db);
		free(s);
		return false;
	}
	*ret = s;
	return true;
}

unsigned metrics_port(const struct metrics_server *s)
{
	return http_port(s->http);
}

void metrics_forget(struct metrics_server *s)
{
	if (s)
		http_forget(s->http);
}

void metrics_stop(struct metrics_server *s)
{
	if (!s)
		return;
	http_stop(s->http);
	db_close(s->db);
	free(s);
}
