/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What stands to a meeting, for who wants to take it away.  What others wrote keeps it:
 * notes, and reactions of the fact check.  Its link goes with it; findings and what was
 * agreed stay, and say no more where it was.
 */
#ifndef PEIL_LIVE_MEETING_BOUND_H
#define PEIL_LIVE_MEETING_BOUND_H

#include "meeting/meeting.h"

struct meeting_bound {
	int64_t links, reactions, findings, agreements, notes;
};

bool meeting_bound_get(struct db *db, int64_t meeting, int64_t now, struct meeting_bound *ret,
		       struct err *e);
bool meeting_is_kept(const struct meeting_bound *b);

/* With its link.  ERR_CONFLICT when it is not planned only, or kept. */
bool meeting_take_away(struct db *db, const struct meeting *m, int64_t now, struct err *e);

#endif
