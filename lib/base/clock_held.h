/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A clock of the machine that is wrong.  Who serves for months meets one: a battery
 * that is flat, a machine that was copied, a hand that typed another year.  So the
 * last time seen is held, and goes on by the time that the machine is up, which
 * nobody sets.  While the machine's clock stays near it, that clock is right.  When
 * it is more than a day ahead, or a minute behind, it is in doubt: clock_now()
 * goes on from the time held, and nothing that cannot be undone happens by itself
 * until the doubt is over.
 *
 * The doubt ends when the clock is near again; when somebody has confirmed it; or
 * when it went on evenly for an hour and the machine says that it is synchronised.
 * A machine that was really off for a week begins in doubt too, and ends so.
 */
#ifndef PEIL_BASE_CLOCK_HELD_H
#define PEIL_BASE_CLOCK_HELD_H

#include "base/clock.h"
#include "base/err.h"

#define CLOCK_AHEAD_MS	CLOCK_DAY_MS	/* more than this ahead, or */
#define CLOCK_BEHIND_MS	CLOCK_MINUTE_MS	/* behind: in doubt */
#define CLOCK_EVEN_MS	CLOCK_HOUR_MS	/* so long it goes on evenly before it is believed */

enum clock_doubt { CLOCK_BELIEVED, CLOCK_AHEAD, CLOCK_BEHIND };

/* Begins to hold: the last time that was seen; 0: none is known, and the clock is
 * believed.  Before that, clock_now() is what the machine says. */
void clock_hold(int64_t seen);
/* From one thread, every second or so. */
void clock_watch(void);
/* What the clock says is right. */
void clock_confirm(void);

enum clock_doubt clock_doubt(void);
int64_t clock_machine(void);		/* ms: what the machine's clock says */
bool clock_is_synchronised(void);	/* does the machine say so? */

/* For tests: added to what the machine says. */
struct clock_seam {
	_Atomic int64_t shift, up_shift;	/* ms */
	_Atomic int64_t synchronised;		/* 0: what it says, 1: no, 2: yes */
};

void clock_seam(struct clock_seam *seam);	/* stays; NULL: none */
/* Of a file that holds one and may be overwritten. */
bool clock_seam_file(const char *path, struct err *e);

#endif
