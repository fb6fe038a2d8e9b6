/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The product's web server: what all requests share.  http/ hands it whole
 * requests on worker threads; each worker has its own reading connection and
 * all of them share one writer.
 *
 * One request's way: refuse.c (how large a body) -> web.c (static file or page) -> route.c (which page) ->
 * guard.c (who, may they, was the form ours) -> input.c (declared fields) ->
 * the page's run() -> headers.c.  A false answer anywhere ends in error.c.
 */
#ifndef PEIL_WEB_WEB_H
#define PEIL_WEB_WEB_H

#include "live/live.h"
#include "web/model_cache.h"
#include "web/page.h"
#include "web/rate.h"

enum { REQUEST_ARENA = 64 * 1024 * 1024 };	/* the picture of 1,000 groups */

struct web_config {
	const char *db;			/* file */
	const char *listen;
	const char *tls_cert, *tls_key;
	const char *base_url;		/* as people type it; NULL: from the address */
	unsigned sync_delay_ms;		/* for benches: a slower disk */
	bool is_logging;		/* a line per request on stderr */
};

/* Opens the database (migrating it), starts writer, workers and the sweep
 * that closes rounds on their date. */
bool web_start(const struct web_config *config, struct web **ret, struct err *e);
void web_stop(struct web *w);
struct str web_base_url(const struct web *w);	/* "https://scan.gemeente.nl", no final slash */

/* Takes one token for this key; false when there are none left. */
bool rate_allow(struct web *w, enum rate_kind kind, struct str key);

/* --- the stations of a request ------------------------------------------- */

struct web {
	struct http_server *http;
	struct writer *writer;
	struct db **readers;		/* one per worker */
	unsigned workers;
	struct db *gate_reader;		/* refuse.c's */
	struct str base_url;
	bool is_secure;			/* people reach us over https */
	bool is_logging;
	struct rate *rate;
	struct model_cache *models;
	struct sweep *sweep;
	struct live *live;
	struct libdeflate_compressor **compressors;	/* one per worker, when it has used it */
	struct arena *a;		/* for what lives as long as the server */
};

/* route.c.  The page, or NULL; *ret_allow then says which methods the path
 * does have, empty when there is no such path. */
const struct page *route_find(struct arena *a, struct str method, struct str path,
			      struct str arg[4], struct str *ret_allow);

/* refuse.c, on the thread that reads requests. */
size_t refuse_body_max(void *ctx, const struct http_request *q, bool *ret_reads_out);
void refuse_reply(void *ctx, const struct http_request *q, int status, struct http_reply *r);

/* web.c.  ?taal= wins, then the cookie of the last choice, then the browser. */
enum lang request_lang(const struct http_request *q);

/* guard.c.  Fills c->who; ERR_SIGN_IN, ERR_FORBIDDEN. */
bool guard_check(struct call *c, struct err *e);
const char *guard_cookie_name(const struct web *w);

/* input.c.  Fills c->in. */
bool input_read(struct call *c, struct err *e);
/* The fields of a POST as they came in, not yet held against the page's
 * declaration.  Files are taken by a page with a FIELD_FILE only. */
bool input_form(struct call *c, const struct form_field **ret, size_t *count, struct err *e);

/* headers.c */
void headers_add(const struct web *w, struct http_reply *r, bool may_be_kept);

/* compress.c */
void compress_reply(struct call *c);

/* error.c */
void error_reply(struct call *c, const struct err *e);

/* sweep.c */
struct sweep *sweep_start(struct writer *writer);
void sweep_stop(struct sweep *s);

#endif
