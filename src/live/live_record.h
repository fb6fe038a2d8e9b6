/* SPDX-License-Identifier: EUPL-1.2 */
/* "Leg vast": the words that a meeting agreed on, and those that stand already. */
#ifndef PEIL_LIVE_LIVE_RECORD_H
#define PEIL_LIVE_LIVE_RECORD_H

#include "finding/agreement_strand.h"
#include "server/page.h"

struct live_writing {
	struct agreement typed, words;	/* words: what is written, of what was typed */
	struct agreement_intent intent;
	bool may_ask;			/* its form is on the screen */
	struct agreement_base base;
	enum agreement_verdict verdict;
};

/* Finds verdict, words and base from what stands there now. */
bool live_settle(struct call *c, struct live_writing *w, struct err *e);

#endif
