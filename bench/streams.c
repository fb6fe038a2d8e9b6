/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A room with many screens: 2,000 and 10,000 event streams of one meeting; the
 * time from a step (the answer to the facilitator's form is not waited for)
 * until the last screen has the event; memory of the server per stream.  Then
 * 2,000 phones that vote within five seconds.  The driver runs on the same
 * machine and takes its part of it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/rng.h"
#include "account/account.h"
#include "closing/sql.h"
#include "live/vote.h"
#include "meeting/meeting.h"
#include "model/model_base.h"
#include "model/model_store.h"
#include "round/unit.h"
#include "scan/sql.h"
#include "server_process.h"
#include "size.h"

enum {
	STREAMS_MAX = SIZE(10000, 30),
	VOTERS = SIZE(2000, 20),
	VOTE_MS = SIZE(5000, 200),
	TURNS = SIZE(10, 2),
	MEETING = 5,
	WARM = SIZE(500, 10),	/* screens after which memory is counted: pages, caches and stacks are there */
};

static _Noreturn void stop(const char *what)
{
	fprintf(stderr, "bench_streams: %s\n", what);
	exit(1);
}

/* --- a running meeting, laid without pages ------------------------------------------ */

struct room {
	char code[MEETING_CODE_SIZE];
	int64_t topic;
	char session[200], csrf[200];
};

static bool lay_round(struct db *db, struct arena *a, struct room *room, struct err *e)
{
	struct round r = { .id = 1, .organisation = 1, .name = STR("Proef"), .words = STR("{}"),
			   .k = K_MIN, .languages = 1u << LANG_NL, .closes = 1 };
	struct unit units[1] = { { .own_name = STR("x") } };
	struct unit_tree tree = { units, 1 };
	struct model_report report;
	struct meeting m = { .id = MEETING, .round = { 1, 1 }, .title = STR("Proef"), .starts = 1,
			     .minutes = 60, .topic_count = 1, .topics = { { .minutes = 20 } } };
	struct model model;

	if (!model_read(a, model_base_document(), NULL, &model, &report, e))
		return false;
	m.topics[0].subject = model.subjects[0].id;
	if (!organisation_add(db, 1, STR("Gemeente Voorbeeld"), e) ||
	    !model_store(db, model_base_document(), &r.model, e) || !round_add(db, &r, e) ||
	    !unit_tree_put(db, (struct round_key){ 1, 1 }, &tree, e) ||
	    !db_exec(db, SQL_ROUND_OPEN, e, STAGE_OPEN, INT64_C(1), INT64_C(1), INT64_C(1),
		     STAGE_PREPARE) ||
	    !db_exec(db, SQL_ROUND_CLOSE, e, STAGE_CLOSED, INT64_C(2), INT64_C(1), INT64_C(1),
		     STAGE_OPEN) ||
	    !meeting_add(db, &m, e) || !meeting_get(db, a, 1, MEETING, &m, e))
		return false;
	room->topic = m.topics[0].id;
	return meeting_start(db, MEETING, clock_now(), room->code, e) &&
	       meeting_show(db, MEETING, room->topic, e) &&
	       vote_move(db, room->topic, VOTE_FIRST, e);
}

static void lay(const char *path, struct room *room)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)1 << 26);
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };

	if (!db_open(path, DB_CREATE, &db, &e) || !db_migrate(db, &e) || !db_begin(db, &e) ||
	    !lay_round(db, a, room, &e) || !db_commit(db, &e))
		stop(e.text);
}

/* --- screens --------------------------------------------------------------------------- */

struct screens {
	int *fd;
	size_t count;
	int epoll;
	uint8_t *has;			/* the event that is waited for */
	double warm_mb;			/* memory of the server with WARM of them */
};

/* A phone's stream, or that of a screen that counts the votes. */
static void ask_stream(int fd, const struct room *room, bool is_counting)
{
	char text[400];
	int n = is_counting
		? snprintf(text, sizeof(text), "GET /sessies/%d/stroom HTTP/1.1\r\nHost: 127.0.0.1\r\n"
			   "Cookie: peil=%s\r\n\r\n", MEETING, room->session)
		: snprintf(text, sizeof(text), "GET /mee/%s/stroom HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
			   room->code);

	if (send(fd, text, (size_t)n, MSG_NOSIGNAL) != n)
		stop("cannot ask for a stream");
}

