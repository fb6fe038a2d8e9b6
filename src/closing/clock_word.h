/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which organisations have said that the machine's clock is right, while it is in
 * doubt (base/clock_held.h).  One organisation's word closes no round of another:
 * the clock is believed once each that has an open round has said so.
 */
#ifndef PEIL_CLOSING_CLOCK_WORD_H
#define PEIL_CLOSING_CLOCK_WORD_H

#include "round/round_count.h"

struct clock_words;

struct clock_words *clock_words_new(void);
void clock_words_free(struct clock_words *w);

bool clock_words_has(struct clock_words *w, int64_t organisation);
/* Adds its word; has each of `needed` given theirs?  A clock that has jumped since is
 * another one: what was said before counts no more. */
bool clock_words_add(struct clock_words *w, int64_t organisation,
		     const struct organisation_ids *needed);

#endif
