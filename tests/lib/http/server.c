/* SPDX-License-Identifier: EUPL-1.2 */
/* A running server: many at once, connections kept, bodies, stopping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/out.h"
#include "wire.h"

enum { BODY_MAX = 1000 };

/* The handler for /wait says that it has begun and answers when it is let. */
static struct gate {
	pthread_mutex_t lock;
	pthread_cond_t change;
	int waiting;
	bool is_open;
} gate = { .lock = PTHREAD_MUTEX_INITIALIZER, .change = PTHREAD_COND_INITIALIZER };

static void gate_wait(void)
{
	(void)pthread_mutex_lock(&gate.lock);
	gate.waiting++;
	(void)pthread_cond_broadcast(&gate.change);
	while (!gate.is_open)
		(void)pthread_cond_wait(&gate.change, &gate.lock);
	gate.waiting--;
	(void)pthread_mutex_unlock(&gate.lock);
}

static void gate_await(int waiting)
{
	(void)pthread_mutex_lock(&gate.lock);
	while (gate.waiting < waiting)
		(void)pthread_cond_wait(&gate.change, &gate.lock);
	(void)pthread_mutex_unlock(&gate.lock);
}

static void gate_set(bool is_open)
{
	(void)pthread_mutex_lock(&gate.lock);
	gate.is_open = is_open;
	(void)pthread_cond_broadcast(&gate.change);
	(void)pthread_mutex_unlock(&gate.lock);
}

/* While it is set, the thread that reads waits at a POST of /pause. */
static atomic_bool is_paused;

static void terms(void *ctx, const struct http_request *q, struct http_terms *ret)
{
	ret->reads_out = str_is(q->path, "/patient");
	(void)ctx;
	while (str_is(q->path, "/pause") && atomic_load(&is_paused))
		(void)usleep(1000);
	ret->body_max = str_is(q->method, "POST") ? BODY_MAX : 0;
}

static void handle(void *ctx, struct http_request *q, struct http_reply *r)
{
	struct out o = out_new(q->a, 64 * 1024);

	(void)ctx;
	if (str_is(q->path, "/wait") || str_is(q->path, "/pause"))
		gate_wait();
	if (str_is(q->path, "/greedy"))
		(void)arena_alloc(q->a, 2 * 1024 * 1024);
	out_str(&o, q->method);
	out_char(&o, ' ');
	out_str(&o, q->path);
	out_char(&o, '?');
	out_str(&o, q->query);
	out_char(&o, ' ');
	out_str(&o, q->address);
	out_char(&o, ' ');
	out_str(&o, q->body);
	r->body = out_done(&o);
	r->status = str_is(q->path, "/none") ? 0 : 200;
	http_reply_header(r, STR("X-Seen"), STR("yes"));
	if (str_is(q->path, "/split"))
		http_reply_header(r, STR("X-Bad"), STR("a\r\nX-Injected: b"));
}

static void refuse(void *ctx, const struct http_request *q, int status, struct http_reply *r)
{
	(void)q;
	(void)ctx;
	(void)status;
	r->body = STR("Geweigerd");
	http_reply_header(r, STR("X-Guard"), STR("yes"));
}

static struct http_server *start_with(const struct http_tuning *tuning, const char *where)
{
	const struct http_config config = {
		.listen = where, .workers = 8, .arena_cap = 1024 * 1024,
		.terms = terms, .handle = handle, .refuse = refuse,
	};
	struct http_server *s = NULL;
	struct err e = { 0 };

	assert_true(http_start_tuned(&config, tuning, &s, &e));
	return s;
}

static struct http_server *start(void)
{
	return start_with(&http_tuning_default, "127.0.0.1:0");
}

static char answer[8192];

static int ask_on(int fd, const char *text)
{
	assert_true(wire_send(fd, text, strlen(text)));
	return wire_answer(fd, answer, sizeof(answer));
}

