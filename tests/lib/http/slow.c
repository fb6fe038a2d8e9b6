/* SPDX-License-Identifier: EUPL-1.2 */
/* Slow answers have workers and a queue of their own: who asks something else
 * does not wait for them, and beyond the queue is said at once that it is full. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/must.h"
#include "http/server.h"
#include "wire.h"

enum { FULL = HTTP_SLOW_WORKERS + HTTP_SLOW_WAITING, MORE = 20 };

static sem_t begun, released;
static atomic_int most, now;
static char answer[8192];

static void terms(void *ctx, const struct http_request *q, struct http_terms *ret)
{
	(void)ctx;
	(void)q;
	ret->body_max = 100;
}

static bool is_slow(void *ctx, const struct http_request *q)
{
	(void)ctx;
	return str_is(q->path, "/slow");
}

static void work_slowly(void)
{
	int n = atomic_fetch_add(&now, 1) + 1, was = atomic_load(&most);

	while (n > was && !atomic_compare_exchange_weak(&most, &was, n))
		;
	(void)sem_post(&begun);
	while (sem_wait(&released) != 0)
		;
	(void)atomic_fetch_sub(&now, 1);
}

static void handle(void *ctx, struct http_request *q, struct http_reply *r)
{
	(void)ctx;
	if (is_slow(NULL, q))
		work_slowly();
	r->status = 200;
	r->body = STR("ok");
}

static int send_on(const struct http_server *s, const char *path)
{
	char text[100];
	int fd = wire_open(http_port(s));
	int n = snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", path);

	assert_true(wire_send(fd, text, (size_t)n));
	return fd;
}

static int status_of(int fd)
{
	int status = wire_answer(fd, answer, sizeof(answer));

	(void)close(fd);
	return status;
}

static struct http_server *start(void)
{
	const struct http_config config = {
		.listen = "127.0.0.1:0", .workers = 1, .terms = terms,
		.handle = handle, .is_slow = is_slow,
	};
	struct http_server *s = NULL;
	struct err e = { 0 };

	assert_true(http_start(&config, &s, &e));
	return s;
}

static void others_do_not_wait(void **state)
{
	struct http_server *s = start();
	int waiting[FULL];

	(void)state;
	for (int i = 0; i < FULL; i++) {
		waiting[i] = send_on(s, "/slow");
		if (i < HTTP_SLOW_WORKERS)
			assert_int_equal(sem_wait(&begun), 0);
		/* The queue is filled in order: each is in it before the next is sent. */
		assert_int_equal(status_of(send_on(s, "/")), 200);
	}
	for (int i = 0; i < MORE; i++) {
		assert_int_equal(status_of(send_on(s, "/slow")), 503);
		assert_non_null(strstr(answer, "Retry-After: " HTTP_RETRY_AFTER "\r\n"));
		assert_int_equal(status_of(send_on(s, "/")), 200);
	}
	for (int i = 0; i < FULL; i++)
		(void)sem_post(&released);
	for (int i = 0; i < FULL; i++)
		assert_int_equal(status_of(waiting[i]), 200);
	assert_int_equal(atomic_load(&most), HTTP_SLOW_WORKERS);
	http_stop(s);
}

/* Those that wait are answered before it ends. */
static void stopping_answers_them(void **state)
{
	struct http_server *s = start();
	int waiting[FULL];

	(void)state;
	for (int i = 0; i < FULL; i++) {
		waiting[i] = send_on(s, "/slow");
		assert_int_equal(status_of(send_on(s, "/")), 200);
	}
	for (int i = 0; i < FULL; i++)
		(void)sem_post(&released);
	http_stop(s);
	for (int i = 0; i < FULL; i++)
		assert_int_equal(status_of(waiting[i]), 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(others_do_not_wait),
		cmocka_unit_test(stopping_answers_them),
	};

	must(sem_init(&begun, 0, 0) == 0 && sem_init(&released, 0, 0) == 0);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
