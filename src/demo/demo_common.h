/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the parts of the example share: its days, its rounds, the ids that one
 * part gives and another names.  The parts know this and each other
 * (demo_parts.h), and nothing of who calls them.
 */
#ifndef PEIL_DEMO_DEMO_COMMON_H
#define PEIL_DEMO_DEMO_COMMON_H

#include "base/clock.h"
#include "meeting/meeting.h"
#include "picture/picture.h"

enum demo_which { DEMO_BEFORE, DEMO_TALK, DEMO_OPEN, DEMO_ROUNDS };

struct demo {
	struct db *db;
	struct arena *a;
	int64_t now;
	int64_t organisation, lead, model_id;	/* lead: the account */
	struct str organisation_name;
	struct model model;
	struct round_key key[DEMO_ROUNDS];	/* of each round, from when it is made */
	/* From here on after closing, of DEMO_TALK. */
	struct round round;
	struct picture picture;
};

int64_t demo_round_id(enum demo_which which);

/* So many days from now at this time of day; never in a weekend: a Saturday
 * is the Friday before, a Sunday the Monday after. */
int64_t demo_day(const struct demo *d, int days, int hour, int minute);

/* Index in the tree of the round that people talk about; the name is there. */
size_t demo_unit(const struct demo *d, const char *name);

/* Ids of what other parts name. */
enum demo_meeting {
	DEMO_NO_MEETING,
	DEMO_WORK_SESSION = 2026101, DEMO_INTERVIEW, DEMO_WORKSHOP, DEMO_PLANNED,
};

enum demo_note {
	DEMO_NO_NOTE,
	DEMO_NOTE_TREES = 2026201, DEMO_NOTE_TABLET, DEMO_NOTE_ADDRESS, DEMO_NOTE_DONE,
	DEMO_NOTE_ASKING, DEMO_NOTE_DESK, DEMO_NOTE_PRIVACY,
	DEMO_NOTES_FREE,		/* ids of the others, from here */
};

#endif
