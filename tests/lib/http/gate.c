/* SPDX-License-Identifier: EUPL-1.2 */
/* The strict gate: over raw sockets against a running server, and the holes
 * that the pure function finds by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "http/gate.h"
#include "base/out.h"
#include "wire.h"

static struct http_server *server;
static atomic_int handled;

static void terms(void *ctx, const struct http_request *q, struct http_terms *ret)
{
	ret->reads_out = str_is(q->path, "/patient");
	(void)ctx;
	ret->body_max = str_is(q->method, "POST") ? 4096 : 0;
}

/* Says what it was asked: host, path and query. */
static void handle(void *ctx, struct http_request *q, struct http_reply *r)
{
	struct out o = out_new(q->a, 4096);

	(void)ctx;
	(void)atomic_fetch_add(&handled, 1);
	r->status = 200;
	out_str(&o, http_header_get(q, "Host"));
	out_c(&o, " ");
	out_str(&o, q->path);
	out_c(&o, " ");
	out_str(&o, q->query);
	r->body = out_done(&o);
}

static int start(void **state)
{
	const struct http_config config = {
		.listen = "127.0.0.1:0", .workers = 2, .terms = terms, .handle = handle,
	};
	struct err e = { 0 };

	(void)state;
	return http_start(&config, &server, &e) ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	http_stop(server);
	return 0;
}

static char answer[8192];

static int ask(const char *p, size_t n)
{
	int fd = wire_open(http_port(server)), status;

	(void)wire_send(fd, p, n);
	(void)shutdown(fd, SHUT_WR);
	status = wire_answer(fd, answer, sizeof(answer));
	(void)close(fd);
	return status;
}

/* What the handler sees of a request line above Host: a:80. */
static void assert_seen(const char *request_line, const char *expected)
{
	char head[512];
	int n = snprintf(head, sizeof(head), "%s\r\nX: y\r\nHost: a:80\r\n\r\n", request_line);

	assert_int_equal(ask(head, (size_t)n), 200);
	assert_string_equal(strstr(answer, "\r\n\r\n") + 4, expected);
}

/* 4xx, or closed without an answer; and the handler has not seen it. */
static void assert_refused(const char *p, size_t n)
{
	int before = atomic_load(&handled), status = ask(p, n);

	if (status != 0 && (status < 400 || status > 499))
		fail_msg("status %d for: %.*s", status, (int)n, p);
	assert_int_equal(atomic_load(&handled), before);
}

#define REFUSED(text) assert_refused(text, sizeof(text) - 1)
#define ACCEPTED(text) assert_int_equal(ask(text, sizeof(text) - 1), 200)

