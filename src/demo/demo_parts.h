/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parts of the example, in the order of a round.  demo_fill.c calls them;
 * what a part here calls is a part too, and none leads back.
 */
#ifndef PEIL_DEMO_DEMO_PARTS_H
#define PEIL_DEMO_DEMO_PARTS_H

#include "base/rng.h"
#include "demo/demo_common.h"

enum {
	DEMO_TRY_UNIT = 2,	/* its last cards stay unused: those of DEMO_OPEN are to try */
	DEMO_TRY_CARDS = 3,	/* so many */
	DEMO_TRY_SIZE = 28,	/* its cards in DEMO_OPEN */
};

/* When it was made, opened and closes, and what it is called: after the day on
 * which it opens (demo_round.c). */
struct demo_dates {
	int64_t created, opens, closes;
};
struct demo_dates demo_round_dates(const struct demo *d, enum demo_which which);
struct str demo_round_name(const struct demo *d, enum demo_which which);

/* The codes of the first `count` cards of one unit, the same for every filling. */
void demo_cards(enum demo_which which, size_t unit, struct ticket_code *ret, size_t count);

/* The whole round, with its answers; closed when its day has come. */
bool demo_round_fill(struct demo *d, enum demo_which which, struct err *e);

/* One believable sheet for a member of this unit, handed in; so many years
 * before the present (demo_answers.c). */
void demo_answer(struct rng *r, const struct model *m, const struct unit *u, size_t unit_index,
		 int years, struct sheet *s);

/* Remarks (demo_remarks.c): what the member number k of `count` who answered
 * wrote; and after closing what the reader decided of each. */
void demo_remarks_write(enum demo_which which, const struct model *m, struct str unit, size_t k,
			size_t count, struct slot *ret);
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
