/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Codes that let somebody in without an account: of a card, a key, a link, a
 * session.  Nobody may try so many that one is found, and no office may be kept
 * out by what its own people type: they have old links, and mistype.  So:
 *
 *	1. A limit is far above what the people of an address do and far below
 *	   what finds a code (the sums stand in docs/developer/guessing.md).  Below
 *	   it every code is looked up, and nobody waits.
 *	2. The same wrong code counts once; what cannot be a code never does.
 *	3. Above it codes are refused before they are looked up: a guesser learns
 *	   nothing.  A code that was right from this address before is let in.
 *
 * An address is that of http_request: of IPv6 the first 64 bits.
 */
#ifndef PEIL_SERVER_GUESS_H
#define PEIL_SERVER_GUESS_H

#include "server/page.h"

/* Codes of 60 bits and more. */
extern const struct rate_limit guess_codes;

/* Before a code is looked up; the page names the limit in its counts.  ERR_RATE.
 * `code` in the one form that all ways of typing it share; empty: it cannot be
 * a code, and is not counted. */
bool guess_may(struct call *c, const struct rate_limit *limit, struct str code, struct err *e);

/* After it was. */
void guess_was(struct call *c, const struct rate_limit *limit, struct str code, bool is_right);

#endif
