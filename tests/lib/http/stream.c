/* SPDX-License-Identifier: EUPL-1.2 */
/* Event streams over a real connection: bytes, waking, readers that stop, endings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "wire.h"

enum { PATIENCE_MS = 10000, MS_US = 1000, WAKES = 20000, TURNS = 200, DOZE_US = 300 };

/* Where the one stream of a test comes from. */
static struct feed {
	pthread_mutex_t lock;		/* of what follows */
	struct http_stream *stream;	/* NULL: none, or gone */
	long number, said;		/* says its number when it has changed */
	bool is_over, is_flood;		/* ends after that; always has more */
	atomic_bool is_slow;		/* takes long to fall asleep */
	int opened, closed;
} feed = { .lock = PTHREAD_MUTEX_INITIALIZER };

static size_t on_read(void *ctx, char *to, size_t room, bool *ret_is_over)
{
	struct feed *f = ctx;
	size_t n = 0;

	(void)pthread_mutex_lock(&f->lock);
	if (f->is_flood) {
		memset(to, 'x', room);
		n = room;
	} else if (f->said != f->number) {
		n = (size_t)snprintf(to, room, "<%ld>", f->number);
		f->said = f->number;
	}
	*ret_is_over = f->is_over;
	(void)pthread_mutex_unlock(&f->lock);
	if (n == 0 && atomic_load(&f->is_slow))
		(void)usleep(DOZE_US);
	return n;
}

static void on_closed(void *ctx)
{
	struct feed *f = ctx;

	(void)pthread_mutex_lock(&f->lock);
	f->stream = NULL;
	f->closed++;
	(void)pthread_mutex_unlock(&f->lock);
}

static void handle(void *ctx, struct http_request *q, struct http_reply *r)
{
	(void)ctx;
	if (!str_is(q->path, "/stroom")) {
		r->status = 200;
		r->body = STR("gewoon");
		return;
	}
	(void)pthread_mutex_lock(&feed.lock);
	feed.stream = http_stream_new(q, r, &(struct http_source){ on_read, on_closed, &feed });
	feed.opened++;
	(void)pthread_mutex_unlock(&feed.lock);
}

static void terms(void *ctx, const struct http_request *q, struct http_terms *ret)
{
	ret->reads_out = str_is(q->path, "/patient");
	(void)ctx;
	(void)q;
}

static struct http_server *start(void)
{
	const struct http_config config = {
		.listen = "127.0.0.1:0", .workers = 2, .terms = terms, .handle = handle,
	};
	struct http_server *s = NULL;
	struct err e = { 0 };

	feed.stream = NULL;
	feed.number = feed.said = 0;
	feed.is_over = feed.is_flood = false;
	atomic_store(&feed.is_slow, false);
	feed.opened = feed.closed = 0;
	assert_true(http_start(&config, &s, &e));
	return s;
}

static void say(struct http_server *s, long number, bool is_over)
{
	bool is_one;

	(void)pthread_mutex_lock(&feed.lock);
	feed.number = number;
	feed.is_over |= is_over;
	is_one = feed.stream && http_stream_wake(feed.stream);
	(void)pthread_mutex_unlock(&feed.lock);
	if (is_one)
		http_streams_woken(s);
}

/* Both are counted under the lock. */
static void await(const int *count, int n)
{
	bool is_there = false;

	for (int ms = 0; !is_there && ms < PATIENCE_MS; ms++) {
		(void)pthread_mutex_lock(&feed.lock);
		is_there = *count >= n;
		(void)pthread_mutex_unlock(&feed.lock);
		(void)usleep(MS_US);
	}
	assert_true(is_there);
}

static int ask(const struct http_server *s, const char *method, const char *path)
{
	char text[200];
	int fd = wire_open(http_port(s));
	int n = snprintf(text, sizeof(text), "%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
			 method, path);

	assert_true(wire_send(fd, text, (size_t)n));
	return fd;
}

static char heard[1 << 20];

/* Reads until it has heard this; false at the end of the stream. */
static bool hear(int fd, const char *what)
{
	size_t n = strlen(heard);

	while (!strstr(heard, what)) {
		ssize_t got = recv(fd, heard + n, sizeof(heard) - 1 - n, 0);

		if (got <= 0)
			return false;
		n += (size_t)got;
		heard[n] = '\0';
	}
	return true;
}

