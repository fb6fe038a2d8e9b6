/* SPDX-License-Identifier: EUPL-1.2 */
#include "closing/clock_word.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock_held.h"
#include "base/must.h"

struct clock_words {
	pthread_mutex_t lock;
	int64_t *of;			/* organisations */
	size_t count;
	int64_t jump;			/* of the clock that they spoke of */
};

struct clock_words *clock_words_new(void)
{
	struct clock_words *w = calloc(1, sizeof(*w));

	must_have(w);
	(void)pthread_mutex_init(&w->lock, NULL);
	return w;
}

void clock_words_free(struct clock_words *w)
{
	(void)pthread_mutex_destroy(&w->lock);
	free(w->of);
	free(w);
}

static void forget_other_clock(struct clock_words *w)
{
	int64_t jump = clock_machine() - clock_now(), off = jump - w->jump;

	if (off < CLOCK_HOUR_MS && off > -CLOCK_HOUR_MS)
		return;
	w->count = 0;
	w->jump = jump;
}

static bool has(const struct clock_words *w, int64_t organisation)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->of[i] == organisation)
			return true;
	return false;
}

bool clock_words_has(struct clock_words *w, int64_t organisation)
{
	bool is;

	(void)pthread_mutex_lock(&w->lock);
	forget_other_clock(w);
	is = has(w, organisation);
	(void)pthread_mutex_unlock(&w->lock);
	return is;
}

static void add(struct clock_words *w, int64_t organisation)
{
	if (has(w, organisation))
		return;
	w->of = realloc(w->of, (w->count + 1) * sizeof(*w->of));
	must_have(w->of);
	w->of[w->count++] = organisation;
}

bool clock_words_add(struct clock_words *w, int64_t organisation,
		     const struct organisation_ids *needed)
{
	bool is_enough = true;

	(void)pthread_mutex_lock(&w->lock);
	forget_other_clock(w);
	add(w, organisation);
	for (size_t i = 0; i < needed->count; i++)
		is_enough &= has(w, needed->at[i]);
	(void)pthread_mutex_unlock(&w->lock);
	return is_enough;
}
