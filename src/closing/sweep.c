/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Once a minute: closes the rounds whose closing date has passed, and rewrites
 * the database file afterwards so that no bytes of the sheets remain.  Also
 * when that did not succeed at a closing, or a server was killed before it.
 */
#include "closing/closing.h"
#include "server/log.h"
#include "server/web.h"

enum {
	EVERY_SECONDS = 60,
	CLOSING_ARENA = 1 << 30,	/* pieces of the largest round we plan for */
	LIST_ARENA = 1 << 24,
};

/* --- one round ------------------------------------------------------------------------- */

struct due {
	struct round_key round;
	int64_t now;
	bool is_closed;
};

static bool close_one(struct db *db, void *ctx, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CLOSING_ARENA);
	struct due *due = ctx;

	return round_close_due(db, a, due->round, due->now, &due->is_closed, e);
}

/* --- all of them ------------------------------------------------------------------------ */

struct list {
	struct arena *a;
	int64_t now;
	struct round_due_list due;
};

static bool read_due(struct db *db, void *ctx, struct err *e)
{
	struct list *l = ctx;

	return round_due_list(db, l->a, l->now, &l->due, e);
}

/* Each round by itself: one that cannot be closed keeps no other from it.  It is said
 * each time, and tried again in a minute. */
static bool close_due(struct writer *writer, bool *ret_is_any, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(LIST_ARENA);
	struct list l = { .a = a, .now = clock_now() };
	size_t failed = 0;

	*ret_is_any = false;
	if (!writer_run(writer, read_due, &l, e))
		return false;
	for (size_t i = 0; i < l.due.count; i++) {
		struct due due = { .round = l.due.at[i], .now = l.now };
		struct err why = { 0 };

		if (!writer_run(writer, close_one, &due, &why)) {
			log_say(LEVEL_ERROR, "round %lld cannot be closed: %s",
				(long long)due.round.id, why.text);
			failed++;
		}
		*ret_is_any |= due.is_closed;
	}
	return failed == 0 || err_set(e, ERR_STORE, "%zu of %zu rounds stay open; tried again in a minute",
				      failed, l.due.count);
}

/* What keeps rounds from being closed does not keep the file from being
 * rewritten; when both fail, the first is said. */
static bool closing_tick(void *self, struct err *e)
{
	struct writer *writer = self;
	struct err rewriting = { 0 };
	bool is_any, is_done = close_due(writer, &is_any, e);

	if ((!is_any && !writer_owes_rewrite(writer)) || writer_vacuum(writer, &rewriting))
		return is_done;
	return is_done && err_set(e, rewriting.kind, "rewriting the file; tried again in a "
				  "minute: %.180s", rewriting.text);
}

static bool closing_start(struct web *w, void **ret, struct err *e)
{
	(void)e;
	*ret = w->writer;
	return true;
}

const struct service closing_service = {
	.name = "closing",
	.start = closing_start,
	.every_s = EVERY_SECONDS,
	.tick = closing_tick,
};
