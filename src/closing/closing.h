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
#include "base/list.h"
#include "round/round_key.h"

/* What a closing did, for the log. */
struct round_closed {
	struct round_key key;
	int64_t counted, sheets, cards;	/* sheets handed in; destroyed; cards destroyed */
};

struct round_due_list { LIST_OF(struct round_key); };

/* ERR_CONFLICT when the round is not open.  ret may be NULL. */
bool round_close(struct db *db, struct arena *a, struct round_key round,
		 struct round_closed *ret, struct err *e);

/* The open rounds whose closing date has passed, the oldest first. */
bool round_due_list(struct db *db, struct arena *a, int64_t now, struct round_due_list *ret,
		    struct err *e);
/* Closes one of them, when it still is: the key of *ret is empty (id 0) when its date was
 * moved meanwhile, or somebody else closed it. */
bool round_close_due(struct db *db, struct arena *a, struct round_key round, int64_t now,
		     struct round_closed *ret, struct err *e);

/* In the log, once it is on the disk; `how`: "by a lead". */
void round_closed_say(const struct round_closed *closed, const char *how);

#endif
