/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The result of a closed round on two sheets of A4, to lay on a table: who took part,
 * how the answers lie, what works, what many do not know, which conversations follow,
 * what people wish, and what happens next.  All of it stands on other pages too; here
 * it is said once, in the words of a council.  No grade, no order of groups, no advice.
 */
#ifndef PEIL_RESULT_RESULT_VIEW_H
#define PEIL_RESULT_RESULT_VIEW_H

#include "meeting/meeting_view.h"
#include "picture/agenda.h"
#include "remark/remark.h"

enum {
	RESULT_WHO_MAX = 9,		/* groups with a bar of their own */
	RESULT_HIDDEN_MAX = 6,		/* groups not seen apart that are named */
	RESULT_TALKS = 3,
	RESULT_TALKS_MINUTES = 80,	/* the agenda has so many topics in it */
	RESULT_UNSURE_MAX = 3,
	RESULT_QUOTES_MAX = 3,
	RESULT_QUOTE_CHARS_MAX = 160,
	RESULT_STEPS_MAX = 4,
	RESULT_BAR = 100,		/* units of the longest bar */
};

struct result_who {
	struct str name;
	int64_t answered, size;		/* size 0: it may not be told */
	int64_t bar, filled;		/* 0..RESULT_BAR */
};

struct result_unsure {			/* many do not know */
	const struct subject *subject;
	int64_t count, of;
};

struct result_talk {
	const struct agenda_topic *topic;
	const struct picture_subject *subject;
	struct markup chart;		/* with the wishes */
};

struct result_step {
	struct str day, what;
};

struct result_view {
	const struct picture_view *p;
	const struct unit *all;
	struct str closed;		/* "22 november 2026" */
	struct result_who who[RESULT_WHO_MAX];
	size_t who_count, who_more;	/* more: groups that did not fit */
	struct str hidden;		/* groups that are not seen apart; empty: none */
	const struct markup *now;	/* per p->subjects: the answers alone */
	const struct picture_subject *works;	/* NULL: nothing may be called that */
	struct str quotes_of;		/* the question that these answer */
	struct str quote[RESULT_QUOTES_MAX];
	size_t quote_count;
	struct result_unsure unsure[RESULT_UNSURE_MAX];
	size_t unsure_count;
	struct result_talk talk[RESULT_TALKS];
	size_t talk_count;
	struct result_step step[RESULT_STEPS_MAX];
	size_t step_count;
};

struct result_sources {
	const struct picture_view *p;		/* of everybody, visible */
	const struct shown_remark_list *remarks;
	const struct meeting_list *meetings;
	int64_t now;
};

void result_make(struct view *v, const struct result_sources *of, struct result_view *ret);

#endif
