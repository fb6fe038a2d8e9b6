/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One event as an iCalendar file (RFC 5545): lines end in CRLF and are folded
 * at 75 octets, never inside a character; texts are escaped; times are UTC.
 */
#ifndef PEIL_MEETING_ICS_H
#define PEIL_MEETING_ICS_H

#include "base/out.h"

struct ics_event {
	int64_t id;			/* the same event always has the same one */
	int64_t stamp, starts, ends;	/* ms UTC */
	struct str summary, place, description;	/* the last two may be empty */
};

void ics_write(struct out *o, const struct ics_event *event);

#endif
