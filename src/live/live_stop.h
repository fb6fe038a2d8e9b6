/* SPDX-License-Identifier: EUPL-1.2 */
/* What the question before the end of a meeting says. */
#ifndef PEIL_LIVE_LIVE_STOP_H
#define PEIL_LIVE_LIVE_STOP_H

#include "live/live.h"
#include "live/vote.h"

/* A turn that would be closed. */
struct live_open_turn {
	struct str name;		/* of its subject */
	int64_t votes;
	bool stays;			/* enough to be shown */
};

struct live_stop_view {
	const struct meeting *meeting;
	struct live_phones phones;
	struct live_open_turn open[MEETING_TOPICS_MAX];
	size_t open_count;
	bool is_news;			/* the room went on while the question stood there */
};

#endif
