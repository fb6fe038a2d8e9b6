/* SPDX-License-Identifier: EUPL-1.2 */
/* What the screen of a running meeting and the phones in it show. */
#ifndef PEIL_LIVE_LIVE_VIEW_H
#define PEIL_LIVE_LIVE_VIEW_H

#include "finding/agreement.h"
#include "live/live.h"
#include "live/vote.h"
#include "meeting/meeting.h"
#include "server/page.h"

struct live_topic {
	const struct meeting_topic *topic;
	struct str name;
	bool is_close;			/* people agree, by the answers of the round */
	int middle;			/* then: the level they lie around; 0: between two */
};

struct live_view {
	const struct meeting *meeting;
	const struct model *model;
	const struct subject *subject;	/* on screen; NULL: the page to join */
	const struct meeting_topic *topic;
	struct live_topic topics[MEETING_TOPICS_MAX];
	struct vote_turn first, second;
	struct markup first_chart, second_chart, qr;
	int low, high;			/* ends of the newest votes; 0: one level or none */
	struct str site, code;		/* "scan.gemeente.nl/mee", "ABC-DEF" */
	size_t phones;			/* that are looking now */
	struct str alert;
	struct str state;		/* changes when a screen must change */
	struct agreement typed;		/* or the one that was saved in this meeting */
	bool is_saved;
	const struct live_view *held;	/* of a meeting that is over: topics with an outcome */
	size_t held_count;
	bool is_proposed;		/* nobody wrote it: the level the answers lie around */
	int64_t now;
	/* Phones only. */
	bool has_voted;
	int turn;			/* open now; 0: none */
};

struct phone_join_view {
	struct str typed, fault;
};

/* Everything but phones' own; the round must be closed. */
bool live_view_make(struct call *c, const struct round *r, const struct meeting *m,
		    enum live_screen where, struct live_view *ret, struct err *e);
const struct vote_turn *live_newest(const struct live_view *m);
/* "De stemmen liggen dicht bij elkaar.", translated; empty without votes. */
struct str live_spread(struct view *v, const struct live_view *m);
/* What the conversation changed; empty before the second turn. */
struct str live_change(struct view *v, const struct live_view *m);
struct str live_level(struct view *v, const struct live_view *m, int level);

#endif
