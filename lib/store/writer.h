/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one thread that writes.  It takes everything that is queued, runs it in
 * one transaction, syncs once, then wakes those who wait: the sync in progress
 * is the batching window, there is no timer.  A job that fails is undone by
 * itself (savepoint); the others of its batch stay.
 *
 * Nothing is written once the file has been moved, removed or replaced under the
 * server, and what was written meanwhile has failed.
 */
#ifndef PEIL_STORE_WRITER_H
#define PEIL_STORE_WRITER_H

#include "base/buckets.h"
#include "store/db.h"

struct writer;

/* Runs on the writer's thread, inside a transaction.  May be run again when
 * its batch failed, so it changes nothing but the database and *ctx, and
 * fills *ctx the same way each time. */
typedef bool (*write_fn)(struct db *db, void *ctx, struct err *e);

struct writer_config {
	const char *where;
	bool commits_each;	/* for the bench: a transaction a job */
	unsigned sync_delay_ms;	/* for the bench: a slower disk */
	void (*tell)(const char *line);		/* db_tell */
	/* What was deleted is gone from the disk: who holds it in memory forgets it too.
	 * On the writer's thread; must not wait for it.  May be NULL. */
	void (*scrubbed)(void *ctx);
	void *ctx;
};

struct writer_counts {
	uint64_t jobs, commits, failed;		/* failed: for want of the disk, not of the job */
	uint64_t waiting;			/* now */
	struct buckets batch, sync;		/* jobs of a commit; seconds of its sync */
};

/* What is still to be taken from the disk. */
enum writer_owes {
	OWES_NOTHING,
	OWES_EMPTYING,		/* of the log: somebody reads it, or did */
	OWES_SCRUB,		/* of the file, which empties the log too */
};

/* How the last write that did anything ended. */
struct writer_state {
	bool is_failing;
	struct err why;
	enum writer_owes owes;
	int64_t owes_since;	/* clock_mono_ns(), as all here */
	int64_t saved_at;	/* the last commit; 0: none */
};

bool writer_start(const struct writer_config *config, struct writer **ret, struct err *e);
void writer_stop(struct writer *w);	/* finishes what is queued */

/* Returns when the job is on the disk, or has failed. */
bool writer_run(struct writer *w, write_fn fn, void *ctx, struct err *e);

/* Scrubs the file (db_scrub), piece by piece: others save between two pieces. */
bool writer_scrub(struct writer *w, struct err *e);

/* Takes what was overwritten or removed out of the log (db_empty_log), between
 * two batches. */
bool writer_empty_log(struct writer *w, struct err *e);

/* Does what is owed, if anything: a scrub or an emptying that failed because somebody
 * reads for long, such as a copy that is being made.  To be called now and then. */
bool writer_settle(struct writer *w, struct err *e);

struct writer_state writer_state(struct writer *w);
/* For how long the writer has shown no sign of life while there is work, ns. */
int64_t writer_silence(struct writer *w);

struct writer_counts writer_counts(struct writer *w);

#endif
