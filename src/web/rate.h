/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Limits on guessing: token buckets in memory, at most RATE_BUCKETS of them.
 * Protects against guessing passwords and ticket codes from few addresses; not
 * against a flood, which is the work of what stands in front of Peil.
 * Keys are kept as keyed hashes, never as addresses.
 */
#ifndef PEIL_WEB_RATE_H
#define PEIL_WEB_RATE_H

#include "base/str.h"

enum rate_kind {
	RATE_SIGN_IN_ACCOUNT,	/* tries per login */
	RATE_SIGN_IN_ADDRESS,	/* tries per address */
	RATE_TICKET,		/* wrong codes per address; an office shares one */
	RATE_REPLY,		/* fact checks sent per address */
	RATE_KINDS,
};

struct rate;

struct rate *rate_new(void);
void rate_free(struct rate *r);
/* Takes a token; `now` in nanoseconds, never going back. */
bool rate_take(struct rate *r, enum rate_kind kind, struct str key, int64_t now);

#endif
