/* SPDX-License-Identifier: EUPL-1.2 */
/* On the page of a round: that it closes within a day, and that the clock is in doubt. */
#ifndef PEIL_CLOSING_CLOCK_CARD_H
#define PEIL_CLOSING_CLOCK_CARD_H

#include "base/clock_held.h"
#include "closing/clock_word.h"
#include "server/page.h"

struct clock_card {
	int64_t round;
	bool closes_soon;		/* within a day, by itself */
	struct str closes;
	enum clock_doubt doubt;
	struct str machine, held;	/* "zaterdag 9 januari 2027, 14.03 uur" */
	int64_t machine_ms;
	bool is_confirmed;		/* by this organisation; others still have to */
};

struct clock_card clock_card(struct call *c, const struct round *r);
/* In the service that closes on the date. */
struct clock_words *clock_words_of(const struct call *c);

#endif