static int ask(const struct http_server *s, const char *text)
{
	int fd = wire_open(http_port(s)), status = ask_on(fd, text);

	(void)close(fd);
	return status;
}

static void requests_reach_the_handler(void **state)
{
	struct http_server *s = start();

	(void)state;
	assert_int_equal(ask(s, "POST /a%20b?c=%41 HTTP/1.1\r\nHost: a\r\n"
				"Content-Length: 5\r\n\r\nhallo"), 200);
	assert_non_null(strstr(answer, "POST /a%20b?c=%41 127.0.0.1 hallo"));
	assert_non_null(strstr(answer, "X-Seen: yes\r\n"));
	assert_int_equal(ask(s, "GET /none HTTP/1.1\r\nHost: a\r\n\r\n"), 500);
	assert_int_equal(ask(s, "GET /greedy HTTP/1.1\r\nHost: a\r\n\r\n"), 503);
	assert_non_null(strstr(answer, "X-Guard: yes\r\n"));
	assert_int_equal(ask(s, "GET /split HTTP/1.1\r\nHost: a\r\n\r\n"), 500);
	assert_null(strstr(answer, "X-Injected"));
	http_stop(s);
}

/* proxy.c has tests of its own; here is one that came over a socket, in two lines. */
static void a_proxy_says_for_whom(void **state)
{
	struct http_server *s = start();

	(void)state;
	assert_int_equal(ask(s, "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\n"
				"x-forwarded-for: 192.0.2.2, 2001:db8::7\r\n\r\n"), 200);
	assert_non_null(strstr(answer, "GET /? 2001:db8:: "));
	assert_int_equal(ask(s, "GET / HTTP/1.1\r\nHost: a\r\n"
				"X-Forwarded-For: 192.0.2.1, nobody\r\n\r\n"), 200);
	assert_non_null(strstr(answer, "GET /? 127.0.0.1 "));
	http_stop(s);
}

static void head_has_no_body(void **state)
{
	struct http_server *s = start();
	int fd = wire_open(http_port(s));
	const char head[] = "HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

	(void)state;
	assert_true(wire_send(fd, head, sizeof(head) - 1));
	assert_int_equal(wire_answer(fd, answer, sizeof(answer)), 200);
	assert_non_null(strstr(answer, "Content-Length: 19\r\n"));
	assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
	(void)close(fd);
	http_stop(s);
}

static void connections_are_kept(void **state)
{
	struct http_server *s = start();
	int fd = wire_open(http_port(s));

	(void)state;
	for (int i = 0; i < 50; i++) {
		assert_int_equal(ask_on(fd, "POST /keep HTTP/1.1\r\nHost: a\r\n"
					    "Content-Length: 3\r\n\r\nabc"), 200);
		assert_non_null(strstr(answer, "POST /keep? 127.0.0.1 abc"));
	}
	(void)close(fd);
	http_stop(s);
}

/* More than there are workers, all in the server at the same moment. */
static void a_hundred_at_once_are_answered(void **state)
{
	struct http_server *s = start();
	int fds[100];

	(void)state;
	gate_set(false);
	for (size_t i = 0; i < ARRAY_LEN(fds); i++) {
		const char text[] = "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n";

		fds[i] = wire_open(http_port(s));
		assert_true(wire_send(fds[i], text, sizeof(text) - 1));
	}
	gate_await(8);
	gate_set(true);
	for (size_t i = 0; i < ARRAY_LEN(fds); i++) {
		assert_int_equal(wire_answer(fds[i], answer, sizeof(answer)), 200);
		(void)close(fds[i]);
	}
	http_stop(s);
}

/* As many as the library takes events at a time, all ready at the same moment,
 * and nothing else that would wake it. */
