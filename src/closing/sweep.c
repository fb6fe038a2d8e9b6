/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Once a minute: closes the rounds whose closing date has passed, and rewrites
 * the database file afterwards so that no bytes of the sheets remain.  Also
 * when that did not succeed at a closing, or a server was killed before it.  While
 * the machine's clock is in doubt no round closes by itself (base/clock_held.h).
 */
#include <stdlib.h>

#include "base/must.h"
#include "closing/clock_card.h"
#include "closing/closing.h"
#include "watch/act.h"
#include "server/web.h"

enum {
	EVERY_SECONDS = 60,
	CLOSING_ARENA = 1 << 30,	/* pieces of the largest round we plan for */
};

struct sweep {
	struct writer *writer;
	struct clock_words *words;
};

struct due {
	int64_t now;
	struct arena *a;
	struct round_closed_list closed;
};

extern const struct service closing_service;

struct clock_words *clock_words_of(const struct call *c)
{
	const struct sweep *s = web_service(c->web, &closing_service);

	return s->words;
}

static bool close_due(struct db *db, void *ctx, struct err *e)
{
	struct due *due = ctx;

	if (clock_doubt() != CLOCK_BELIEVED)
		return true;
	return round_close_due(db, due->a, due->now, &due->closed, e);
}

/* What keeps rounds from being closed does not keep the file from being
 * rewritten; when both fail, the first is said. */
static bool closing_tick(void *self, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CLOSING_ARENA);
	struct writer *writer = ((const struct sweep *)self)->writer;
	struct due due = { .now = clock_now(), .a = a };
	struct err closing = { 0 }, rewriting = { 0 };
	bool is_closed = writer_run(writer, close_due, &due, &closing), is_rewritten;

	for (size_t i = 0; is_closed && i < due.closed.count; i++)
		round_closed_say(&due.closed.at[i], "on its date");
	is_rewritten = is_closed && due.closed.count ? writer_vacuum(writer, &rewriting)
						     : writer_settle(writer, &rewriting);
	if (!is_closed)
		return err_set(e, closing.kind, "closing rounds on their date: %.180s", closing.text);
	return is_rewritten || err_set(e, rewriting.kind, "rewriting the file; tried again in a "
				       "minute: %.180s", rewriting.text);
}

static bool closing_start(struct web *w, void **ret, struct err *e)
{
	struct sweep *s = calloc(1, sizeof(*s));

	(void)e;
	must(s);
	s->writer = w->writer;
	s->words = clock_words_new();
	*ret = s;
	return true;
}

static void closing_stop(void *self)
{
	struct sweep *s = self;

	clock_words_free(s->words);
	free(s);
}

const struct service closing_service = {
	.name = "closing",
	.start = closing_start,
	.stop = closing_stop,
	.every_s = EVERY_SECONDS,
	.tick = closing_tick,
};
