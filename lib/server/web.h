/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A web server: what all requests share.  http/ hands it whole requests on
 * worker threads; each worker has its own reading connection and all of them
 * share one writer.  What it serves it gets as a struct product.
 *
 * One request's way: refuse.c (how large a body) -> web.c (static file or
 * page) -> route.c (which page) -> guard.c (who, may they, was the form ours)
 * -> input.c (declared fields) -> the page's run() -> headers.c.  A false
 * answer anywhere ends in error.c.
 */
#ifndef PEIL_SERVER_WEB_H
#define PEIL_SERVER_WEB_H

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "watch/log.h"
#include "server/page.h"
#include "server/seal.h"
#include "server/service.h"

enum {
	REQUEST_ARENA = 64 * 1024 * 1024,	/* the picture of 1,000 groups takes half of it */
	LARGE_AT_ONCE = 2,		/* requests that may take so much: call_take_turn */
	LARGE_WAITING = 12,		/* for their turn; fewer than there are workers */
	LARGE_SECONDS = 5,		/* and no longer */
};

/* What is said of one kind of error: what, and what to do.  Texts of tr(). */
struct error_words {
	enum err_kind kind;
	int status;
	const char *title, *what, *cure;	/* %1 in cure: call.error_detail */
	bool is_inside;				/* of a round: its menu stays */
};

/* What this server serves; must outlive it. */
struct product {
	const char *name;		/* of the program, in the session's cookie */
	const struct page *const *pages;		/* both end with NULL; */
	const struct service *const *services;		/* tools/list makes them */
	/* Whose session has this cookie; ERR_ABSENT: nobody's.  For large bodies also on
	 * the thread that reads requests, so it must be short. */
	bool (*find_visitor)(struct db *db, struct arena *a, struct str cookie,
			     struct visitor *ret, struct err *e);
	/* This session is in use: once in a while (visitor.is_due), so that its owner can
	 * tell them apart.  May be NULL. */
	bool (*visitor_used)(struct db *db, struct str cookie, struct err *e);
	const char *sign_in;		/* path of its page; it gets ?naar=PATH and ?verlopen=1 */
	/* The same page as the answer to a form without a session, with a letter that has
	 * what was typed (return.h). */
	bool (*sign_in_again)(struct call *c, struct str letter, struct err *e);
	/* The key of this installation; made the first time. */
	bool (*seal_key)(struct db *db, uint8_t ret[SEAL_KEY_BYTES], struct err *e);
	/* What only the product can measure, in the text of the metrics. */
	bool (*measure)(struct db *db, struct out *o, struct err *e);
	/* Kinds of error that only the product can explain, or explains better than
	 * error.c; ends with status 0. */
	const struct error_words *words;
};

struct web_config {
	const struct product *product;
	const char *db;			/* file */
	bool makes_db;			/* when there is none */
	const char *listen;		/* NULL: nowhere; requests come by web_answer */
	const char *metrics;		/* where they are asked for; NULL: nowhere */
	const char *tls_cert, *tls_key;
	const char *const *trusted_proxies;	/* lists as somebody typed them; NULL ends, or NULL */
	const char *base_url;		/* as people type it; NULL: from the socket */
	enum lang lang;			/* of who starts it: for what is wrong with base_url */
	unsigned sync_delay_ms;		/* for benches: a slower disk */
	bool is_logging;		/* a line per request; others are always there */
	enum log_format log_format;
};

/* Opens the database (migrating it), starts the writer, the product's services
 * and the workers. */
bool web_start(const struct web_config *config, struct web **ret, struct err *e);
void web_stop(struct web *w);
/* Reads certificate and key again (http_reload), and says in the log what came of it. */
void web_reload(struct web *w);
unsigned web_metrics_port(const struct web *w);	/* 0: none */
struct str web_base_url(const struct web *w);	/* site.h; pages use call_address */

/* One whole request, answered on the thread that asks: q->worker is its reading
 * connection, one thread at a time; there are two when the server listens nowhere. */
void web_answer(struct web *w, struct http_request *q, struct http_reply *r);

/* Takes one token for this key; false when there are none left. */
bool rate_allow(struct web *w, const struct rate_limit *limit, struct str key);

/* --- the stations of a request ------------------------------------------- */

struct web {
	const struct product *product;
	struct http_server *http;
	int hold;			/* of the database, as long as the server lives; -1: none */
	struct writer *writer;
	struct watch *watch;
	struct metrics *metrics;
	struct metrics_server *metrics_server;
	struct db **readers;		/* one per worker */
	unsigned workers;
	struct db *gate_reader;		/* refuse.c's */
	struct str base_url;
	struct http_range *trusted;	/* proxies */
	size_t trusted_count;
	const char *cookie;		/* name of the session's */
	const char *mark_cookie;	/* of browsers that signed in here */
	struct seal seal;
	bool is_secure;			/* people reach us over https */
	bool is_for_others;		/* base_url: not this machine only */
	bool is_logging;
	pthread_mutex_t lock;		/* of is_serving: */
	bool is_serving;		/* http is there, and stays while the lock is held */
	struct rate *rate;
	struct guesses *guesses;
	struct services *services;
	struct squeezer **squeezers;	/* one per worker, when it has used it */
	sem_t large;			/* turns */
	atomic_uint large_waiting;
	struct arena *a;		/* for what lives as long as the server */
	/* For tests, else NULL: comes between what a page has read and what it writes, on
	 * the thread that answers (tests/pages/pairs.c). */
	void (*before_write)(const struct call *c);
};

/* route.c.  The page, or NULL; *ret_allow then says which methods the path
 * does have, empty when there is no such path. */
const struct page *route_find(const struct page *const *pages, struct str method, struct str path,
			      struct str arg[4], struct str *ret_allow);

/* refuse.c, on the thread that reads requests. */
bool refuse_is_slow(void *ctx, const struct http_request *q);
void refuse_terms(void *ctx, const struct http_request *q, struct http_terms *ret);
void refuse_reply(void *ctx, const struct http_request *q, int status, struct http_reply *r);

/* web.c.  ?taal= wins, then the cookie of the last choice, then the browser. */
enum lang request_lang(const struct http_request *q);

/* guard.c.  Fills c->who; ERR_RATE, ERR_SIGN_IN, ERR_FORBIDDEN. */
bool guard_check(struct call *c, struct err *e);
const char *guard_cookie_name(const struct web *w);
/* Whose session this request carries; id 0: nobody's. */
bool guard_find_visitor(const struct web *w, struct db *db, const struct http_request *q,
			struct visitor *ret, struct err *e);

/* This browser signed in here before, on whatever account. */
bool guard_is_known_browser(const struct web *w, const struct http_request *q);

/* turn.c.  After the answer. */
void turn_end(struct call *c);

/* call.c.  As one part of an address or a form. */
void out_percent(struct out *o, struct str s);

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

#endif
