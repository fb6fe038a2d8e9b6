/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A meeting ("sessie"): a workshop, an interview or a work session of a closed
 * round, with its topics.  A session, in code, is somebody signed in.
 */
#ifndef PEIL_MEETING_MEETING_H
#define PEIL_MEETING_MEETING_H

#include "round/round.h"

enum meeting_kind { MEETING_WORKSHOP, MEETING_INTERVIEW, MEETING_WORK_SESSION };
enum meeting_stage { MEETING_PLANNED, MEETING_RUNNING, MEETING_DONE };

enum {
	MEETING_TOPICS_MAX = 20,
	MEETING_UNITS_MAX = 200,
	MEETING_PEOPLE_MAX = 200,
	MEETING_MINUTES_MAX = 480,
	MEETING_CODE_CHARS = 6,		/* of base/code.h */
	MEETING_CODE_SIZE = MEETING_CODE_CHARS + 1,
	MEETINGS_MAX = 1000,		/* of a round: a month of whole days */
	MEETING_TITLE_MAX = 200,	/* characters */
	MEETING_GOAL_MAX = 1000,
	MEETING_PLACE_MAX = 200,
	MEETING_NAME_MAX = 100,
};

/* How far the vote on a topic is (live). */
enum vote_step {
	VOTE_WAITING,		/* not begun */
	VOTE_FIRST,		/* the first turn is open */
	VOTE_FIRST_SHOWN,	/* counts are on the screen: talk */
	VOTE_SECOND,
	VOTE_SECOND_SHOWN,	/* both turns side by side */
	VOTE_RECORDED,		/* the agreement is written down */
};

struct meeting_topic {
	int64_t id;			/* 0: new */
	struct str subject;		/* id in the model */
	int minutes;
	enum vote_step step;
};

struct meeting {
	int64_t id;
	struct round_key round;
	int64_t starts, created;
	enum meeting_kind kind;
	enum meeting_stage stage;
	struct str title, goal, place;
	int minutes;
	struct str code;		/* empty: cannot be joined */
	int64_t code_expires;
	int64_t topic;			/* on screen; 0: the page to join */
	int64_t timer_ends;
	int64_t ended;			/* when it was last ended; 0: not, or long ago */
	struct meeting_topic topics[MEETING_TOPICS_MAX];
	size_t topic_count;
	const int64_t *units;		/* who comes, by group */
	size_t unit_count;
	const struct str *people;	/* or by name: kept apart from any answer */
	size_t person_count;
};

struct meeting_list { LIST_OF(struct meeting); };

/* By date; without topics, units and people. */
bool meeting_list(struct db *db, struct arena *a, struct round_key round, struct meeting_list *ret,
		  struct err *e);
/* Whole; ERR_ABSENT when it is not of this organisation. */
bool meeting_get(struct db *db, struct arena *a, int64_t organisation, int64_t id,
		 struct meeting *ret, struct err *e);
/* Whole, for somebody with the code; ERR_ABSENT when no meeting that runs has
 * it or it has expired.  The code as typed: case, blanks and hyphens ignored. */
bool meeting_by_code(struct db *db, struct arena *a, struct str typed, int64_t now,
		     struct meeting *ret, struct err *e);
bool meeting_add(struct db *db, const struct meeting *m, struct err *e);
/* ERR_GONE when the round has no such meeting: what is written about it would be of none. */
bool meeting_is_there(struct db *db, struct round_key round, int64_t id, struct err *e);
/* Everything that a person writes; topics only while it is planned, and those
 * that stay keep their id.  ERR_CONFLICT when done, ERR_CHANGED when it would take
 * other topics and runs by now. */
bool meeting_change(struct db *db, const struct meeting *m, struct err *e);
/* Planned only, and without notes; ERR_CONFLICT otherwise. */
bool meeting_remove(struct db *db, struct round_key round, int64_t id, struct err *e);

#endif
