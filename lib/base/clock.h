/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Time.  Moments are milliseconds since 1970 UTC.  Dates and times of day that
 * people see are those of the Netherlands (Europe/Amsterdam), computed here
 * from the rule of Directive 2000/84/EC: summer time from the last Sunday of
 * March 01:00 UTC to the last Sunday of October 01:00 UTC.  The machine's zone
 * and locale play no part.
 */
#ifndef PEIL_BASE_CLOCK_H
#define PEIL_BASE_CLOCK_H

#include "base/out.h"

#define CLOCK_MINUTE_MS	(60 * INT64_C(1000))
#define CLOCK_HOUR_MS	(60 * CLOCK_MINUTE_MS)
#define CLOCK_DAY_MS	(24 * CLOCK_HOUR_MS)	/* of UTC; local days may have 23 or 25 hours */

enum lang { LANG_NL, LANG_EN, LANG_COUNT };

struct date {
	int year, month, day;			/* 1..12, 1..31 */
};

struct moment {
	struct date date;
	int hour, minute, second, weekday;	/* 0 = Sunday */
};

/* ms; what a wrong clock of the machine cannot make jump (base/clock_held.h), and a fixed
 * one when clock_fix was called. */
int64_t clock_now(void);
void clock_fix(int64_t ms);		/* for the demo and tests; before threads start */
int64_t clock_mono_ns(void);		/* for measuring and deadlines */

struct moment clock_local(int64_t ms);		/* in the Netherlands */
int64_t clock_from_local(struct date d, int hour, int minute);
bool clock_date_ok(struct date d);
bool clock_date_parse(struct str s, struct date *ret);	/* 2026-11-22 */

void out_date_iso(struct out *o, struct date d);	/* 2026-11-22 */
void out_date(struct out *o, struct date d, enum lang lang);	/* 22 november 2026 */
void out_day(struct out *o, struct date d, enum lang lang);	/* zondag 22 november */
void out_time(struct out *o, struct moment m, enum lang lang);	/* 14.32 uur, 14:32 */

#endif
