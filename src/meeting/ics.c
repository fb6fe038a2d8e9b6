/* SPDX-License-Identifier: EUPL-1.2 */
/* Calendar files. */
#include "meeting/ics.h"

#include "base/clock.h"

enum { LINE_OCTETS = 75 };

/* --- lines --------------------------------------------------------------------- */

/* Writes one line, folded: what follows a fold begins with a blank, which
 * counts. */
static void line(struct out *o, struct str s)
{
	size_t room = LINE_OCTETS, at = 0;

	while (s.n - at > room) {
		size_t end = at + room;

		while (end > at + 1 && ((unsigned char)s.p[end] & 0xc0) == 0x80)
			end--;
		out_str(o, str_cut(s, at, end));
		out_c(o, "\r\n ");
		at = end;
		room = LINE_OCTETS - 1;
	}
	out_str(o, str_cut(s, at, s.n));
	out_c(o, "\r\n");
}

static void escape(struct out *o, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\r')
			continue;	/* a line end is the one that follows */
		if (c == '\n') {
			out_c(o, "\\n");
			continue;
		}
		if (c == '\\' || c == ';' || c == ',')
			out_char(o, '\\');
		out_char(o, c);
	}
}

static void text_line(struct out *o, const char *name, struct str text)
{
	struct out one = out_new(o->a, o->limit);

	if (text.n == 0)
		return;
	out_c(&one, name);
	out_char(&one, ':');
	escape(&one, text);
	line(o, out_done(&one));
}

/* --- times --------------------------------------------------------------------- */

static void two(struct out *o, int64_t n)
{
	out_char(o, (char)('0' + n / 10 % 10));
	out_char(o, (char)('0' + n % 10));
}

/* Days since 1970 to a date of the Gregorian calendar (H. Hinnant,
 * "chrono-compatible low-level date algorithms": civil_from_days).  Not before
 * 1970. */
static void out_days(struct out *o, int64_t days)
{
	int64_t z = days + 719468, era = z / 146097, of_era = z - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t day = of_era - (365 * year + year / 4 - year / 100), month = (5 * day + 2) / 153;
	int64_t m = month < 10 ? month + 3 : month - 9, y = year + era * 400 + (m <= 2);

	two(o, y / 100);
	two(o, y % 100);
	two(o, m);
	two(o, day - (153 * month + 2) / 5 + 1);
}

static void time_line(struct out *o, const char *name, int64_t at)
{
	struct out one = out_new(o->a, 200);
	int64_t second = at % CLOCK_DAY_MS / 1000;

	out_c(&one, name);
	out_char(&one, ':');
	out_days(&one, at / CLOCK_DAY_MS);
	out_char(&one, 'T');
	two(&one, second / 3600);
	two(&one, second / 60 % 60);
	two(&one, second % 60);
	out_char(&one, 'Z');
	line(o, out_done(&one));
}

void ics_write(struct out *o, const struct ics_event *event)
{
	struct out uid = out_new(o->a, 100);

	out_c(&uid, "UID:");
	out_i64(&uid, event->id);
	out_c(&uid, "@sessie.peil");
	line(o, STR("BEGIN:VCALENDAR"));
	line(o, STR("VERSION:2.0"));
	line(o, STR("PRODID:-//Peil//Peil//NL"));
	line(o, STR("CALSCALE:GREGORIAN"));
	line(o, STR("METHOD:PUBLISH"));
	line(o, STR("BEGIN:VEVENT"));
	line(o, out_done(&uid));
	time_line(o, "DTSTAMP", event->stamp);
	time_line(o, "DTSTART", event->starts);
	time_line(o, "DTEND", event->ends);
	text_line(o, "SUMMARY", event->summary);
	text_line(o, "LOCATION", event->place);
	text_line(o, "DESCRIPTION", event->description);
	line(o, STR("END:VEVENT"));
	line(o, STR("END:VCALENDAR"));
}
