/* SPDX-License-Identifier: EUPL-1.2 */
#include "watch/watch.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>

#include "base/must.h"
#include "http/http.h"
#include "sandbox/sandbox.h"
#include "watch/log.h"
#include "watch/notify.h"
#include "store/state.h"

#define SECOND_NS	INT64_C(1000000000)

enum {
	LOOK_S = 1,
	AGAIN_S = 5,		/* after a row that could not be written */
	WRITER_SILENT_S = 300,	/* a piece of work without a sign of life; the largest
				 * emptying of a log takes less */
	LOOP_SILENT_S = 20,
	MOMENT_TEXT = 64,
};

struct watch {
	struct watch_config config;
	char *log, *folder;		/* paths */
	dev_t device;			/* of the file that was opened */
	ino_t inode;
	pthread_t looker, pulse;
	pthread_mutex_t lock;		/* of what follows */
	pthread_cond_t wake;
	bool is_stopping, is_hurried;	/* is_hurried: a row is to be written now */
	const struct http_server *http;	/* NULL: not there */
	int64_t pulse_since, pulse_at;	/* clock_mono_ns(): waits since, done at; 0: not */
	bool is_elsewhere;
	int64_t free_bytes;
	/* of the looker alone */
	enum health health;
	enum clock_doubt doubt;
	uint64_t refused;		/* of what the sandbox refused, told */
	int64_t told_at;		/* systemd */
	int64_t tried_at;		/* whether saving goes again */
};

/* --- what is seen ------------------------------------------------------------------ */

static void look_at_file(struct watch *w)
{
	struct statvfs disk;
	struct stat s;
	bool is_elsewhere = stat(w->config.db, &s) != 0 || s.st_dev != w->device ||
			    s.st_ino != w->inode;
	int64_t free_bytes = -1;

	if (statvfs(w->folder, &disk) == 0)
		free_bytes = (int64_t)(disk.f_bavail * disk.f_frsize);
	must(pthread_mutex_lock(&w->lock) == 0);
	w->is_elsewhere = is_elsewhere;
	w->free_bytes = free_bytes;
	must(pthread_mutex_unlock(&w->lock) == 0);
}

struct health_facts watch_facts(struct watch *w)
{
	struct writer_state state = writer_state(w->config.writer);
	int64_t now = clock_mono_ns(), saved_at, since;
	struct health_facts f = {
		.is_failing = state.is_failing, .owes = state.owes, .doubt = clock_doubt(),
	};

	must(pthread_mutex_lock(&w->lock) == 0);
	f.is_elsewhere = w->is_elsewhere;
	f.free_bytes = w->free_bytes;
	saved_at = state.saved_at > w->pulse_at ? state.saved_at : w->pulse_at;
	since = w->pulse_since;
	must(pthread_mutex_unlock(&w->lock) == 0);
	f.saved_s = (now - saved_at) / SECOND_NS;
	f.waits_s = since ? (now - since) / SECOND_NS : 0;
	return f;
}

static int64_t size_of(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 ? (int64_t)s.st_size : 0;
}

void watch_sizes(struct watch *w, int64_t *ret_database, int64_t *ret_log)
{
	*ret_database = size_of(w->config.db);
	*ret_log = size_of(w->log);
}

/* --- saying it --------------------------------------------------------------------- */

