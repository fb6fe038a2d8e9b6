/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The rooms of meetings without a server, a thread or a clock: streams are ours, time goes
 * on when it is said, and a room's news become known when it is asked.
 */
#ifndef PEIL_FUZZ_LIVE_ROOMS_H
#define PEIL_FUZZ_LIVE_ROOMS_H

#include "live/live.h"

enum { SCREENS = 12 };

struct rooms;

/* What the votes are, for who holds what is said against it. */
struct rooms_truth {
	int64_t meeting, topic, votes;	/* of the turn that is open */
	int turn;
};

struct rooms *rooms_new(void);
void rooms_free(struct rooms *r);		/* every screen leaves; nothing is left */
void rooms_join(struct rooms *r, size_t screen, int64_t meeting, enum live_screen where);
void rooms_leave(struct rooms *r, size_t screen);
void rooms_pass(struct rooms *r, int64_t ms);	/* time, and what becomes known in it */
void rooms_read(struct rooms *r, size_t screen, const struct rooms_truth *truth);
void rooms_step(struct rooms *r, int64_t meeting);
void rooms_count(struct rooms *r, const struct rooms_truth *now);
void rooms_end(struct rooms *r, int64_t meeting);
/* Once all is known each screen has heard the last of it. */
void rooms_settle(struct rooms *r, const struct rooms_truth *truth);

#endif
