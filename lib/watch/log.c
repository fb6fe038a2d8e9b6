/* SPDX-License-Identifier: EUPL-1.2 */
#include "watch/log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/must.h"
#include "json/writer.h"

enum {
	FIELD_BYTES = 300,
	LINE_BYTES = 24 * 1024,		/* ten fields, each byte of them as \u00XX */
	SENTENCE_BYTES = 1000,
};

static enum log_format format_now;
static bool is_on_journal;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* systemd says which file its journal reads: "DEVICE:INODE". */
static bool goes_to_journal(void)
{
	struct str inode, device = str_split(str_from(getenv("JOURNAL_STREAM")), ':', &inode);
	int64_t d, i;
	struct stat s;

	return str_i64(device, 0, INT64_MAX, &d) && str_i64(inode, 0, INT64_MAX, &i) &&
	       fstat(STDERR_FILENO, &s) == 0 && (int64_t)s.st_dev == d && (int64_t)s.st_ino == i;
}

/* What the program cannot go on from is said in the same form. */
static void tell_impossible(const char *line)
{
	log_say(LEVEL_ERROR, "%s", line);
}

void log_begin(enum log_format format)
{
	format_now = format;
	is_on_journal = goes_to_journal();
	must_tell(tell_impossible);
}

enum log_format log_format_now(void)
{
	return format_now;
}

/* --- a line ------------------------------------------------------------------------- */

static struct out line_begin(char bytes[LINE_BYTES], enum log_level level)
{
	struct out o = out_over(bytes, LINE_BYTES);

	if (is_on_journal) {
		out_char(&o, '<');
		out_i64(&o, (int64_t)level);
		out_char(&o, '>');
	}
	return o;
}

