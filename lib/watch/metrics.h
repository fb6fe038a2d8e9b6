/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is counted of the server for who watches over it: how much and how long,
 * nothing of groups, organisations or people.  It is asked for at an address of
 * its own that only this machine can reach (metrics_serve.c).
 */
#ifndef PEIL_WATCH_METRICS_H
#define PEIL_WATCH_METRICS_H

#include "base/out.h"
#include "http/http.h"
#include "watch/watch.h"

struct metrics;
struct metrics_server;

/* Who waits for a request, and how long that may take. */
enum request_class { CLASS_FILE, CLASS_RESPONDENT, CLASS_LEAD, CLASS_SLOW, CLASS_OTHER, CLASS_COUNT };

struct metrics *metrics_new(void);
void metrics_free(struct metrics *m);
/* A request has been answered. */
void metrics_count(struct metrics *m, enum request_class class, int status, int64_t ns);

/* Where all of it is found. */
struct metrics_of {
	struct metrics *metrics;
	struct writer *writer;
	struct http_server *http;
	struct watch *watch;
	/* What only the product can measure; NULL: nothing. */
	bool (*measure)(struct db *db, struct out *o, struct err *e);
};

bool metrics_write(const struct metrics_of *of, struct db *db, struct out *o, struct err *e);

bool metrics_serve(const struct metrics_of *of, const char *db, const char *listen,
		   struct metrics_server **ret, struct err *e);
unsigned metrics_port(const struct metrics_server *s);
/* What its connection to the database holds goes (http_forget). */
void metrics_forget(struct metrics_server *s);
void metrics_stop(struct metrics_server *s);

#endif