static void what_is_said_is_heard_at_once_and_in_order(void **state)
{
	struct http_server *s = start();
	int fd = ask(s, "GET", "/stroom");

	(void)state;
	heard[0] = '\0';
	assert_true(hear(fd, "\r\n\r\n"));
	assert_non_null(strstr(heard, "HTTP/1.1 200 "));
	assert_non_null(strstr(heard, "Content-Type: text/event-stream; charset=utf-8\r\n"));
	assert_non_null(strstr(heard, "X-Accel-Buffering: no\r\n"));
	assert_null(strstr(heard, "Content-Length"));
	say(s, 1, false);
	assert_true(hear(fd, "<1>"));
	say(s, 2, false);
	assert_true(hear(fd, "<2>"));
	say(s, 3, true);
	assert_true(hear(fd, "<3>"));		/* also what was said last */
	assert_true(wire_is_closed(fd));
	await(&feed.closed, 1);
	(void)close(fd);
	http_stop(s);
	assert_int_equal(feed.closed, 1);
}

static void no_waking_is_lost(void **state)
{
	struct http_server *s = start();
	int fd = ask(s, "GET", "/stroom");
	char last[20];

	(void)state;
	await(&feed.opened, 1);
	/* Woken just while it falls asleep. */
	atomic_store(&feed.is_slow, true);
	for (long i = 1; i <= TURNS; i++) {
		heard[0] = '\0';
		say(s, -i, false);
		(void)snprintf(last, sizeof(last), "<%ld>", -i);
		assert_true(hear(fd, last));
		(void)usleep((unsigned)(i % 4) * DOZE_US / 4);
	}
	/* And however often. */
	heard[0] = '\0';
	for (long i = 1; i <= WAKES; i++)
		say(s, i, false);
	(void)snprintf(last, sizeof(last), "<%d>", WAKES);
	assert_true(hear(fd, last));
	say(s, WAKES + 1, true);
	assert_true(wire_is_closed(fd));
	(void)close(fd);
	http_stop(s);
}

static void who_stops_reading_holds_up_nobody(void **state)
{
	struct http_server *s = start();
	int deaf = ask(s, "GET", "/stroom");
	char answer[1000];

	(void)state;
	await(&feed.opened, 1);
	(void)pthread_mutex_lock(&feed.lock);
	feed.is_flood = true;
	(void)pthread_mutex_unlock(&feed.lock);
	say(s, 1, false);
	for (int i = 0; i < 20; i++) {
		int fd = ask(s, "GET", "/");

		assert_int_equal(wire_answer(fd, answer, sizeof(answer)), 200);
		(void)close(fd);
		(void)usleep(10 * MS_US);
	}
	assert_int_equal(feed.closed, 0);
	(void)close(deaf);
	await(&feed.closed, 1);
	http_stop(s);
}

static void who_goes_away_is_noticed(void **state)
{
	struct http_server *s = start();
	int fd = ask(s, "GET", "/stroom");

	(void)state;
	heard[0] = '\0';
	assert_true(hear(fd, "\r\n\r\n"));
	(void)close(fd);
	for (long i = 1; i < 20; i++) {
		say(s, i, false);		/* saying so to nobody fails */
		(void)usleep(10 * MS_US);
	}
	await(&feed.closed, 1);
	http_stop(s);
}

static void only_asking_for_the_head_ends_it(void **state)
{
	struct http_server *s = start();
	int fd = ask(s, "HEAD", "/stroom");

	(void)state;
	assert_true(wire_is_closed(fd));
	await(&feed.closed, 1);
	(void)close(fd);
	http_stop(s);
}

/* Whoever has the streams ends them, as src/live does; then the server stops at once. */
static void a_server_that_stops_ends_its_streams(void **state)
{
	struct http_server *s = start();
	int fd = ask(s, "GET", "/stroom");

	(void)state;
	heard[0] = '\0';
	assert_true(hear(fd, "\r\n\r\n"));
	say(s, 1, true);
	http_stop(s);
	assert_int_equal(feed.closed, 1);
	assert_true(hear(fd, "<1>"));
	assert_true(wire_is_closed(fd));
	(void)close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_said_is_heard_at_once_and_in_order),
		cmocka_unit_test(no_waking_is_lost),
		cmocka_unit_test(who_stops_reading_holds_up_nobody),
		cmocka_unit_test(who_goes_away_is_noticed),
		cmocka_unit_test(only_asking_for_the_head_ends_it),
		cmocka_unit_test(a_server_that_stops_ends_its_streams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
