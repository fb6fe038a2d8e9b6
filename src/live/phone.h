/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A phone in a live vote is known by a random cookie that only goes to /mee:
 * it says that somebody has voted in this turn, never who.
 */
#ifndef PEIL_LIVE_PHONE_H
#define PEIL_LIVE_PHONE_H

#include "live/vote.h"
#include "server/page.h"

/* The cookie of this phone.  False: it has none. */
bool phone_get(const struct call *c, uint8_t ret[VOTE_PHONE_BYTES]);
/* A new one is sent with the reply when it has none. */
void phone_get_or_make(struct call *c, uint8_t ret[VOTE_PHONE_BYTES]);

#endif
