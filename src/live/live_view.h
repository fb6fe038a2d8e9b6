/* SPDX-License-Identifier: EUPL-1.2 */
/* What the screen of a running meeting and the phones in it show. */
#ifndef PEIL_LIVE_LIVE_VIEW_H
#define PEIL_LIVE_LIVE_VIEW_H

#include "finding/strand_view.h"
#include "live/live.h"
#include "live/vote.h"
#include "meeting/meeting.h"
#include "server/page.h"

enum { PHONE_DOTS_MAX = 40 };		/* people drawn one by one on a phone */

struct live_topic {
	const struct meeting_topic *topic;
	struct str name;
	bool is_close;			/* people agree, by the answers of the round */
	int middle;			/* then: the level they lie around; 0: between two */
	struct tally wish;		/* of the groups that come; empty: not to be shown */
};

/* An end of the scale in the votes. */
struct live_end {
	int level;
	bool is_asked;			/* enough chose it: they may be asked what they saw */
};

/* What is asked before it is done, because it cannot be undone. */
enum live_question {
	ASK_NOTHING,
	ASK_SHOW,			/* phones that look have not voted */
	ASK_CARDS,			/* cards would take the place of votes by phone */
};

struct live_view {
	const struct meeting *meeting;
	const struct model *model;
	const struct subject *subject;	/* on screen; NULL: the page to join */
	const struct meeting_topic *topic;
	struct live_topic topics[MEETING_TOPICS_MAX];
	struct vote_turn first, second;
	bool has_first, has_second;	/* their counts are on the screen */
	struct markup first_chart, second_chart, qr;	/* empty: too few on a level */
	struct live_end low, high;	/* of the newest votes; level 0: one level or none */
	struct str site, code;		/* "scan.gemeente.nl/mee", "ABC-DEF" */
	int64_t shown_min;		/* votes by phone before they are shown */
	struct live_phones phones;
	int64_t missing;		/* phones that look and have not voted in the open turn */
	bool is_crowded;		/* more votes than phones ever looked at once */
	enum live_question question;
	struct tally cards;		/* as typed, when it is asked about them */
	struct str alert;
	struct str state;		/* changes when a screen must change */
	struct agreement typed;		/* or the one that was saved in this meeting */
	bool is_saved;
	const struct live_view *held;	/* of a meeting that is over: topics with an outcome */
	size_t held_count;
	bool is_proposed;		/* nobody wrote it: the level the answers lie around */
	int64_t edits;			/* the version that `typed` changes; 0: new words */
	bool is_news;			/* somebody changed it meanwhile to `stored` */
	struct str stored;
	struct agreement_ask ask;	/* words of other sessions */
	int64_t now;
	struct str reopen_until;	/* "16.30 uur, 4 december"; of a meeting that is over */
	int turn;			/* open now; 0: none */
	/* Phones only. */
	struct own_vote own;		/* in that turn */
	bool is_choosing;		/* has not voted in it, or wants to change */
};

struct phone_join_view {
	struct str typed, fault;
};

/* Everything but phones' own; the round must be closed. */
bool live_view_make(struct call *c, const struct round *r, const struct meeting *m,
		    enum live_screen where, struct live_view *ret, struct err *e);
/* The screen in the room (page_live.c). */
bool live_show(struct call *c, int status, struct live_view *v, struct err *e);
const struct vote_turn *live_newest(const struct live_view *m);
/* "De stemmen liggen dicht bij elkaar.", translated; empty without votes. */
struct str live_spread(struct view *v, const struct live_view *m);
/* What the conversation changed; empty before the second turn. */
struct str live_change(struct view *v, const struct live_view *m);
struct str live_level(struct view *v, const struct live_view *m, int level);
/* Who may vote in the turn that is open, as far as the screens tell: the phones that look,
 * and never fewer than have voted. */
int64_t live_voters(const struct live_view *m);
/* All votes of the turn that is open. */
int64_t live_votes(const struct live_view *m);

#endif