static void tell(struct watch *w, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void tell(struct watch *w, const char *format, ...)
{
	char line[1200];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	w->config.tell(line);
}

static void say_health(struct watch *w, const struct health_facts *f)
{
	enum health is = health_of(f);
	char text[1000];
	struct out o = out_over(text, sizeof(text));
	struct str said;

	if (is == w->health)
		return;
	w->health = is;
	health_say(f, &o);
	said = str_trim(out_done(&o));
	for (size_t i = 0; i < said.n; i++)
		if (text[i] == '\n')
			text[i] = ' ';
	tell(w, "health: " STR_FMT, STR_ARG(said));
	if (is == HEALTH_WRITE_FAILED)
		tell(w, "health: %s", writer_state(w->config.writer).why.text);
}

static const char *moment_text(int64_t ms, char ret[MOMENT_TEXT])
{
	struct moment m = clock_local(ms);

	(void)snprintf(ret, MOMENT_TEXT, "%d-%02d-%02d %02d:%02d", m.date.year, m.date.month,
		       m.date.day, m.hour, m.minute);
	return ret;
}

/* Another time holds from now on: whoever starts next must know. */
static void hurry(struct watch *w)
{
	must(pthread_mutex_lock(&w->lock) == 0);
	w->is_hurried = true;
	(void)pthread_cond_broadcast(&w->wake);
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static void say_doubt(struct watch *w, enum clock_doubt doubt)
{
	char machine[MOMENT_TEXT], held[MOMENT_TEXT];

	if (doubt == w->doubt)
		return;
	w->doubt = doubt;
	(void)moment_text(clock_machine(), machine);
	(void)moment_text(clock_now(), held);
	hurry(w);
	if (doubt == CLOCK_BELIEVED)
		tell(w, "clock: believed again: %s", machine);
	else
		tell(w, "clock: the machine says %s, by what was seen last it is %s; nothing is closed "
		     "or removed by itself until leads confirm it, or an hour has passed and the "
		     "machine says that it is synchronised", machine, held);
}

/* Somebody in this process asked for what it never needs. */
static void say_refused(struct watch *w)
{
	uint64_t refused = sandbox_refused();
	const char *call = sandbox_refused_last();
	struct log_line l;

	if (refused == w->refused)
		return;
	l = log_event(LEVEL_WARNING, "refused");
	log_text(&l, "call", str_from(call ? call : "?"));
	log_number(&l, "times", (int64_t)(refused - w->refused));
	log_end(&l);
	w->refused = refused;
}

void watch_http(struct watch *w, const struct http_server *http)
{
	must(pthread_mutex_lock(&w->lock) == 0);
	w->http = http;
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static bool reads(struct watch *w)
{
	bool is;

	must(pthread_mutex_lock(&w->lock) == 0);
	is = !w->http || http_silence(w->http) < LOOP_SILENT_S * SECOND_NS;
	must(pthread_mutex_unlock(&w->lock) == 0);
	return is;
}

/* Only when the writer and the thread that reads really live. */
static void tell_systemd(struct watch *w)
{
	int64_t now = clock_mono_ns(), every = notify_watchdog_ns() / 2;

	if (!every || (w->told_at && now - w->told_at < every - LOOK_S * SECOND_NS) ||
	    writer_silence(w->config.writer) > WRITER_SILENT_S * SECOND_NS || !reads(w))
		return;
	w->told_at = now;
	notify_say("WATCHDOG=1");
}

/* --- the two threads ---------------------------------------------------------------- */

/* False when the watch stops.  `hurried`: ends the sleep, and is off then; NULL: nothing. */
static bool sleep_for(struct watch *w, int64_t seconds, bool *hurried)
{
	int64_t until_ns = clock_mono_ns() + seconds * SECOND_NS;
	struct timespec until = { until_ns / SECOND_NS, until_ns % SECOND_NS };
	bool is_stopping;

	must(pthread_mutex_lock(&w->lock) == 0);
	while (!w->is_stopping && !(hurried && *hurried) && clock_mono_ns() < until_ns)
		(void)pthread_cond_timedwait(&w->wake, &w->lock, &until);
	is_stopping = w->is_stopping;
	if (hurried)
		*hurried = false;
	must(pthread_mutex_unlock(&w->lock) == 0);
	return !is_stopping;
}

/* After somebody's write failed: the row that says that it goes again does not wait for
 * its minute. */
static void try_again(struct watch *w, const struct health_facts *f)
{
	int64_t now = clock_mono_ns();

	if (!f->is_failing || now - w->tried_at < AGAIN_S * SECOND_NS)
		return;
	w->tried_at = now;
	hurry(w);
}

static void *look(void *ctx)
{
	struct watch *w = ctx;

	do {
		struct health_facts f;

		clock_watch();
		look_at_file(w);
		f = watch_facts(w);
		say_health(w, &f);
		say_doubt(w, f.doubt);
		say_refused(w);
		try_again(w, &f);
		tell_systemd(w);
	} while (sleep_for(w, LOOK_S, NULL));
	say_refused(w);
	return NULL;
}

static bool put_seen(struct db *db, void *ctx, struct err *e)
{
	(void)ctx;
	return state_put_seen(db, e);
}

static void set_pulse(struct watch *w, int64_t since, bool is_done)
{
	must(pthread_mutex_lock(&w->lock) == 0);
	w->pulse_since = since;
	if (is_done)
		w->pulse_at = clock_mono_ns();
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static void *pulse(void *ctx)
{
	struct watch *w = ctx;
	bool is_done;

	do {
		struct err e = { 0 };

		set_pulse(w, clock_mono_ns(), false);
		is_done = writer_run(w->config.writer, put_seen, NULL, &e);
		set_pulse(w, 0, is_done);
	} while (sleep_for(w, is_done ? HEALTH_PULSE_S : AGAIN_S, &w->is_hurried));
	return NULL;
}

/* --- starting ----------------------------------------------------------------------- */

static void watch_free(struct watch *w)
{
	(void)pthread_cond_destroy(&w->wake);
	(void)pthread_mutex_destroy(&w->lock);
	free(w->log);
	free(w->folder);
	free(w);
}

static void end(struct watch *w)
{
	must(pthread_mutex_lock(&w->lock) == 0);
	w->is_stopping = true;
	(void)pthread_cond_broadcast(&w->wake);
	must(pthread_mutex_unlock(&w->lock) == 0);
}

static struct watch *watch_new(const struct watch_config *config)
{
	struct watch *w = calloc(1, sizeof(*w));
	pthread_condattr_t attr;
	struct str path = str_from(config->db);

	must(w);
	w->config = *config;
	w->pulse_at = clock_mono_ns();
	while (path.n && path.p[path.n - 1] != '/')
		path.n--;
	must(asprintf(&w->log, "%s-wal", config->db) > 0);
	must(asprintf(&w->folder, STR_FMT ".", STR_ARG(path)) > 0);
	(void)pthread_mutex_init(&w->lock, NULL);
	(void)pthread_condattr_init(&attr);
	(void)pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&w->wake, &attr);
	(void)pthread_condattr_destroy(&attr);
	return w;
}

bool watch_start(const struct watch_config *config, struct watch **ret, struct err *e)
{
	struct watch *w = watch_new(config);
	struct stat s;

	if (stat(config->db, &s) != 0) {
		watch_free(w);
		return err_set(e, ERR_STORE, "%s: cannot be looked at", config->db);
	}
	w->device = s.st_dev;
	w->inode = s.st_ino;
	look_at_file(w);
	if (pthread_create(&w->looker, NULL, look, w) != 0) {
		watch_free(w);
		return err_set(e, ERR_SYSTEM, "no thread to watch");
	}
	if (pthread_create(&w->pulse, NULL, pulse, w) != 0) {
		end(w);
		(void)pthread_join(w->looker, NULL);
		watch_free(w);
		return err_set(e, ERR_SYSTEM, "no thread to watch");
	}
	*ret = w;
	return true;
}

void watch_stop(struct watch *w)
{
	if (!w)
		return;
	end(w);
	(void)pthread_join(w->pulse, NULL);
	(void)pthread_join(w->looker, NULL);
	watch_free(w);
}
