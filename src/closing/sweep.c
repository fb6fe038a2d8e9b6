/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Once a minute: closes the rounds whose closing date has passed, and scrubs the
 * database file afterwards so that no bytes of the sheets remain.  Also when that did
 * not succeed at a closing, and once after the start: a server that was killed, or a
 * command after it, may not have come to it.  While the machine's clock is in doubt no
 * round closes by itself (base/clock_held.h).
 */
#include <stdlib.h>

#include "base/must.h"
#include "closing/clock_card.h"
#include "closing/closing.h"
#include "watch/act.h"
#include "watch/log.h"
#include "server/web.h"

enum {
	EVERY_SECONDS = 60,
	CLOSING_ARENA = 1 << 30,	/* pieces of the largest round we plan for */
	LIST_ARENA = 1 << 24,
};

struct sweep {
	struct writer *writer;
	bool has_scrubbed;
	struct clock_words *words;
};

extern const struct service closing_service;

struct clock_words *clock_words_of(const struct call *c)
{
	const struct sweep *s = web_service(c->web, &closing_service);

	return s->words;
}

/* --- one round ------------------------------------------------------------------------- */

struct due {
	struct round_key round;
	int64_t now;
	struct round_closed closed;
};

static bool close_one(struct db *db, void *ctx, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CLOSING_ARENA);
	struct due *due = ctx;

	return round_close_due(db, a, due->round, due->now, &due->closed, e);
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
	if (clock_doubt() != CLOCK_BELIEVED)
		return true;
	if (!writer_run(writer, read_due, &l, e))
		return false;
	for (size_t i = 0; i < l.due.count; i++) {
		struct due due = { .round = l.due.at[i], .now = l.now };
		struct err why = { 0 };

		if (!writer_run(writer, close_one, &due, &why)) {
			log_say(LEVEL_ERROR, "round %lld cannot be closed: %s",
				(long long)due.round.id, why.text);
			failed++;
		} else if (due.closed.key.id) {
			round_closed_say(&due.closed, "on its date");
			*ret_is_any = true;
		}
	}
	return failed == 0 || err_set(e, ERR_STORE, "%zu of %zu rounds stay open; tried again in a minute",
				      failed, l.due.count);
}

static bool scrub(struct sweep *s, bool is_any, struct err *e)
{
	if (s->has_scrubbed && !is_any)
		return writer_settle(s->writer, e);
	s->has_scrubbed = writer_scrub(s->writer, e) || writer_state(s->writer).owes == OWES_EMPTYING;
	return s->has_scrubbed;
}

/* What keeps rounds from being closed does not keep the file from being
 * scrubbed; when both fail, the first is said. */
static bool closing_tick(void *self, struct err *e)
{
	struct sweep *s = self;
	struct err scrubbing = { 0 };
	bool is_any, is_done = close_due(s->writer, &is_any, e);

	if (scrub(s, is_any, &scrubbing))
		return is_done;
	return is_done && err_set(e, scrubbing.kind, "scrubbing the file; tried again in a "
				  "minute: %.180s", scrubbing.text);
}

static bool closing_start(struct web *w, void **ret, struct err *e)
{
	struct sweep *s = calloc(1, sizeof(*s));

	(void)e;
	must_have(s);
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