/* Reads until `wanted` screens have had a step since the last clearing. */
static void await(struct screens *s, size_t wanted)
{
	struct epoll_event events[512];
	size_t got = 0;
	char text[4096];

	while (got < wanted) {
		int n = epoll_wait(s->epoll, events, 512, 20000);

		if (n <= 0) {
			fprintf(stderr, "%zu of %zu screens heard\n", got, wanted);
			stop("the server is silent");
		}
		for (int i = 0; i < n; i++) {
			const size_t at = events[i].data.u64;
			const ssize_t size = recv(s->fd[at], text, sizeof(text) - 1, 0);

			if (size < 0 && errno == EAGAIN)
				continue;
			if (size <= 0)
				stop("a stream was closed");
			text[size] = '\0';
			if (!s->has[at] && strstr(text, "event: stap")) {
				s->has[at] = 1;
				got++;
			}
		}
	}
	memset(s->has, 0, s->count);
}

/* Messages that came in by now. */
static size_t hear(struct screens *s)
{
	struct epoll_event events[512];
	char text[4096];
	size_t heard = 0;
	int n = epoll_wait(s->epoll, events, 512, 0);

	for (int i = 0; i < n; i++) {
		const ssize_t size = recv(s->fd[events[i].data.u64], text, sizeof(text) - 1, 0);

		if (size <= 0)
			continue;
		text[size] = '\0';
		for (const char *at = text; (at = strstr(at, "event: ")); at++)
			heard++;
	}
	return heard;
}

static void screens_open(struct screens *s, const struct server_process *server,
			 const struct room *room, size_t count, bool is_counting)
{
	*s = (struct screens){ .fd = calloc(count, sizeof(int)), .count = count,
			       .epoll = epoll_create1(EPOLL_CLOEXEC), .has = calloc(count, 1) };
	must(s->fd && s->has && s->epoll >= 0);
	for (size_t i = 0; i < count; i++) {
		struct epoll_event want = { .events = EPOLLIN, .data.u64 = i };

		s->fd[i] = server_process_connect(server);
		must(epoll_ctl(s->epoll, EPOLL_CTL_ADD, s->fd[i], &want) == 0);
		ask_stream(s->fd[i], room, is_counting);
		if (i + 1 == WARM) {
			await(s, WARM);
			s->warm_mb = server_process_memory_mb(server);
		}
	}
	await(s, count > WARM ? count - WARM : count);
}

static void screens_close(struct screens *s)
{
	for (size_t i = 0; i < s->count; i++)
		(void)close(s->fd[i]);
	(void)close(s->epoll);
	free(s->fd);
	free(s->has);
}

/* --- votes ------------------------------------------------------------------------------- */

static void cookie_of(char to[32])
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	for (size_t i = 0; i < 21; i++)
		to[i] = alphabet[rng_below(64)];
	to[21] = "AQgw"[rng_below(4)];	/* 16 bytes leave four bits empty */
	to[22] = '\0';
}