static void just_so_many_at_once_are_answered(void **state)
{
	static const char first[] = "POST /pause HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
	static const char text[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
	const struct timeval patience = { .tv_sec = 5 };
	struct http_server *s = start();
	int pause = wire_open(http_port(s)), fds[128];

	(void)state;
	gate_set(false);
	for (size_t i = 0; i < ARRAY_LEN(fds); i++) {	/* each is known to the library */
		fds[i] = wire_open(http_port(s));
		assert_int_equal(setsockopt(fds[i], SOL_SOCKET, SO_RCVTIMEO, &patience,
					    sizeof(patience)), 0);
		assert_true(wire_send(fds[i], text, sizeof(text) - 1));
		assert_int_equal(wire_answer(fds[i], answer, sizeof(answer)), 200);
	}
	atomic_store(&is_paused, true);
	assert_true(wire_send(pause, first, sizeof(first) - 1));
	(void)usleep(50 * 1000);
	for (size_t i = 0; i < ARRAY_LEN(fds); i++)
		assert_true(wire_send(fds[i], text, sizeof(text) - 1));
	atomic_store(&is_paused, false);
	for (size_t i = 0; i < ARRAY_LEN(fds); i++) {
		assert_int_equal(wire_answer(fds[i], answer, sizeof(answer)), 200);
		(void)close(fds[i]);
	}
	gate_set(true);
	assert_int_equal(wire_answer(pause, answer, sizeof(answer)), 200);
	(void)close(pause);
	http_stop(s);
}

/* Nothing is answered until the last byte is in; not one is kept. */
static void a_large_body_can_be_read_out_before_it_is_refused(void **state)
{
	static const char head[] = "POST /patient HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n";
	struct http_server *s = start();
	char *body = calloc(1, 500000);
	int fd = wire_open(http_port(s));

	(void)state;
	assert_non_null(body);
	memset(body, 'x', 500000);
	assert_true(wire_send(fd, head, strlen(head)));
	assert_true(wire_send(fd, body, 499999));
	assert_false(wire_is_readable(fd, 200));
	assert_true(wire_send(fd, body, 1));
	assert_int_equal(wire_answer(fd, answer, sizeof(answer)), 413);
	assert_non_null(strstr(answer, "Geweigerd"));
	(void)close(fd);
	/* Not without end: one that says that it is larger is not read. */
	assert_int_equal(ask(s, "POST /patient HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n"), 413);
	assert_int_equal(ask(s, "POST /patient HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"), 200);
	free(body);
	http_stop(s);
}

static void large_bodies_are_refused(void **state)
{
	struct http_server *s = start();

	(void)state;
	/* Before a byte of the body is sent. */
	assert_int_equal(ask(s, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n"), 413);
	assert_non_null(strstr(answer, "X-Guard: yes\r\n"));
	assert_non_null(strstr(answer, "Geweigerd"));
	assert_int_equal(ask(s, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"), 413);

	http_stop(s);
}

static void an_endless_body_is_cut_off(void **state)
{
	struct http_server *s = start();
	int fd = wire_open(http_port(s));
	static char piece[4096];
	static const char head[] = "POST /patient HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n";
	size_t sent = 0;

	(void)state;
	memset(piece, 'x', sizeof(piece));
	assert_true(wire_send(fd, head, sizeof(head) - 1));
	/* Far more than the socket's own buffers hold. */
	while (sent < 64 * 1024 * 1024 && wire_send(fd, piece, sizeof(piece)))
		sent += sizeof(piece);
	assert_true(sent < 64 * 1024 * 1024);
	(void)close(fd);
	http_stop(s);
}

static void *stopper(void *arg)
{
	http_stop(arg);
	return NULL;
}

static void stopping_lets_answers_finish(void **state)
{
	struct http_server *s = start();
	int waiting = wire_open(http_port(s)), idle = wire_open(http_port(s));
	const char text[] = "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n";
	pthread_t thread;

	(void)state;
	gate_set(false);
	assert_int_equal(ask_on(idle, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
	assert_true(wire_send(waiting, text, sizeof(text) - 1));
	gate_await(1);
	assert_int_equal(pthread_create(&thread, NULL, stopper, s), 0);
	while (!atomic_load(&s->is_stopping))
		(void)usleep(1000);
	gate_set(true);
	assert_int_equal(wire_answer(waiting, answer, sizeof(answer)), 200);
	assert_non_null(strstr(answer, "Connection: close\r\n"));
	assert_true(wire_is_closed(waiting));
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_true(wire_is_closed(idle));
	(void)close(waiting);
	(void)close(idle);
}

static void half_requests_leave_nothing(void **state)
{
	struct http_server *s = start();
	int fds[3];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(fds); i++)
		fds[i] = wire_open(http_port(s));
	assert_true(wire_send(fds[0], "GET / HTTP/1.1\r\nHost: a\r\n", 25));
	assert_true(wire_send(fds[1], "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc", 49));
	assert_int_equal(ask_on(fds[2], "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
	(void)close(fds[0]);
	http_stop(s);
	(void)close(fds[1]);
	(void)close(fds[2]);
}

static void every_stage_has_an_end(void **state)
{
	struct http_tuning short_ones = http_tuning_default;
	struct http_server *s;
	int head, body, idle;

	(void)state;
	short_ones.head_ms = short_ones.body_ms = short_ones.idle_ms = 100;
	s = start_with(&short_ones, "127.0.0.1:0");
	head = wire_open(http_port(s));
	body = wire_open(http_port(s));
	idle = wire_open(http_port(s));
	assert_true(wire_send(head, "GET / HT", 8));
	assert_true(wire_send(body, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc", 49));
	assert_int_equal(ask_on(idle, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
	assert_int_equal(wire_answer(head, answer, sizeof(answer)), 0);
	assert_int_equal(wire_answer(body, answer, sizeof(answer)), 0);
	assert_true(wire_is_closed(idle));
	(void)close(head);
	(void)close(body);
	(void)close(idle);
	http_stop(s);
}

static void one_address_has_a_share(void **state)
{
	struct http_tuning few = http_tuning_default;
	struct http_server *s;
	int fds[3];

	(void)state;
	few.per_address = 2;
	few.spares_proxies = false;
	s = start_with(&few, "127.0.0.1:0");
	for (size_t i = 0; i < ARRAY_LEN(fds); i++)
		fds[i] = wire_open(http_port(s));
	assert_int_equal(ask_on(fds[0], "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
	assert_int_equal(ask_on(fds[1], "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
	(void)wire_send(fds[2], "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 27);
	assert_int_equal(wire_answer(fds[2], answer, sizeof(answer)), 0);
	for (size_t i = 0; i < ARRAY_LEN(fds); i++)
		(void)close(fds[i]);
	http_stop(s);
}

static void addresses_are_checked(void **state)
{
	const char *bad[] = { "", "8080", "localhost", "::1:80", "127.0.0.1:", "127.0.0.1:99999",
			      "[::1]", "127.0.0.1:8080x", ":80" };
	struct http_config config = { .terms = terms, .handle = handle };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct http_server *s;
		struct err e = { 0 };

		config.listen = bad[i];
		assert_false(http_start(&config, &s, &e));
		assert_int_equal(e.kind, ERR_USAGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(requests_reach_the_handler),
		cmocka_unit_test(a_proxy_says_for_whom),
		cmocka_unit_test(head_has_no_body),
		cmocka_unit_test(connections_are_kept),
		cmocka_unit_test(a_hundred_at_once_are_answered),
		cmocka_unit_test(just_so_many_at_once_are_answered),
		cmocka_unit_test(a_large_body_can_be_read_out_before_it_is_refused),
		cmocka_unit_test(large_bodies_are_refused),
		cmocka_unit_test(an_endless_body_is_cut_off),
		cmocka_unit_test(stopping_lets_answers_finish),
		cmocka_unit_test(half_requests_leave_nothing),
		cmocka_unit_test(every_stage_has_an_end),
		cmocka_unit_test(one_address_has_a_share),
		cmocka_unit_test(addresses_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
