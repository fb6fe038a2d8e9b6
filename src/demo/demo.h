/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The example organisation: an invented municipality half-way its year.  A
 * round of a year before, a round about which people are in conversation, and
 * one that is open to try cards on.
 *
 * Everything goes through the functions the product itself uses.  The same
 * seeds give the same answers, texts and cards every time; dates follow the
 * present day, so that the example never grows old.  Figures in texts are
 * filled in from the released counts (demo_counts.c): they cannot disagree
 * with the picture.
 */
#ifndef PEIL_DEMO_DEMO_H
#define PEIL_DEMO_DEMO_H

#include "base/clock.h"
#include "base/rng.h"
#include "meeting/meeting.h"
#include "picture/picture.h"

#define DEMO_ORGANISATION "Gemeente Waterrade"
#define DEMO_LOGIN "lead"
#define DEMO_PASSWORD "waterrade-oefenen"

enum { DEMO_CODES_SHOWN = 3 };

struct demo_codes {
	struct ticket_code shown[DEMO_CODES_SHOWN];	/* of the open round, unused */
};

/* Fills an empty database, in the caller's transaction; it stands still in
 * time meanwhile (clock_fix), so no other thread may run. */
bool demo_fill(struct db *db, struct arena *a, struct err *e);

/* The codes that can be tried; the same for every filling. */
struct demo_codes demo_codes(void);

/* --- what the parts of the example share ------------------------------------- */

enum demo_which { DEMO_BEFORE, DEMO_TALK, DEMO_OPEN, DEMO_ROUNDS };

struct demo {
	struct db *db;
	struct arena *a;
	int64_t now;
	int64_t organisation, lead, model_id;	/* lead: the account */
	struct model model;
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

/* --- its parts, in the order of a round ---------------------------------------- */

bool demo_round_fill(struct demo *d, enum demo_which which, struct err *e);	/* demo_round.c */

/* One believable sheet for a member of this unit, handed in; so many years
 * before the present (demo_answers.c). */
void demo_answer(struct rng *r, const struct model *m, const struct unit *u, size_t unit_index,
		 int years, struct sheet *s);

/* Remarks (demo_remarks.c): what the member number k of `count` who answered
 * wrote; and after closing what the reader decided of each. */
void demo_remarks_write(enum demo_which which, const struct model *m, struct str unit, size_t k,
			size_t count, struct notes *ret);
bool demo_remarks_read(struct demo *d, enum demo_which which, struct err *e);

bool demo_meetings_hold(struct demo *d, struct err *e);		/* demo_meetings.c */
/* When it begins; in the past, unless it is DEMO_PLANNED. */
int64_t demo_meeting_starts(const struct demo *d, enum demo_meeting id);
/* The votes of a meeting that runs (demo_votes.c). */
bool demo_votes_hold(struct demo *d, const struct meeting *m, struct err *e);
bool demo_notes_write(struct demo *d, struct err *e);		/* demo_notes.c */
bool demo_findings_write(struct demo *d, struct err *e);	/* demo_findings.c */
bool demo_shared_write(struct demo *d, struct err *e);		/* demo_shared.c */
bool demo_facts_check(struct demo *d, struct err *e);		/* demo_facts.c */
bool demo_exits_answer(struct demo *d, struct err *e);		/* demo_exits.c */
bool demo_replies_write(struct demo *d, struct err *e);		/* demo_replies.c */

/*
 * Counts in texts (demo_counts.c).  A hole is {SUBJECT WHAT} or
 * {SUBJECT WHAT GROUP}; WHAT is n (answers on the scale), ? (don't know),
 * all (both together), or a comparison with a level: <=2, >=4, =3.  GROUP is
 * a name of the tree, `leiding` or `anderen`; without one the whole.
 */
struct str demo_counts_fill(struct demo *d, const char *text);

#endif
