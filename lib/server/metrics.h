/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is counted of the server for who watches over it: how much and how long,
 * nothing of groups, organisations or people.  It is asked for at an address of
 * its own that only this machine can reach (metrics_serve.c).
 */
#ifndef PEIL_SERVER_METRICS_H
#define PEIL_SERVER_METRICS_H

#include "http/http.h"
#include "server/page.h"

struct metrics;
struct metrics_server;

struct metrics *metrics_new(void);
void metrics_free(struct metrics *m);
/* A request has been answered; page NULL: a file, or no page. */
void metrics_count(struct metrics *m, const struct page *page, bool is_file, int status, int64_t ns);
void metrics_write_requests(struct metrics *m, struct out *o);
/* All of it. */
bool metrics_write(struct web *w, struct db *db, struct out *o, struct err *e);

bool metrics_serve(struct web *w, const char *db, const char *listen, struct metrics_server **ret,
		   struct err *e);
/* What its connection to the database holds goes (http_forget). */
void metrics_forget(struct metrics_server *s);
void metrics_stop(struct metrics_server *s);

#endif
