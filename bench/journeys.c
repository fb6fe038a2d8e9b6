/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whole journeys of respondents against the real server: start, ten subjects
 * with four answers each, the closing questions, review, handing in.  Each form
 * sent is followed by the page it leads to, as a browser does: 26 requests.
 * The driver runs on the same machine, so that journeys per second are a lower
 * bound; the server's own processor time is read from /proc.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/rng.h"
#include "account/account.h"
#include "model/model_base.h"
#include "model/model_store.h"
#include "scan/sheet.h"
#include "server_process.h"
#include "size.h"

enum { TEAMS = SIZE(8, 2), TEAM = SIZE(500, 10), TICKETS = TEAMS * TEAM, SUBJECTS = 10,
       STEPS = 2 * SUBJECTS + 6, AT_ONCE_MAX = 128, ANSWER_MAX = 64 * 1024, TIMES_MAX = TICKETS * STEPS };

static _Noreturn void stop(const char *what)
{
	fprintf(stderr, "bench_journeys: %s\n", what);
	exit(1);
}

/* --- a round with a card for everybody ------------------------------------------ */

static bool lay_round(struct db *db, struct arena *a, struct ticket_code *codes, struct err *e)
{
	struct unit *units = ARENA_ARRAY(a, struct unit, TEAMS + 1);
	struct unit_tree tree = { units, TEAMS + 1 };
	struct round r = { .id = 1, .organisation = 1, .name = STR("Proef"), .words = STR("{}"),
			   .purpose = STR("Inwoners eerder helpen."), .k = K_MIN,
			   .languages = 1u << LANG_NL, .closes = clock_now() + CLOCK_DAY_MS };
	struct model_report report;
	struct model m;
	bool is_ok = model_read(a, model_base_document(), NULL, &m, &report, e) &&
		     organisation_add(db, 1, STR("Gemeente Voorbeeld"), e) &&
		     model_store(db, model_base_document(), &r.model, e) && round_add(db, &r, e);

	units[0].own_name = STR("Gemeente Voorbeeld");
	for (size_t i = 1; i <= TEAMS; i++)
		units[i] = (struct unit){ .id = (int64_t)i, .own_name = STR("Team"), .size = TEAM,
					  .is_leaf = true };
	is_ok = is_ok && unit_tree_put(db, (struct round_key){ 1, 1 }, &tree, e);
	for (size_t i = 0; i < TICKETS; i++)
		codes[i] = ticket_make();
	for (size_t i = 0; is_ok && i < TEAMS; i++)
		is_ok = ticket_issue(db, (struct round_key){ 1, 1 }, (int64_t)i + 1,
				     codes + i * TEAM, TEAM, e);
	return is_ok && round_open(db, a, (struct round_key){ 1, 1 }, sheet_layout(&m).size, e);
}

static void lay(const char *path, struct ticket_code *codes)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)1 << 28);
	SCOPED(db_closep) struct db *db = NULL;
	struct err e = { 0 };

	if (!db_open(path, DB_CREATE, &db, &e) || !db_migrate(db, &e) || !db_begin(db, &e) ||
	    !lay_round(db, a, codes, &e) || !db_commit(db, &e))
		stop(e.text);
}

/* --- one respondent ---------------------------------------------------------------- */

struct line {
	int fd, step;
	const char *code;
	int64_t asked;			/* clock_mono_ns() */
	size_t got, wanted;		/* wanted 0: the head is not whole */
	char answer[ANSWER_MAX];
};

struct run {
	const struct server_process *server;
	const struct ticket_code *codes;
	size_t next, count;		/* journeys begun, and to do */
	struct line *lines;
	double *times;			/* of each page or form, ms */
	size_t time_count;
};

/* The key of this browser: any will do, as long as it stays the same. */
static struct cookie { char text[40]; } cookie_of(const char *code)
{
	struct ticket_code ticket;
	struct cookie c;
	uint8_t h[16];

