/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The guide of a meeting: topic by topic what the answers of who comes say, the
 * ladder with a question to probe, cards to ask on.
 */
#ifndef PEIL_LIVE_MEETING_GUIDE_H
#define PEIL_LIVE_MEETING_GUIDE_H

#include "meeting/meeting_view.h"

struct guide_level {
	struct str name, text;
	const char *probe;		/* translated later */
};

enum { GUIDE_CARDS = 2 };

struct guide_topic {
	struct agenda_topic topic;
	bool has_counts;		/* enough people answered */
	int64_t number, minutes, from;
	struct str conversation;	/* the model's own question */
	struct guide_level levels[LEVELS_MAX];
	size_t level_count;
	const char *cards[GUIDE_CARDS];	/* translated later */
	bool is_doubted;		/* the devil's advocate has a card */
	int64_t unsure, asked;		/* counts behind it; unsure 0: not why */
	bool lacks_paper;
};

struct guide {
	struct str whose;		/* of which unit the counts are */
	bool is_wider;			/* than the groups that come */
	struct guide_topic topics[MEETING_TOPICS_MAX];
	size_t topic_count;
	int64_t minutes;		/* of all topics together */
};

bool guide_make(struct call *c, const struct closed_round *mr, const struct meeting *m,
		struct guide *ret, struct err *e);

struct meeting_page_view {
	const struct round *round;
	const struct meeting *m;
	struct meeting_row row;
	struct str units;		/* "Burgerzaken, Vergunningen" */
	struct guide guide;
	int64_t notes;			/* that this person may read */
	bool has_votes;
};

#endif
