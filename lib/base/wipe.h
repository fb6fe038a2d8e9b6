/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What was in memory goes when it is given back.  wipe.c stands in the place of the C
 * library's free and realloc, for the whole program with the libraries it uses:
 * request bodies, heads of connections, pages of the database, TLS records.  With
 * a sanitizer the C library's own stay, which looks after them.
 */
#ifndef PEIL_BASE_WIPE_H
#define PEIL_BASE_WIPE_H

#include <stdbool.h>

/* Is what is freed overwritten in this build? */
bool wipe_is_on(void);

/* Overwrites what earlier calls left on this thread's stack, below the caller. */
void wipe_stack(void);

#endif