	must(ticket_parse(str_from(code), &ticket));
	ticket_hash(ticket, TICKET_COOKIE, h);
	(void)snprintf(c.text, sizeof(c.text), "sleutel-%02x%02x%02x%02x=0123456789AB",
		       h[0], h[1], h[2], h[3]);
	return c;
}

static int request_get(char *to, size_t room, const char *code, const char *page)
{
	return snprintf(to, room, "GET /s/%s%s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
			"Cookie: %s\r\nAccept-Encoding: gzip\r\n\r\n", code, page,
			cookie_of(code).text);
}

static int request_post(char *to, size_t room, const char *code, const char *page, const char *form)
{
	return snprintf(to, room, "POST /s/%s%s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
			"Content-Type: application/x-www-form-urlencoded\r\n"
			"Cookie: %s\r\nContent-Length: %zu\r\n\r\n%s", code, page,
			cookie_of(code).text, strlen(form), form);
}

/* The next request of this journey, and the status it must get. */
static int request_of(const struct line *l, char *to, size_t room, int *ret_status)
{
	const int step = l->step, subject = (step + 1) / 2;
	char page[16], form[120];

	*ret_status = step == 0 || step % 2 ? 200 : 303;
	if (step == 0)
		return request_get(to, room, l->code, "");
	if (subject <= SUBJECTS) {
		(void)snprintf(page, sizeof(page), "/%d", subject);
		(void)snprintf(form, sizeof(form), "nu=%d&straks=%d&past1=3&past2=4&naar=volgende",
			       1 + subject % 5, 1 + (subject + 1) % 5);
		return step % 2 ? request_get(to, room, l->code, page)
				: request_post(to, room, l->code, page, form);
	}
	switch (step - 2 * SUBJECTS) {
	case 1: return request_get(to, room, l->code, "/slot");
	case 2: return request_post(to, room, l->code, "/slot",
				    "keuze%5B%5D=1&keuze%5B%5D=2&naar=volgende");
	case 3: return request_get(to, room, l->code, "/overzicht");
	case 4: return request_post(to, room, l->code, "/inleveren", "");
	default: return request_get(to, room, l->code, "/klaar");
	}
}

static void ask(struct line *l)
{
	char text[1000];
	int status, n = request_of(l, text, sizeof(text), &status);

	must(n > 0 && (size_t)n < sizeof(text));
	l->got = l->wanted = 0;
	l->asked = clock_mono_ns();
	if (send(l->fd, text, (size_t)n, MSG_NOSIGNAL) != n)
		stop("cannot send");
}

/* True when the answer is whole; ends the bench when it is not the right one. */
static bool is_whole(struct line *l)
{
	char text[1000];
	const char *end, *length;
	int wanted;

	if (!l->wanted) {
		l->answer[l->got] = '\0';
		end = strstr(l->answer, "\r\n\r\n");
		if (!end)
			return false;
		length = strcasestr(l->answer, "\r\nContent-Length:");
		l->wanted = (size_t)(end + 4 - l->answer) +
			    (length && length < end ? strtoul(length + 17, NULL, 10) : 0);
		(void)request_of(l, text, sizeof(text), &wanted);
		if (strtoul(l->answer + 9, NULL, 10) != (unsigned long)wanted) {
			fprintf(stderr, "%s\n-> %.80s\n", text, l->answer);
			stop("another answer than expected");
		}
	}
	return l->got >= l->wanted;
}

static bool begin_journey(struct run *r, struct line *l)
{
	if (r->next == r->count)
		return false;
	l->code = r->codes[r->next++ % TICKETS].text;
	l->step = 0;
	ask(l);
	return true;
}

