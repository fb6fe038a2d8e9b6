/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Limits on guessing: token buckets in memory, at most RATE_BUCKETS of them.
 * Protects against guessing passwords and codes from few addresses; not
 * against a flood, which is the work of what stands in front.
 * Keys are kept as keyed hashes, never as addresses.
 */
#ifndef PEIL_SERVER_RATE_H
#define PEIL_SERVER_RATE_H

#include "base/str.h"

/* Keys under another limit stand apart: a limit is known by its address. */
struct rate_limit {
	unsigned times, seconds;	/* so many at once, and as many again in that time */
	const char *of;			/* what is counted and by which key: for `peil pages` */
};

struct rate;

struct rate *rate_new(void);
void rate_free(struct rate *r);
/* Takes a token; `now` in nanoseconds, never going back. */
bool rate_take(struct rate *r, const struct rate_limit *limit, struct str key, int64_t now);
/* Would one be there?  Takes none. */
bool rate_has(struct rate *r, const struct rate_limit *limit, struct str key, int64_t now);
/* Gives one back: it was no guess. */
void rate_give(struct rate *r, const struct rate_limit *limit, struct str key, int64_t now);
/* Takes all there are, so that rate_has is false for a token's time. */
void rate_empty(struct rate *r, const struct rate_limit *limit, struct str key, int64_t now);

#endif
