/* SPDX-License-Identifier: EUPL-1.2 */
/* Who holds how much: bodies on their way in, and streams. */
#include <setjmp.h>
#include <stdarg.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/must.h"
#include "base/out.h"
#include "wire.h"

enum {
	ALL = 40000, OF_ADDRESS = 30000, OF_KEY = 20000, STRANGERS = 20000, STRANGER = 15000,
	RESERVE = 10000, OF_KEY_IN_RESERVE = 3000, SOME = HTTP_BODY_FREE + 1, FEW = HTTP_BODY_FREE,
	STREAMS = 6, STREAMS_OF_ADDRESS = 4, CONNECTIONS_MORE = 4,
};

static const struct budget_limits limits = {
	.body_bytes = ALL, .body_per_address = OF_ADDRESS, .body_per_key = OF_KEY,
	.body_strangers = STRANGERS, .body_strangers_per_address = STRANGER,
	.body_reserve = RESERVE, .body_reserve_per_key = OF_KEY_IN_RESERVE,
	.streams = STREAMS, .streams_per_address = STREAMS_OF_ADDRESS,
};

/* --- the sums ------------------------------------------------------------------ */

static struct budget budget;

static struct budget_ask ask_for(const char *address, const char *key, size_t bytes)
{
	static uint8_t names[64][HTTP_KEY_BYTES];
	static size_t next;
	uint8_t *name = names[next++ % ARRAY_LEN(names)];

	memset(name, 0, HTTP_KEY_BYTES);
	if (key)
		(void)snprintf((char *)name, HTTP_KEY_BYTES, "%s", key);
	return (struct budget_ask){ .address = str_from(address), .key = key ? name : NULL,
				    .bytes = bytes };
}

static enum budget_answer take(struct budget_hold *h, const char *address, const char *key,
			       size_t bytes)
{
	struct budget_ask ask = ask_for(address, key, bytes);

	return budget_take(&budget, &ask, h);
}

static enum budget_answer take_first(struct budget_hold *h, const char *address, const char *key,
				     size_t bytes)
{
	struct budget_ask ask = ask_for(address, key, bytes);

	ask.is_first = true;
	return budget_take(&budget, &ask, h);
}

static void give_all(struct budget_hold *h, size_t n)
{
	for (size_t i = 0; i < n; i++)
		budget_give(&budget, &h[i]);
	budget_stop(&budget);		/* nothing is left */
	for (size_t i = 0; i < ARRAY_LEN(budget.holders); i++)
		assert_null(budget.holders[i]);
}

static void each_has_a_share_and_no_more(void **state)
{
	struct budget_hold h[8] = { 0 };

	(void)state;
	budget_start(&budget, &limits);
	assert_int_equal(take(&h[0], "1.1.1.1", "a", OF_KEY), BUDGET_HELD);
	assert_int_equal(take(&h[1], "2.2.2.2", "a", 1), BUDGET_OWN_FULL);
	assert_int_equal(take(&h[1], "1.1.1.1", "b", OF_ADDRESS - OF_KEY), BUDGET_HELD);
	assert_int_equal(take(&h[2], "1.1.1.1", "c", 1), BUDGET_OWN_FULL);
	assert_int_equal(take(&h[2], "::ffff:1.1.1.1", "c", 1), BUDGET_OWN_FULL);
	assert_int_equal(take(&h[2], "2.2.2.2", "c", ALL - OF_ADDRESS + 1), BUDGET_ALL_FULL);
	assert_int_equal(take(&h[2], "2.2.2.2", "c", ALL - OF_ADDRESS), BUDGET_HELD);
	assert_int_equal(take(&h[3], "3.3.3.3", "d", 1), BUDGET_ALL_FULL);
	budget_give(&budget, &h[0]);
	assert_int_equal(take(&h[3], "3.3.3.3", "a", OF_KEY), BUDGET_HELD);
	give_all(h, ARRAY_LEN(h));
}

/* What strangers can take is less than all; who is known goes on. */
static void strangers_keep_nobody_out(void **state)
{
	struct budget_hold h[8] = { 0 };

	(void)state;
	budget_start(&budget, &limits);
	assert_int_equal(take(&h[0], "2001:db8::", NULL, STRANGER), BUDGET_HELD);
	assert_int_equal(take(&h[1], "2001:db8::", NULL, 1), BUDGET_OWN_FULL);
	assert_int_equal(take(&h[1], "2.2.2.2", NULL, STRANGERS - STRANGER), BUDGET_HELD);
	assert_int_equal(take(&h[2], "3.3.3.3", NULL, 1), BUDGET_ALL_FULL);
	assert_int_equal(take(&h[2], "2001:db8::", "a", OF_ADDRESS - STRANGER), BUDGET_HELD);
	give_all(h, ARRAY_LEN(h));
}

