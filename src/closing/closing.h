/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Closing: sheets are counted in pieces of at least k (method/pieces), the
 * histograms kept, the sheets destroyed; one transaction, so that a crash at
 * any point leaves the round either open with all its sheets or closed with
 * all its pieces.  Afterwards the file is scrubbed (writer_scrub).
 */
#ifndef PEIL_CLOSING_CLOSING_H
#define PEIL_CLOSING_CLOSING_H

#include "base/arena.h"
#include "round/round_key.h"

/* ERR_CONFLICT when the round is not open. */
bool round_close(struct db *db, struct arena *a, struct round_key round, struct err *e);

/* Closes every round whose closing date has passed; *ret_closed counts them. */
bool round_close_due(struct db *db, struct arena *a, int64_t now, size_t *ret_closed,
		     struct err *e);

#endif
