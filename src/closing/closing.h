/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Closing: sheets are counted in pieces of at least k (method/pieces), the
 * histograms kept, the sheets destroyed; one transaction, so that a crash at
 * any point leaves the round either open with all its sheets or closed with
 * all its pieces.  Afterwards the file is rewritten (writer_vacuum).
 */
#ifndef PEIL_CLOSING_CLOSING_H
#define PEIL_CLOSING_CLOSING_H

#include "base/arena.h"
#include "round/round_key.h"

/* ERR_CONFLICT when the round is not open. */
bool round_close(struct db *db, struct arena *a, struct round_key round, struct err *e);

struct round_due_list { LIST_OF(struct round_key); };

/* The open rounds whose closing date has passed, the oldest first. */
bool round_due_list(struct db *db, struct arena *a, int64_t now, struct round_due_list *ret,
		    struct err *e);
/* Closes one of them, when it still is: *ret_is_closed is false when its date was moved
 * meanwhile, or somebody else closed it. */
bool round_close_due(struct db *db, struct arena *a, struct round_key round, int64_t now,
		     bool *ret_is_closed, struct err *e);

#endif