/* Whole, and not mixed with that of another thread. */
static void line_end(struct out *o)
{
	struct str s = out_done(o);

	if (o->is_failed)
		s = STR("a line of the log that is too long\n");
	(void)pthread_mutex_lock(&lock);
	for (size_t at = 0; at < s.n;) {
		ssize_t n = write(STDERR_FILENO, s.p + at, s.n - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		at += (size_t)n;
	}
	(void)pthread_mutex_unlock(&lock);
}

/* Nothing in it begins a line of its own. */
static void out_plain(struct out *o, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		out_char(o, (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f ? '?' : s.p[i]);
}

/* A value between blanks; in quotes when it has some itself, or nothing. */
static void out_value(struct out *o, struct str s)
{
	bool is_bare = s.n > 0;

	for (size_t i = 0; i < s.n; i++)
		is_bare = is_bare && s.p[i] != ' ' && s.p[i] != '"' && s.p[i] != '\\';
	if (is_bare) {
		out_plain(o, s);
		return;
	}
	out_char(o, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			out_char(o, '\\');
		out_plain(o, str_cut(s, i, i + 1));
	}
	out_char(o, '"');
}

static void out_moment(struct out *o)
{
	time_t now = (time_t)(clock_now() / 1000);
	char text[40] = "";
	struct tm utc;

	if (gmtime_r(&now, &utc))
		(void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
	out_c(o, text);
}

static void out_hour(struct out *o)
{
	struct moment m = clock_local(clock_now());

	out_date_iso(o, m.date);
	out_c(o, m.hour < 10 ? "T0" : "T");
	out_i64(o, m.hour);
}

static const char *name_of(enum log_level level)
{
	switch (level) {
	case LEVEL_ERROR: return "error";
	case LEVEL_WARNING: return "warning";
	case LEVEL_NOTICE: return "notice";
	case LEVEL_INFO: break;
	}
	return "info";
}

static struct json_writer json_begin(struct out *o, enum log_level level, const char *event)
{
	struct json_writer w = json_writer_new(o);

	json_begin_object(&w);
	json_field_text(&w, "level", str_from(name_of(level)));
	json_field_text(&w, "event", str_from(event));
	return w;
}

static void json_finish(struct json_writer *w)
{
	json_end(w);
	json_end_line(w);
}

/* When: the moment, or of a request of whoever the hour only. */
static void json_when(struct json_writer *w, const char *name, void (*when)(struct out *o))
{
	char text[40];
	struct out o = out_over(text, sizeof(text));

	when(&o);
	json_field_text(w, name, out_done(&o));
}

/* --- events ------------------------------------------------------------------------- */

struct log_line log_event(enum log_level level, const char *event)
{
	return (struct log_line){ .level = level, .event = event };
}

static struct log_field *add(struct log_line *l, const char *name)
{
	struct log_field *f = &l->fields[l->count];

	must(l->count < LOG_FIELDS_MAX);
	l->count++;
	*f = (struct log_field){ .name = name };
	return f;
}

void log_text(struct log_line *l, const char *name, struct str text)
{
	add(l, name)->text = str_cut(text, 0, FIELD_BYTES);
}

void log_number(struct log_line *l, const char *name, int64_t number)
{
	struct log_field *f = add(l, name);

	f->number = number;
	f->is_number = true;
}

void log_end(const struct log_line *l)
{
	char bytes[LINE_BYTES];
	struct out o = line_begin(bytes, l->level);
	struct json_writer w;

	if (format_now == LOG_JSON) {
		w = json_begin(&o, l->level, l->event);
		json_when(&w, "time", out_moment);
	} else {
		out_c(&o, "peil: ");
		out_c(&o, l->event);
		out_char(&o, ' ');
		out_moment(&o);
	}
	for (size_t i = 0; i < l->count; i++) {
		const struct log_field *f = &l->fields[i];

		if (format_now == LOG_JSON) {
			if (f->is_number)
				json_field_whole(&w, f->name, f->number);
			else
				json_field_text(&w, f->name, f->text);
			continue;
		}
		out_char(&o, ' ');
		out_c(&o, f->name);
		out_char(&o, '=');
		if (f->is_number)
			out_i64(&o, f->number);
		else
			out_value(&o, f->text);
	}
	if (format_now == LOG_JSON)
		json_finish(&w);
	else
		out_char(&o, '\n');
	line_end(&o);
}

void log_from(struct log_line *l, struct str address)
{
	struct out o = out_over(l->from, sizeof(l->from));
	char text[INET6_ADDRSTRLEN] = { 0 };
	uint8_t bytes[16] = { 0 };
	bool is_v4;

	if (address.n < INET6_ADDRSTRLEN && address.n)
		memcpy(text, address.p, address.n);
	is_v4 = inet_pton(AF_INET, text, bytes) == 1;
	if (!is_v4 && inet_pton(AF_INET6, text, bytes) != 1) {
		log_text(l, "from", STR("here"));	/* a Unix socket */
		return;
	}
	/* Of IPv4 the last number, of IPv6 all but 48 bits. */
	memset(bytes + (is_v4 ? 3 : 6), 0, is_v4 ? 1 : 10);
	(void)inet_ntop(is_v4 ? AF_INET : AF_INET6, bytes, text, sizeof(text));
	out_c(&o, text);
	out_c(&o, is_v4 ? "/24" : "/48");
	log_text(l, "from", out_done(&o));
}

/* --- sentences ------------------------------------------------------------------------ */

static void say(enum log_level level, const char *event, struct str where, struct str what)
{
	char bytes[LINE_BYTES];
	struct out o = line_begin(bytes, level);

	if (format_now == LOG_JSON) {
		struct json_writer w = json_begin(&o, level, event);

		json_when(&w, "time", out_moment);
		if (where.n)
			json_field_text(&w, "where", where);
		json_field_text(&w, where.n ? "cause" : "message", what);
		json_finish(&w);
	} else {
		out_c(&o, "peil: ");
		out_plain(&o, where);
		out_c(&o, where.n ? ": " : "");
		out_plain(&o, what);
		out_char(&o, '\n');
	}
	line_end(&o);
}

void log_say(enum log_level level, const char *format, ...)
{
	char text[SENTENCE_BYTES];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	say(level, "message", (struct str){ 0 }, str_from(text));
}

void log_tell(const char *line)
{
	log_say(LEVEL_NOTICE, "%s", line);
}

void log_failed(const char *where, const struct err *e)
{
	say(LEVEL_ERROR, "error", str_cut(str_from(where), 0, FIELD_BYTES), str_from(e->text));
}

void log_request(struct str method, int status, const char *page)
{
	char bytes[LINE_BYTES];
	struct out o = line_begin(bytes, LEVEL_INFO);

	method = str_cut(method, 0, 20);
	if (format_now == LOG_JSON) {
		struct json_writer w = json_begin(&o, LEVEL_INFO, "request");

		json_when(&w, "hour", out_hour);
		json_field_text(&w, "method", method);
		json_field_whole(&w, "status", status);
		json_field_text(&w, "page", str_from(page));
		json_finish(&w);
	} else {
		out_plain(&o, method);
		out_char(&o, ' ');
		out_i64(&o, status);
		out_char(&o, ' ');
		out_hour(&o);
		out_char(&o, ' ');
		out_c(&o, page);
		out_char(&o, '\n');
	}
	line_end(&o);
}