/* Reads what there is; false when this line has nothing more to do. */
static bool go_on(struct run *r, struct line *l)
{
	ssize_t n = recv(l->fd, l->answer + l->got, sizeof(l->answer) - 1 - l->got, 0);

	if (n < 0 && errno == EAGAIN)
		return true;
	if (n <= 0)
		stop("the server closed a connection");
	l->got += (size_t)n;
	if (!is_whole(l))
		return true;
	r->times[r->time_count++] = (double)(clock_mono_ns() - l->asked) / 1e6;
	if (++l->step == STEPS)
		return begin_journey(r, l);
	ask(l);
	return true;
}

/* --- many at once -------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void play(struct run *r, size_t at_once)
{
	struct epoll_event events[AT_ONCE_MAX];
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	size_t busy = 0;

	must(epoll >= 0);
	for (size_t i = 0; i < at_once; i++) {
		struct epoll_event want = { .events = EPOLLIN, .data.ptr = &r->lines[i] };

		r->lines[i].fd = server_process_connect(r->server);
		must(epoll_ctl(epoll, EPOLL_CTL_ADD, r->lines[i].fd, &want) == 0);
		busy += begin_journey(r, &r->lines[i]);
	}
	while (busy > 0) {
		int n = epoll_wait(epoll, events, AT_ONCE_MAX, 20000);

		if (n <= 0)
			stop("the server is silent");
		for (int i = 0; i < n; i++)
			busy -= !go_on(r, events[i].data.ptr);
	}
	for (size_t i = 0; i < at_once; i++)
		(void)close(r->lines[i].fd);
	(void)close(epoll);
}

static void measure(struct run *r, size_t at_once, size_t count)
{
	const double cpu = server_process_cpu_ms(r->server);
	const int64_t from = clock_mono_ns();
	double took;

	r->next = r->time_count = 0;
	r->count = count;
	play(r, at_once);
	took = (double)(clock_mono_ns() - from) / 1e9;
	qsort(r->times, r->time_count, sizeof(*r->times), by_size);
	printf("%4zu at once: %5.0f journeys/s of %d requests, %.2f ms server CPU each; "
	       "a request p50 %.2f, p99 %.2f ms\n",
	       at_once, (double)count / took, STEPS,
	       (server_process_cpu_ms(r->server) - cpu) / (double)count,
	       r->times[r->time_count / 2], r->times[r->time_count * 99 / 100]);
}

static void with_delay(unsigned ms, const char *path, const struct ticket_code *codes)
{
	static const size_t at_once[] = { 1, 8, 32, 128 };
	struct server_process server = server_process_start(path, ms);
	struct run r = { .server = &server, .codes = codes,
			 .lines = calloc(AT_ONCE_MAX, sizeof(struct line)),
			 .times = calloc(TIMES_MAX, sizeof(double)) };
	const double idle = server_process_memory_mb(&server);

	must(r.lines && r.times);
	printf("-- with a disk that takes %u ms longer to sync\n", ms);
	for (size_t i = 0; i < ARRAY_LEN(at_once); i++)
		measure(&r, at_once[i], at_once[i] == 1 && ms ? SIZE(20, 2)
					       : at_once[i] < 32 ? SIZE(400, 10) : SIZE(2000, 20));
	printf("memory: %.1f MB idle, %.1f MB after 128 at once (expected at most 20 and 64)\n",
	       idle, server_process_memory_mb(&server));
	server_process_stop(&server);
	free(r.lines);
	free(r.times);
}

int main(int argc, char **argv)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	struct ticket_code *codes = calloc(TICKETS, sizeof(*codes));
	char path[1024], name[1040];

	must(codes);
	(void)snprintf(path, sizeof(path), "%s/bench-journeys-%d.db", argc > 1 ? argv[1] : ".",
		       (int)getpid());
	lay(path, codes);
	for (unsigned ms = 0; ms <= 10; ms += ms ? 8 : 2)
		with_delay(ms, path, codes);
	puts("expected: at most 2 ms CPU a journey at 8 at once, at least 600 journeys/s at 32");
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		(void)snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		(void)unlink(name);
	}
	free(codes);
	return 0;
}
