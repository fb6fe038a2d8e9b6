/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Is the server well?  From what is seen of it (watch/watch.h) to a word of a
 * fixed list, and a sentence that says what to do.  Pure.
 */
#ifndef PEIL_WATCH_HEALTH_H
#define PEIL_WATCH_HEALTH_H

#include "base/clock_held.h"
#include "store/writer.h"

/* The worst first, after HEALTH_OK. */
enum health {
	HEALTH_OK,
	HEALTH_FILE_REPLACED,
	HEALTH_WRITE_FAILED,
	HEALTH_WRITE_LATE,
	HEALTH_DISK_SHORT,
	HEALTH_COUNT,
};

#define HEALTH_DISK_BYTES	(100 * INT64_C(1000000))	/* less is short */
#define HEALTH_PULSE_S		60	/* a row is written so often, and must be */
#define HEALTH_LATE_S		15	/* this much late is too late */

struct health_facts {
	bool is_elsewhere;		/* the path of the database is another file, or none */
	bool is_failing;		/* the last write */
	int64_t waits_s;		/* for how long the row of this minute waits; 0: it does not */
	int64_t saved_s;		/* how long ago the last one was written */
	int64_t free_bytes;		/* of the disk; -1: not known */
	enum writer_owes owes;
	enum clock_doubt doubt;
};

enum health health_of(const struct health_facts *f);
const char *health_word(enum health h);		/* "ok", "disk-short" */

/* What /healthz answers: the word, then a sentence a line.  Also of what is well, when
 * something is still to be done: "ok", and below it what. */
void health_say(const struct health_facts *f, struct out *o);

/* The same for who leads a round; NULL: nothing to tell.  Translated later. */
const char *health_notice(const struct health_facts *f);

#endif
