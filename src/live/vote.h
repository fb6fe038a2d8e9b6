/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Live votes of a meeting: vote alone, see, talk, vote again, agree.  A vote
 * is added to counts; until the turn is over, and no longer, it can be changed by the
 * phone that cast it (live/voter.h).
 */
#ifndef PEIL_LIVE_VOTE_H
#define PEIL_LIVE_VOTE_H

#include "live/voter.h"
#include "meeting/meeting.h"
#include "method/method.h"

enum vote_source { VOTE_BY_PHONE, VOTE_BY_CARD };

enum {
	VOTE_SHOWN_MIN = 5,		/* votes by phone that may be shown, or the round's k */
	VOTE_DONT_KNOW = 0,		/* as a choice; 1..levels are levels */
	VOTE_CARDS_MAX = 1000,		/* of one choice, raised in a room */
	MEETING_HOURS = 12,		/* a join code lives so long */
	MEETING_REOPEN_HOURS = 24,	/* and a meeting can be opened again so long after its end */
};

/* So many votes by phone must be in before a turn is shown: VOTE_SHOWN_MIN, or
 * the k of the round when that is more. */
int64_t vote_shown_min(int64_t k);

/* Opens a meeting to phones: makes a fresh code, or keeps the one it has.
 * ERR_CONFLICT when done. */
bool meeting_start(struct db *db, int64_t meeting, int64_t now, char code[MEETING_CODE_SIZE],
		   struct err *e);
/* Ends it: the code stops, every open turn closes, all hashes of phones go.  A
 * turn that may be shown is; one with too few votes goes. */
bool meeting_stop(struct db *db, int64_t meeting, int64_t now, struct err *e);
/* Until MEETING_REOPEN_HOURS after its end. */
bool meeting_may_reopen(const struct meeting *m, int64_t now);
/* Lets it run again, with its code if that still lives.  ERR_CONFLICT: it is not
 * over; ERR_GONE: it has been over for too long. */
bool meeting_reopen(struct db *db, int64_t meeting, int64_t now, struct err *e);
/* What is on the screen: a topic, or 0 for the page to join. */
bool meeting_show(struct db *db, int64_t meeting, int64_t topic, struct err *e);
/* ERR_GONE when something else is: another hand was first. */
bool meeting_is_showing(struct db *db, int64_t meeting, int64_t topic, struct err *e);
/* timer_ends in ms UTC, 0: no timer. */
bool meeting_set_timer(struct db *db, int64_t meeting, int64_t timer_ends, struct err *e);

/* Moves a topic; also back to an earlier step, which keeps the counts, except
 * that opening a turn again begins it anew.  Showing a turn with fewer than
 * vote_shown_min votes by phone: ERR_CONFLICT. */
bool vote_move(struct db *db, int64_t topic, enum vote_step to, struct err *e);
/* ERR_GONE when the topic is at another step: another hand was first. */
bool vote_is_at(struct db *db, int64_t topic, enum vote_step step, struct err *e);
/* Its agreement has been written down: VOTE_RECORDED, unless the room has gone
 * on meanwhile; then nothing moves. */
bool vote_record(struct db *db, int64_t topic, struct err *e);

struct vote {
	int64_t meeting, topic;
	int turn;			/* 1 or 2 */
	int choice, levels;		/* VOTE_DONT_KNOW or 1..levels */
	uint8_t phone[VOTE_PHONE_BYTES];
};

/* One vote a phone: another takes the place of what it chose before.  ERR_CONFLICT:
 * this phone has voted, and what it chose is not known; ERR_GONE: the turn is not open,
 * or another topic is; ERR_INPUT: no such choice. */
bool vote_cast(struct db *db, const struct vote *v, struct err *e);
/* Counts of raised cards: replaces what the turn had; no minimum, for the
 * people in the room have seen each other's. */
bool vote_enter(struct db *db, int64_t topic, int turn, const struct tally *counts, struct err *e);


/* All false when the turn is not open. */
bool vote_own(struct db *db, int64_t topic, int turn, const uint8_t phone[VOTE_PHONE_BYTES],
	      struct own_vote *ret, struct err *e);

struct vote_turn {
	struct tally counts;		/* dont_know beside the scale; zero where not shown */
	int64_t votes;			/* all of them */
	enum vote_source source;
	bool is_shown;			/* enough votes */
	bool has_levels;		/* enough of them on a level; else don't know alone */
};
/* turn 1 or 2; all zero when nobody voted.  What may not be shown is not in it:
 * no page and no file can give away what it never had. */
bool vote_get(struct db *db, int64_t topic, int turn, int levels, struct vote_turn *ret,
	      struct err *e);

#endif
