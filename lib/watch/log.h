/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the program says while it runs, on standard error: the one place that writes
 * there.  A line at once, as text or as an object of JSON.  On a journal each line
 * begins with its weight ("<3>"), which the journal takes off.
 *
 * The log is kept by others, and longer than what it is about.  So it never has an address
 * whole, a name, a login, what somebody typed, or a path: only the pattern of one.  Of who
 * answers, votes or reads a page with a code it has that a page was asked, and the hour.
 * tests/serve/log.test.mjs holds every page to that.
 */
#ifndef PEIL_WATCH_LOG_H
#define PEIL_WATCH_LOG_H

#include "base/err.h"
#include "base/str.h"

/* As in syslog. */
enum log_level { LEVEL_ERROR = 3, LEVEL_WARNING = 4, LEVEL_NOTICE = 5, LEVEL_INFO = 6 };
enum log_format { LOG_TEXT, LOG_JSON };

/* Before threads start.  Without it: text. */
void log_begin(enum log_format format);
enum log_format log_format_now(void);

/* One line of an event: log_event, its fields, log_end.  Names are words of ours. */
enum { LOG_FIELDS_MAX = 10 };

struct log_field {
	const char *name;
	struct str text;
	int64_t number;
	bool is_number;
};

struct log_line {
	enum log_level level;
	const char *event;
	struct log_field fields[LOG_FIELDS_MAX];
	size_t count;
	char from[60];
};

struct log_line log_event(enum log_level level, const char *event);
void log_text(struct log_line *l, const char *name, struct str text);
void log_number(struct log_line *l, const char *name, int64_t number);
/* Where from, shortened: of IPv4 three of four numbers, of IPv6 48 bits. */
void log_from(struct log_line *l, struct str address);
void log_end(const struct log_line *l);		/* with the moment */

/* A sentence. */
void log_say(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));
void log_tell(const char *line);		/* the same, for db_tell */
/* Something went wrong there: a page, a service, a piece of work. */
void log_failed(const char *where, const struct err *e);
/* Somebody asked; it has the hour and not the moment. */
void log_request(struct str method, int status, const char *page);

#endif