static void who_comes_first_has_a_reserve(void **state)
{
	struct budget_hold h[8] = { 0 };

	(void)state;
	budget_start(&budget, &limits);
	assert_int_equal(take(&h[0], "1.1.1.1", "a", OF_KEY), BUDGET_HELD);
	assert_int_equal(take(&h[1], "1.1.1.1", "b", OF_ADDRESS - OF_KEY), BUDGET_HELD);
	assert_int_equal(take(&h[2], "2.2.2.2", "c", ALL - OF_ADDRESS), BUDGET_HELD);
	/* Also from the address that took its share. */
	assert_int_equal(take_first(&h[3], "1.1.1.1", "d", OF_KEY_IN_RESERVE), BUDGET_HELD);
	assert_int_equal(take_first(&h[4], "1.1.1.1", "d", 1), BUDGET_OWN_FULL);
	assert_int_equal(take_first(&h[4], "3.3.3.3", "d", 1), BUDGET_ALL_FULL);
	assert_int_equal(take_first(&h[4], "3.3.3.3", "e", OF_KEY_IN_RESERVE), BUDGET_HELD);
	assert_int_equal(take_first(&h[5], "3.3.3.3", "f", OF_KEY_IN_RESERVE), BUDGET_HELD);
	assert_int_equal(take_first(&h[6], "3.3.3.3", "g", OF_KEY_IN_RESERVE), BUDGET_ALL_FULL);
	assert_int_equal(take_first(&h[6], "3.3.3.3", NULL, 1), BUDGET_ALL_FULL);
	give_all(h, ARRAY_LEN(h));
}

/* --- over a connection ------------------------------------------------------------- */

static char answer[8192];

static void terms(void *ctx, const struct http_request *q, struct http_terms *ret)
{
	struct str key = http_header_get(q, "X-Key");

	(void)ctx;
	ret->body_max = ALL;
	ret->has_key = key.n > 0;
	ret->is_first = str_is(q->path, "/first");
	if (key.n)
		memcpy(ret->key, key.p, key.n < HTTP_KEY_BYTES ? key.n : HTTP_KEY_BYTES);
}

/* A stream that says nothing, until it ends. */
static struct follower {
	struct http_stream *stream;
	atomic_bool is_over;
} followers[STREAMS + 1];
static atomic_int follower_count;

static size_t on_read(void *ctx, char *to, size_t room, bool *ret_is_over)
{
	struct follower *f = ctx;

	(void)to;
	(void)room;
	*ret_is_over = atomic_load(&f->is_over);
	return 0;
}

static void on_closed(void *ctx)
{
	(void)ctx;
}

static void follower_end(struct http_server *s, struct follower *f)
{
	atomic_store(&f->is_over, true);
	if (http_stream_wake(f->stream))
		http_streams_woken(s);
}

static void become_follower(const struct http_request *q, struct http_reply *r)
{
	struct follower *f = &followers[atomic_load(&follower_count)];

	f->stream = http_stream_new(q, r, &(struct http_source){ on_read, on_closed, f });
	atomic_fetch_add(&follower_count, f->stream != NULL);
}

static void handle(void *ctx, struct http_request *q, struct http_reply *r)
{
	struct out o = out_new(q->a, ALL);

	(void)ctx;
	if (str_is(q->path, "/stream")) {
		become_follower(q, r);
		return;
	}
	r->status = 200;
	out_i64(&o, (int64_t)q->body.n);
	r->body = out_done(&o);
}

static struct http_server *start(void)
{
	const struct http_config config = {
		.listen = "127.0.0.1:0", .workers = 2, .terms = terms, .handle = handle,
	};
	struct http_tuning tuning = http_tuning_default;
	struct http_server *s = NULL;
	struct err e = { 0 };

	tuning.budget = limits;
	tuning.connections = STREAMS + CONNECTIONS_MORE;
	assert_true(http_start_tuned(&config, &tuning, &s, &e));
	return s;
}

/* A head that announces a body; of who a proxy on this machine names. */
static int begin(const struct http_server *s, const char *path, const char *from, const char *key,
		 int length)
{
	char head[512];
	int fd = wire_open(http_port(s));
	int n = snprintf(head, sizeof(head), "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n"
			 "X-Key: %s\r\nX-Forwarded-For: %s\r\n\r\n", path, length, key, from);

	assert_true(wire_send(fd, head, (size_t)n));
	return fd;
}

static int end(int fd, int length)
{
	static const char bytes[ALL];
	int status;

	assert_true(wire_send(fd, bytes, (size_t)length));
	status = wire_answer(fd, answer, sizeof(answer));
	(void)close(fd);
	return status;
}

static void await_bytes(struct http_server *s, size_t bytes)
{
	size_t now = SIZE_MAX;

	for (int i = 0; i < 10000 && now != bytes; i++) {
		(void)pthread_mutex_lock(&s->budget.lock);
		now = s->budget.bytes;
		(void)pthread_mutex_unlock(&s->budget.lock);
		(void)usleep(1000);
	}
	assert_int_equal(now, bytes);
}