static void send_vote(int fd, const struct room *room)
{
	char text[600], form[100], cookie[32];
	int n;

	cookie_of(cookie);
	(void)snprintf(form, sizeof(form), "onderwerp=%lld&beurt=1&keuze=%d", (long long)room->topic,
		       1 + (int)rng_below(5));
	n = snprintf(text, sizeof(text), "POST /mee/%s/stem HTTP/1.1\r\nHost: 127.0.0.1\r\n"
		     "Cookie: peil_stem=%s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
		     "Content-Length: %zu\r\n\r\n%s", room->code, cookie, strlen(form), form);
	if (send(fd, text, (size_t)n, MSG_NOSIGNAL) != n)
		stop("cannot vote");
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

struct votes {
	int *fd;
	int64_t *sent;
	double *took;
	size_t begun, done;
	int epoll;
};

static void take_answers(struct votes *v, int wait_ms)
{
	struct epoll_event events[256];
	char text[2000];
	int n = epoll_wait(v->epoll, events, 256, wait_ms);

	for (int i = 0; i < n; i++) {
		const size_t at = events[i].data.u64;
		const ssize_t size = recv(v->fd[at], text, sizeof(text) - 1, 0);

		if (size < 0 && errno == EAGAIN)
			continue;
		text[size > 0 ? size : 0] = '\0';
		if (strncmp(text, "HTTP/1.1 303", 12) != 0) {
			fprintf(stderr, "%.300s\n", text);
			stop("a vote was not taken");
		}
		v->took[v->done++] = (double)(clock_mono_ns() - v->sent[at]) / 1e6;
	}
}

/* 2,000 phones, each on a connection of its own, evenly over five seconds. */
static void vote_all(const struct server_process *server, const struct room *room,
		     struct screens *phones, size_t counting)
{
	struct votes v = { .fd = calloc(VOTERS, sizeof(int)), .sent = calloc(VOTERS, sizeof(int64_t)),
			   .took = calloc(VOTERS, sizeof(double)),
			   .epoll = epoll_create1(EPOLL_CLOEXEC) };
	struct screens s;
	size_t messages = 0;
	int64_t from;
	double cpu, seconds;

	screens_open(&s, server, room, counting, true);
	must(v.fd && v.sent && v.took && v.epoll >= 0);
	for (size_t i = 0; i < VOTERS; i++) {
		struct epoll_event want = { .events = EPOLLIN, .data.u64 = i };

		v.fd[i] = server_process_connect(server);
		must(epoll_ctl(v.epoll, EPOLL_CTL_ADD, v.fd[i], &want) == 0);
	}
	(void)usleep(600 * 1000);
	while (hear(&s) || hear(phones))
		continue;
	cpu = server_process_cpu_ms(server);
	from = clock_mono_ns();
	while (v.done < VOTERS) {
		const size_t due = (size_t)((clock_mono_ns() - from) / 1000000) * VOTERS / VOTE_MS;

		for (; v.begun < VOTERS && v.begun < due; v.begun++) {
			v.sent[v.begun] = clock_mono_ns();
			send_vote(v.fd[v.begun], room);
		}
		take_answers(&v, 1);
		messages += hear(&s) + hear(phones);
	}
	seconds = (double)(clock_mono_ns() - from) / 1e9;
	(void)usleep(600 * 1000);	/* the last count is on its way */
	for (size_t n = 1; n > 0; messages += n)
		n = hear(&s) + hear(phones);
	qsort(v.took, VOTERS, sizeof(double), by_size);
	printf("%d phones vote within %.1f s, %zu phones and %zu screens that count follow: "
	       "acknowledged p50 %.1f, p95 %.1f, p99 %.1f ms, %.2f s server CPU, %zu messages "
	       "(expected p99 at most 150 ms, 2 s)\n",
	       VOTERS, seconds, phones->count, counting, v.took[VOTERS / 2],
	       v.took[VOTERS * 95 / 100], v.took[VOTERS * 99 / 100],
	       (server_process_cpu_ms(server) - cpu) / 1e3, messages);
	fflush(stdout);
	screens_close(&s);
	for (size_t i = 0; i < VOTERS; i++)
		(void)close(v.fd[i]);
	(void)close(v.epoll);
	free(v.fd);
	free(v.sent);
	free(v.took);
}

/* --- the facilitator ------------------------------------------------------------------------ */

/* An answer to a request of its own connection, whole enough for its head and form. */
static void ask(const struct server_process *server, const char *text, char *to, size_t room)
{
	int fd = server_process_connect(server);
	size_t n = 0;

	must(send(fd, text, strlen(text), MSG_NOSIGNAL) == (ssize_t)strlen(text));
	for (;;) {
		ssize_t got = recv(fd, to + n, room - 1 - n, 0);

		if (got < 0 && errno == EAGAIN) {
			(void)usleep(200);
			continue;
		}
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	to[n] = '\0';
	(void)close(fd);
}

static void between(const char *text, const char *before, char end, char *to, size_t room)
{
	const char *at = strstr(text, before);
	size_t n = 0;

	if (!at)
		stop("cannot sign in");
	for (at += strlen(before); at[n] && at[n] != end && n + 1 < room; n++)
		to[n] = at[n];
	to[n] = '\0';
}

static void sign_in(const struct server_process *server, const char *password, struct room *room)
{
	static char text[256 * 1024];
	char form[200], request[600];

	(void)snprintf(form, sizeof(form), "login=bench&wachtwoord=%s", password);
	(void)snprintf(request, sizeof(request), "POST /aanmelden HTTP/1.1\r\nHost: 127.0.0.1\r\n"
		       "Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
		       "Content-Length: %zu\r\n\r\n%s", strlen(form), form);
	ask(server, request, text, sizeof(text));
	between(text, "peil=", ';', room->session, sizeof(room->session));
	(void)snprintf(request, sizeof(request), "GET /sessies/%d/live HTTP/1.1\r\nHost: 127.0.0.1\r\n"
		       "Connection: close\r\nCookie: peil=%s\r\n\r\n", MEETING, room->session);
	ask(server, request, text, sizeof(text));
	between(text, "name=\"csrf\" value=\"", '"', room->csrf, sizeof(room->csrf));
}

/* A button that tells every screen to look again: more time on the clock. */
static int press(const struct server_process *server, const struct room *room)
{
	char form[400], request[900];
	int fd = server_process_connect(server), n;

	(void)snprintf(form, sizeof(form), "csrf=%s&actie=tijd&minuten=2&onderwerp=%lld", room->csrf,
		       (long long)room->topic);
	n = snprintf(request, sizeof(request), "POST /sessies/%d/live HTTP/1.1\r\nHost: 127.0.0.1\r\n"
		     "Cookie: peil=%s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
		     "Content-Length: %zu\r\n\r\n%s", MEETING, room->session, strlen(form), form);
	must(send(fd, request, (size_t)n, MSG_NOSIGNAL) == n);
	return fd;
}

static void measure(const char *path, const char *password, struct room *room, size_t count)
{
	struct server_process server = server_process_start(path, 0);
	double took[TURNS], cpu;
	struct screens s;

	sign_in(&server, password, room);
	screens_open(&s, &server, room, count, false);
	cpu = server_process_cpu_ms(&server);
	for (int i = 0; i < TURNS; i++) {
		int64_t from;
		int fd;

		(void)usleep(400 * 1000);	/* past the gap of a quarter of a second */
		from = clock_mono_ns();
		fd = press(&server, room);
		await(&s, count);
		took[i] = (double)(clock_mono_ns() - from) / 1e6;
		(void)close(fd);
	}
	qsort(took, TURNS, sizeof(double), by_size);
	printf("%zu screens: the last has a step after %.0f, %.0f, %.0f ms (min, median, max of %d), "
	       "%.1f ms server CPU each, %.1f kB of server memory for each further screen "
	       "(expected at most 100 ms, 8 kB)\n",
	       count, took[0], took[TURNS / 2], took[TURNS - 1], TURNS,
	       (server_process_cpu_ms(&server) - cpu) / TURNS,
	       (server_process_memory_mb(&server) - s.warm_mb) * 1024 / (double)(count - WARM));
	fflush(stdout);
	if (count == VOTERS) {
		vote_all(&server, room, &s, 2);
		vote_all(&server, room, &s, VOTERS);	/* as if every phone counted */
	}
	screens_close(&s);
	server_process_stop(&server);
}

/* As many files as the machine allows: a screen is one here and one there. */
static void more_files(void)
{
	struct rlimit l;

	must(getrlimit(RLIMIT_NOFILE, &l) == 0);
	l.rlim_cur = l.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &l);
	if (l.rlim_cur < STREAMS_MAX + 100)
		stop("the limit on open files is too low (ulimit -Hn)");
}

int main(int argc, char **argv)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	static const char password[] = "een-goed-lang-wachtwoord";
	struct room room = { { 0 } };
	char path[1024], name[1200];

	more_files();
	(void)snprintf(path, sizeof(path), "%s/bench-streams-%d.db", argc > 1 ? argv[1] : ".",
		       (int)getpid());
	lay(path, &room);
	(void)snprintf(name, sizeof(name), "printf '%s\\n' | \"$PEIL\" account add --db '%s' "
		       "--organisation 'Gemeente Voorbeeld' --login bench --name Bench "
		       "--password-stdin >/dev/null", password, path);
	if (system(name) != 0)
		stop("cannot add an account; PEIL names the program");
	measure(path, password, &room, VOTERS);
	measure(path, password, &room, STREAMS_MAX);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		(void)unlink(name);
	}
	return 0;
}