static void ordinary_requests_pass(void **state)
{
	(void)state;
	ACCEPTED("GET / HTTP/1.1\r\nHost: a.example:8080\r\n\r\n");
	ACCEPTED("GET / HTTP/1.1\r\nHost:a\r\nX:\r\nY:  b\r\nZ:\tc\t\r\n\r\n");
	ACCEPTED("GET /a%20b?c=%41&d HTTP/1.1\r\nHost: [::1]:80\r\nCookie: a=b; c=d\r\n\r\n");
	ACCEPTED("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
	ACCEPTED("GET / HTTP/1.0\r\n\r\n");
	ACCEPTED("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=b");
	ACCEPTED("GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: Caf\xc3\xa9\r\n\r\n");
}

static void two_framings_are_refused(void **state)
{
	(void)state;
	REFUSED("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
		"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n");
	REFUSED("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
		"Content-Length: 3\r\n\r\n3\r\na=b\r\n0\r\n\r\n");
	REFUSED("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\na=bc");
}

/* At the head: nothing of the chunks is read, however long their extensions are. */
static void chunks_are_refused(void **state)
{
	static const char *const codings[] = {
		"Transfer-Encoding: chunked", "transfer-encoding:CHUNKED", "Transfer-Encoding: gzip, chunked",
		"Transfer-Encoding: identity", "Transfer-Encoding:",
		"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
	};
	static const char *const bodies[] = {
		"", "3\r\na=b\r\n0\r\n\r\n", "3\na=b\n0\n\n", "3;aaaaaaaaaaaaaaaa",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(codings) * ARRAY_LEN(bodies); i++) {
		char text[256];
		int n = snprintf(text, sizeof(text), "POST / HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n%s",
				 codings[i % ARRAY_LEN(codings)], bodies[i / ARRAY_LEN(codings)]);

		assert_int_equal(ask(text, (size_t)n), 411);
		assert_non_null(strstr(answer, "Connection: close\r\n"));
	}
	REFUSED("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
}

static void odd_lengths_are_refused(void **state)
{
	(void)state;
	REFUSED("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n");
	REFUSED("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\na=b");
	REFUSED("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\na=b");
	REFUSED("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\na=b");
	REFUSED("POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n");
	REFUSED("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n");
}

static void odd_headers_are_refused(void **state)
{
	(void)state;
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n");
	REFUSED("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nA:b\r\nX: b\0\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nX\0Y: b\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nX: b\x01""c\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nX: b\x7f\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nX: b\rY: c\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n folded\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\tfolded: c\r\n\r\n");
	REFUSED("GET / HTTP/1.1\nHost: a\n\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n");
}

static void exactly_one_host_is_asked(void **state)
{
	(void)state;
	REFUSED("GET / HTTP/1.1\r\nX: b\r\n\r\n");
	REFUSED("GET / HTTP/1.0\r\nHost:\r\n\r\n");
	REFUSED("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost:\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n");
	REFUSED("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
}

static void odd_request_lines_are_refused(void **state)
{
	(void)state;
	REFUSED("GET  / HTTP/1.1\r\nHost: a\r\n\r\n");
	REFUSED("GET /  HTTP/1.1\r\nHost: a\r\n\r\n");
	REFUSED("GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n");
	REFUSED("GET / HTTP/1.2\r\nHost: a\r\n\r\n");
	REFUSED("GET /\r\nHost: a\r\n\r\n");
	REFUSED("G(T / HTTP/1.1\r\nHost: a\r\n\r\n");
	REFUSED("GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n");
	REFUSED("GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n");
}

static void a_target_may_name_the_host(void **state)
{
	(void)state;
	assert_seen("GET /c?d=/e HTTP/1.1", "a:80 /c d=/e");
	assert_seen("GET http://b.example/c?d=/e HTTP/1.1", "b.example /c d=/e");
	assert_seen("GET HTTPS://b:8443/ HTTP/1.1", "b:8443 / ");
	assert_seen("GET hTtP://[::1]:80/http://c/ HTTP/1.1", "[::1]:80 /http://c/ ");
	assert_seen("GET http://b HTTP/1.1", "b / ");
	assert_seen("GET http://b?c/d HTTP/1.1", "b / c/d");
	assert_seen("GET http://b HTTP/1.0", "b / ");
	assert_seen("GET /http://b/ HTTP/1.1", "a:80 /http://b/ ");
}

static void odd_hosts_in_targets_are_refused(void **state)
{
	(void)state;
	REFUSED("GET http://b/ HTTP/1.1\r\nX: y\r\n\r\n");
	REFUSED("GET http://b/ HTTP/1.1\r\nHost: b\r\nHost: b\r\n\r\n");
	REFUSED("GET http://b/ HTTP/1.1\r\nHost: a@b\r\n\r\n");
	REFUSED("GET http://b/ HTTP/1.1\r\nHost:\r\n\r\n");
	REFUSED("GET http://c@b/ HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET http://c:d@b/ HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET http:// HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET http:/// HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET http://?c HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET http://:80/ HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET http://b\\c/ HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET http://%62/ HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET http://b#c HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET http://b\0c/ HTTP/1.1\r\nHost: b\r\n\r\n");
}

static void other_forms_of_targets_are_refused(void **state)
{
	(void)state;
	REFUSED("GET http:/b/ HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET http:b HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET ftp://b/ HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET httpx://b/ HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET ://b/ HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("OPTIONS * HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET b/c HTTP/1.1\r\nHost: b\r\n\r\n");
	REFUSED("GET ?c HTTP/1.1\r\nHost: b\r\n\r\n");
}

static void huge_heads_are_refused(void **state)
{
	const char head[] = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
	size_t n = sizeof(head) - 1 + 100 * 1000 + 4;
	char *line = malloc(n);
	struct out o;
	SCOPED(arena_freep) struct arena *a = arena_new(1024 * 1024);

	(void)state;
	assert_non_null(line);
	memset(line, 'x', n);
	memcpy(line, head, sizeof(head) - 1);
	memcpy(line + n - 4, "\r\n\r\n", 4);
	assert_refused(line, n);
	free(line);

	o = out_new(a, 1024 * 1024);
	out_c(&o, "GET / HTTP/1.1\r\nHost: a\r\n");
	for (int i = 0; i < 20000; i++)
		out_c(&o, "X: y\r\n");
	out_c(&o, "\r\n");
	assert_refused(o.p, o.n);

	o = out_new(a, 1024 * 1024);
	out_c(&o, "GET / HTTP/1.1\r\nHost: a\r\n");
	for (int i = 0; i < GATE_HEADERS_MAX; i++)
		out_c(&o, "X: y\r\n");
	out_c(&o, "\r\n");
	assert_refused(o.p, o.n);
}

/* Runs with the limits that hold by default. */
static void a_dripped_head_is_closed(void **state)
{
	const char head[] = "GET / HTTP/1.1\r\nHost: a\r\nX: abcdefghijklmnopqrstuvwxyz\r\n\r\n";
	int64_t began = clock_mono_ns();
	int fd = wire_open(http_port(server)), before = atomic_load(&handled);
	struct timeval second = { .tv_sec = 1 };
	bool is_closed = false;
	char byte;

	(void)state;
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof(second)), 0);
	for (size_t i = 0; i < sizeof(head) - 1 && !is_closed; i++) {
		is_closed = !wire_send(fd, head + i, 1);
		if (!is_closed)
			is_closed = recv(fd, &byte, 1, 0) == 0;
	}
	(void)close(fd);
	assert_true(is_closed);
	assert_int_equal(atomic_load(&handled), before);
	/* 10 s by our clock; the whole drip would last 57. */
	assert_true(clock_mono_ns() - began < INT64_C(12) * 1000 * 1000 * 1000);
}

/* --- the pure function -------------------------------------------------------- */

/* Cuts a head as the library does, except that a value ends at a '|'. */
static int check(const char *text, size_t size_more)
{
	struct http_header headers[8];
	struct gate_head h = { .headers = headers, .is_in_place = true };
	int64_t length;
	struct str rest = str_from(text), line;

	h.size = rest.n + size_more;
	line = str_split(rest, '\n', &rest);
	line.n--;
	h.method = str_split(line, ' ', &line);
	h.target = str_split(line, ' ', &h.version);
	h.target_at = h.target.p;
	while (rest.n > 2) {
		struct str value, ignored;

		line = str_split(rest, '\n', &rest);
		line.n--;
		headers[h.count].name = str_split(line, ':', &value);
		while (value.n && value.p[0] == ' ')
			value = str_cut(value, 1, value.n);
		headers[h.count++].value = str_split(value, '|', &ignored);
	}
	return gate_check(&h, &length);
}

static void holes_are_seen(void **state)
{
	(void)state;
	assert_int_equal(check("GET http://b/c HTTP/1.1\r\nHost: a\r\n\r\n", 0), 0);
	assert_int_equal(check("GET http://b/c HTTP/1.1\r\nHost: a\r\n\r\n", 2), 400);
	assert_int_equal(check("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n", 0), 0);
	assert_int_equal(check("GET / HTTP/1.1\r\nHost:a\r\nX:   y\r\n\r\n", 0), 0);
	assert_int_equal(check("GET / HTTP/1.1\r\nHost: a\r\nX: y|z\r\n\r\n", 0), 400);
	assert_int_equal(check("GET / HTTP/1.1\r\nHost: a|\r\nX: y\r\n\r\n", 0), 400);
	assert_int_equal(check("GET / HTTP/1.1\r\nHost: a\r\n\r\n", 2), 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinary_requests_pass),
		cmocka_unit_test(two_framings_are_refused),
		cmocka_unit_test(chunks_are_refused),
		cmocka_unit_test(odd_lengths_are_refused),
		cmocka_unit_test(odd_headers_are_refused),
		cmocka_unit_test(exactly_one_host_is_asked),
		cmocka_unit_test(odd_request_lines_are_refused),
		cmocka_unit_test(a_target_may_name_the_host),
		cmocka_unit_test(odd_hosts_in_targets_are_refused),
		cmocka_unit_test(other_forms_of_targets_are_refused),
		cmocka_unit_test(huge_heads_are_refused),
		cmocka_unit_test(a_dripped_head_is_closed),
		cmocka_unit_test(holes_are_seen),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