/* Held from the head on, before a byte has come; given back with the answer. */
static void bodies_count_from_their_head(void **state)
{
	struct http_server *s = start();
	int a = begin(s, "/", "1.1.1.1", "a", OF_KEY), b;

	(void)state;
	await_bytes(s, OF_KEY);
	/* The sender sees why, after what it sends has been read. */
	assert_int_equal(end(begin(s, "/", "2.2.2.2", "a", SOME), SOME), 429);
	assert_non_null(strstr(answer, "Retry-After: " HTTP_RETRY_AFTER "\r\n"));
	assert_int_equal(end(begin(s, "/", "1.1.1.1", "b", OF_KEY), OF_KEY), 429);
	assert_int_equal(end(begin(s, "/", "2.2.2.2", "b", SOME), SOME), 200);
	assert_non_null(strstr(answer, "\r\n\r\n1025"));
	b = begin(s, "/", "2.2.2.2", "b", ALL - OF_KEY);
	await_bytes(s, ALL);
	assert_int_equal(end(begin(s, "/", "3.3.3.3", "c", SOME), SOME), 503);
	assert_non_null(strstr(answer, "Retry-After: " HTTP_RETRY_AFTER "\r\n"));
	assert_int_equal(end(begin(s, "/first", "3.3.3.3", "c", SOME), SOME), 200);
	/* What every connection may hold needs no room. */
	assert_int_equal(end(begin(s, "/", "1.1.1.1", "", FEW), FEW), 200);
	assert_int_equal(end(a, OF_KEY), 200);
	assert_int_equal(end(begin(s, "/", "3.3.3.3", "a", SOME), SOME), 200);
	(void)close(b);			/* who goes away holds nothing */
	await_bytes(s, 0);
	http_stop(s);
}

/* When a proxy on this machine says nothing of whom it brings, all of them are not one. */
static void a_proxy_is_nobody(void **state)
{
	struct http_server *s = start();
	int a = begin(s, "/", "", "a", OF_KEY), b = begin(s, "/", "", "b", OF_KEY);

	(void)state;
	await_bytes(s, ALL);
	assert_int_equal(end(a, OF_KEY), 200);
	assert_int_equal(end(b, OF_KEY), 200);
	await_bytes(s, 0);
	http_stop(s);
}

/* Status of a stream that begins. */
static int follow(const struct http_server *s, const char *from, int *ret_fd)
{
	char head[256];
	int n = snprintf(head, sizeof(head), "GET /stream HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: %s\r\n\r\n",
			 from);

	*ret_fd = wire_open(http_port(s));
	assert_true(wire_send(*ret_fd, head, (size_t)n));
	return wire_answer(*ret_fd, answer, sizeof(answer));
}

static void await_streams(struct http_server *s, unsigned streams)
{
	unsigned now = UINT_MAX;

	for (int i = 0; i < 10000 && now != streams; i++) {
		(void)pthread_mutex_lock(&s->budget.lock);
		now = s->budget.streams;
		(void)pthread_mutex_unlock(&s->budget.lock);
		(void)usleep(1000);
	}
	assert_int_equal(now, streams);
}

/* Streams take no connection of those that are kept for everything else. */
static void streams_leave_room(void **state)
{
	struct http_server *s = start();
	int fds[STREAMS + 1];

	(void)state;
	for (int i = 0; i < STREAMS_OF_ADDRESS; i++)
		assert_int_equal(follow(s, "1.1.1.1", &fds[i]), 200);
	assert_int_equal(follow(s, "1.1.1.1", &fds[STREAMS]), 429);
	assert_non_null(strstr(answer, "Retry-After: "));
	(void)close(fds[STREAMS]);
	for (int i = STREAMS_OF_ADDRESS; i < STREAMS; i++)
		assert_int_equal(follow(s, "2.2.2.2", &fds[i]), 200);
	assert_int_equal(follow(s, "3.3.3.3", &fds[STREAMS]), 503);
	assert_non_null(strstr(answer, "Retry-After: "));
	(void)close(fds[STREAMS]);
	assert_int_equal(end(begin(s, "/", "1.1.1.1", "a", SOME), SOME), 200);
	follower_end(s, &followers[0]);
	await_streams(s, STREAMS - 1);
	assert_int_equal(follow(s, "3.3.3.3", &fds[STREAMS]), 200);
	for (int i = 1; i <= STREAMS; i++)
		follower_end(s, &followers[i]);
	for (int i = 0; i <= STREAMS; i++)
		(void)close(fds[i]);
	await_streams(s, 0);
	http_stop(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_has_a_share_and_no_more),
		cmocka_unit_test(strangers_keep_nobody_out),
		cmocka_unit_test(who_comes_first_has_a_reserve),
		cmocka_unit_test(bodies_count_from_their_head),
		cmocka_unit_test(a_proxy_is_nobody),
		cmocka_unit_test(streams_leave_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
