/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Once a minute: closes the rounds whose closing date has passed, and scrubs the
 * database file afterwards so that no bytes of the sheets remain.  Also when that did
 * not succeed at a closing, and once after the start: a server that was killed, or a
 * command after it, may not have come to it.
 */
#include "closing/closing.h"

#include <stdlib.h>

#include "base/must.h"
#include "server/web.h"

enum {
	EVERY_SECONDS = 60,
	CLOSING_ARENA = 1 << 30,	/* pieces of the largest round we plan for */
};

struct sweep {
	struct writer *writer;
	bool has_scrubbed;
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

static bool scrub(struct sweep *s, const struct due *due, struct err *e)
{
	if (s->has_scrubbed && due->closed == 0 && !writer_owes_scrub(s->writer))
		return true;
	s->has_scrubbed = writer_scrub(s->writer, e);
	return s->has_scrubbed;
}

/* What keeps rounds from being closed does not keep the file from being
 * scrubbed; when both fail, the first is said. */
static bool closing_tick(void *self, struct err *e)
{
	struct sweep *s = self;
	struct due due = { .now = clock_now() };
	struct err closing = { 0 }, scrubbing = { 0 };
	bool is_closed = writer_run(s->writer, close_due, &due, &closing);
	bool is_scrubbed = scrub(s, &due, &scrubbing);

	if (!is_closed)
		return err_set(e, closing.kind, "closing rounds on their date: %.180s", closing.text);
	return is_scrubbed || err_set(e, scrubbing.kind, "scrubbing the file; tried again in a "
				      "minute: %.180s", scrubbing.text);
}

static bool closing_start(struct web *w, void **ret, struct err *e)
{
	struct sweep *s = calloc(1, sizeof(*s));

	(void)e;
	must(s);
	s->writer = w->writer;
	*ret = s;
	return true;
}

static void closing_stop(void *self)
{
	free(self);
}

const struct service closing_service = {
	.name = "closing",
	.start = closing_start,
	.stop = closing_stop,
	.every_s = EVERY_SECONDS,
	.tick = closing_tick,
};
