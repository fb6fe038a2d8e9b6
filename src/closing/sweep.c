/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Once a minute: closes the rounds whose closing date has passed, and rewrites
 * the database file afterwards so that no bytes of the sheets remain.  Also
 * when that did not succeed at a closing, or a server was killed before it.
 */
#include "closing/closing.h"
#include "server/web.h"

enum {
	EVERY_SECONDS = 60,
	CLOSING_ARENA = 1 << 30,	/* pieces of the largest round we plan for */
};

struct due {
	int64_t now;
	size_t closed;
};

static bool close_due(struct db *db, void *ctx, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CLOSING_ARENA);
	struct due *due = ctx;

	return round_close_due(db, a, due->now, &due->closed, e);
}

static bool rewrite(struct writer *writer, const struct due *due, struct err *e)
{
	return due->closed ? writer_vacuum(writer, e) : writer_settle(writer, e);
}

/* What keeps rounds from being closed does not keep the file from being
 * rewritten; when both fail, the first is said. */
static bool closing_tick(void *self, struct err *e)
{
	struct writer *writer = self;
	struct due due = { .now = clock_now() };
	struct err closing = { 0 }, rewriting = { 0 };
	bool is_closed = writer_run(writer, close_due, &due, &closing);
	bool is_rewritten = rewrite(writer, &due, &rewriting);

	if (!is_closed)
		return err_set(e, closing.kind, "closing rounds on their date: %.180s", closing.text);
	return is_rewritten || err_set(e, rewriting.kind, "rewriting the file; tried again in a "
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
