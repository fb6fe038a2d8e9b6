/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who looks whether the server lives, beside the requests: once a second at the
 * file, the disk and the clock, and once a minute by writing a row, the last time
 * seen.  What it found is answered at once, whoever holds the writer or the file.
 * A change is said in the log; systemd hears that the server lives while the
 * writer and the thread that reads do.
 */
#ifndef PEIL_WATCH_WATCH_H
#define PEIL_WATCH_WATCH_H

#include "watch/health.h"

struct http_server;
struct watch;

struct watch_config {
	void (*tell)(const char *line);	/* into the log */
	const char *db;			/* path */
	struct writer *writer;		/* must outlive the watch */
};

bool watch_start(const struct watch_config *config, struct watch **ret, struct err *e);
void watch_stop(struct watch *w);
/* The thread that reads is watched too; NULL: it is about to stop. */
void watch_http(struct watch *w, const struct http_server *http);

/* As it is now; never waits. */
struct health_facts watch_facts(struct watch *w);
/* Of the database and of its log. */
void watch_sizes(struct watch *w, int64_t *ret_database, int64_t *ret_log);

#endif
