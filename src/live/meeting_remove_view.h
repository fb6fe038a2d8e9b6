/* SPDX-License-Identifier: EUPL-1.2 */
/* What is asked before a meeting is taken away. */
#ifndef PEIL_LIVE_MEETING_REMOVE_VIEW_H
#define PEIL_LIVE_MEETING_REMOVE_VIEW_H

#include "html/form.h"
#include "live/meeting_bound.h"

struct meeting_remove_view {
	const struct round *round;
	const struct meeting *m;
	struct meeting_bound bound;
	const struct form *form;
};

#endif
