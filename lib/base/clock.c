/* SPDX-License-Identifier: EUPL-1.2 */
/* Moments, Dutch local time, dates in words. */
#include "base/clock.h"

#include <time.h>

int64_t clock_mono_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Days since 1970-01-01 in the Gregorian calendar; years count from March so
 * that the leap day is the last of its year. */
static int64_t days_of(struct date d)
{
	int64_t y = d.month <= 2 ? d.year - 1 : d.year;
	int64_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
	int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static struct date date_of(int64_t days)
{
	int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	return (struct date){ (int)(yoe + era * 400 + (month <= 2)), month,
			      (int)(doy - (153 * mp + 2) / 5 + 1) };
}

static int weekday_of(int64_t days)
{
	return (int)((days % 7 + 11) % 7);
}

/* 01:00 UTC on the last Sunday of a month of 31 days. */
static int64_t last_sunday(int year, int month)
{
	int64_t last = days_of((struct date){ year, month, 31 });

	return (last - weekday_of(last)) * CLOCK_DAY_MS + CLOCK_HOUR_MS;
}

static int64_t offset_at(int64_t ms)
{
	int64_t days = ms / CLOCK_DAY_MS - (ms % CLOCK_DAY_MS < 0);
	int year = date_of(days).year;
	bool is_summer = ms >= last_sunday(year, 3) && ms < last_sunday(year, 10);

	return is_summer ? 2 * CLOCK_HOUR_MS : CLOCK_HOUR_MS;
}

struct moment clock_local(int64_t ms)
{
	int64_t local = ms + offset_at(ms);
	int64_t days = local / CLOCK_DAY_MS - (local % CLOCK_DAY_MS < 0);
	int64_t in_day = (local - days * CLOCK_DAY_MS) / 1000;

	return (struct moment){
		.date = date_of(days),
		.hour = (int)(in_day / 3600),
		.minute = (int)(in_day / 60 % 60),
		.second = (int)(in_day % 60),
		.weekday = weekday_of(days),
	};
}

int64_t clock_from_local(struct date d, int hour, int minute)
{
	int64_t local = days_of(d) * CLOCK_DAY_MS + hour * CLOCK_HOUR_MS + minute * CLOCK_MINUTE_MS;

	return local - offset_at(local - CLOCK_HOUR_MS);
}

bool clock_date_ok(struct date d)
{
	struct date back;

	if (d.year < 1970 || d.year > 2400 || d.month < 1 || d.month > 12 ||
	    d.day < 1 || d.day > 31)
		return false;
	back = date_of(days_of(d));
	return back.month == d.month && back.day == d.day;
}

bool clock_date_parse(struct str s, struct date *ret)
{
	int64_t y, m, d;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' ||
	    !str_i64(str_cut(s, 0, 4), 0, 9999, &y) ||
	    !str_i64(str_cut(s, 5, 7), 0, 99, &m) ||
	    !str_i64(str_cut(s, 8, 10), 0, 99, &d) ||
	    !clock_date_ok((struct date){ (int)y, (int)m, (int)d }))
		return false;
	*ret = (struct date){ (int)y, (int)m, (int)d };
	return true;
}

static void out_two(struct out *o, int value)
{
	out_char(o, (char)('0' + value / 10 % 10));
	out_char(o, (char)('0' + value % 10));
}

void out_date_iso(struct out *o, struct date d)
{
	out_two(o, d.year / 100);
	out_two(o, d.year % 100);
	out_char(o, '-');
	out_two(o, d.month);
	out_char(o, '-');
	out_two(o, d.day);
}

static const char *const months[LANG_COUNT][12] = {
	{ "januari", "februari", "maart", "april", "mei", "juni", "juli",
	  "augustus", "september", "oktober", "november", "december" },
	{ "January", "February", "March", "April", "May", "June", "July",
	  "August", "September", "October", "November", "December" },
};

static const char *const weekdays[LANG_COUNT][7] = {
	{ "zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag" },
	{ "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" },
};

static void out_day_month(struct out *o, struct date d, enum lang lang)
{
	out_i64(o, d.day);
	out_char(o, ' ');
	out_c(o, months[lang][d.month - 1]);
}

void out_date(struct out *o, struct date d, enum lang lang)
{
	out_day_month(o, d, lang);
	out_char(o, ' ');
	out_i64(o, d.year);
}

void out_day(struct out *o, struct date d, enum lang lang)
{
	out_c(o, weekdays[lang][weekday_of(days_of(d))]);
	out_char(o, ' ');
	out_day_month(o, d, lang);
}

void out_time(struct out *o, struct moment m, enum lang lang)
{
	out_two(o, m.hour);
	out_char(o, lang == LANG_NL ? '.' : ':');
	out_two(o, m.minute);
	if (lang == LANG_NL)
		out_c(o, " uur");
}
