/* SPDX-License-Identifier: EUPL-1.2 */
/* For whom a proxy asks, and who is believed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "scratch.h"
#include "http/server.h"

enum { LINES_MAX = 6 };

static struct http_range ranges[4];
static struct http_config config = { .trusted = ranges };

static void trust(const char *const *texts)
{
	struct err e = { 0 };

	for (config.trusted_count = 0; *texts; texts++)
		assert_true(http_range_read(str_from(*texts), &ranges[config.trusted_count++], &e));
}

static const struct sockaddr *from(const char *text)
{
	static struct sockaddr_in6 v6;
	static struct sockaddr_in v4;
	static const struct sockaddr_un un = { .sun_family = AF_UNIX };

	v4 = (struct sockaddr_in){ .sin_family = AF_INET };
	v6 = (struct sockaddr_in6){ .sin6_family = AF_INET6 };
	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return (const struct sockaddr *)&v4;
	if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
		return (const struct sockaddr *)&v6;
	return (const struct sockaddr *)&un;
}

/* Each of lines is a line of the header; NULL ends them. */
static void assert_client(const char *peer, const char *const *lines, const char *expected)
{
	struct http_header headers[2 * LINES_MAX];
	struct http_request q = { .a = scratch, .headers = headers };

	for (size_t i = 0; lines[i]; i++) {
		headers[2 * i] = (struct http_header){ STR("X-Forwarded-Fo"), STR("203.0.113.99") };
		headers[2 * i + 1] = (struct http_header){
			i % 2 ? STR("X-Forwarded-For") : STR("x-forwarded-for"), str_from(lines[i]) };
		q.header_count += 2;
	}
	proxy_client(&config, from(peer), &q);
	if (!str_is(q.address, expected))
		fail_msg("%s: got " STR_FMT ", expected %s", peer, STR_ARG(q.address), expected);
	if (str_is(q.address, peer) && (strncmp(peer, "127.", 4) == 0 || strcmp(peer, "unix") == 0))
		assert_true(q.is_of_proxy);
}

#define LINES(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NO_LINE ((const char *const[]){ NULL })

static void without_a_proxy_it_is_the_peer(void **state)
{
	(void)state;
	trust(NO_LINE);
	assert_client("192.0.2.1", NO_LINE, "192.0.2.1");
	assert_client("127.0.0.1", NO_LINE, "127.0.0.1");
	assert_client("192.0.2.1", LINES("198.51.100.7"), "192.0.2.1");
	assert_client("10.0.0.7", LINES("198.51.100.7"), "10.0.0.7");
	assert_client("2001:db8:1:2:3:4:5:6", LINES("198.51.100.7"), "2001:db8:1:2::");
	assert_client("::ffff:192.0.2.1", NO_LINE, "192.0.2.1");
	assert_client("unix", NO_LINE, "unix");
}

static void one_on_this_machine_is_believed(void **state)
{
	(void)state;
	trust(NO_LINE);
	for (size_t i = 0; i < 5; i++) {
		static const char *const peers[] = { "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "unix" };

		assert_client(peers[i], LINES("198.51.100.7"), "198.51.100.7");
		assert_client(peers[i], LINES("203.0.113.1, 198.51.100.7"), "198.51.100.7");
	}
	/* Not who is a neighbour of it. */
	assert_client("::2", LINES("198.51.100.7"), "::");
	assert_client("126.255.255.255", LINES("198.51.100.7"), "126.255.255.255");
}

/* What a stranger wrote stands before what the proxies wrote, in whatever lines. */
static void the_last_that_is_no_proxy_counts(void **state)
{
	(void)state;
	trust(LINES("10.0.0.0/8", "2001:db8:aa::/48"));
	assert_client("10.0.0.7", LINES("198.51.100.7"), "198.51.100.7");
	assert_client("10.0.0.7", LINES("203.0.113.1", "198.51.100.7"), "198.51.100.7");
	assert_client("10.0.0.7", LINES("203.0.113.1, 198.51.100.7"), "198.51.100.7");
	assert_client("10.0.0.7", LINES("203.0.113.1, 198.51.100.7", "10.9.9.9"), "198.51.100.7");
	assert_client("10.0.0.7", LINES("203.0.113.1", "198.51.100.7 , 10.9.9.9,127.0.0.1", "2001:db8:aa:1::5"),
		      "198.51.100.7");
	assert_client("127.0.0.1", LINES("203.0.113.1,198.51.100.7,10.0.0.7"), "198.51.100.7");
	/* A stranger who calls itself a proxy, or this machine. */
	assert_client("10.0.0.7", LINES("10.0.0.1", "127.0.0.1, 198.51.100.7"), "198.51.100.7");
	/* Nobody but proxies: the first of them asked. */
	assert_client("10.0.0.7", LINES("10.0.0.1, 10.0.0.2"), "10.0.0.1");
	/* One that is none of them says nothing. */
	assert_client("11.0.0.7", LINES("198.51.100.7"), "11.0.0.7");
	assert_client("2001:db8:ab::1", LINES("198.51.100.7"), "2001:db8:ab::");
}

static void entries_are_written_in_many_ways(void **state)
{
	static const char *const said[][2] = {
		{ "192.0.2.1:443", "192.0.2.1" }, { "192.0.2.1:0", "192.0.2.1" }, { "[2001:db8::7]", "2001:db8::" },
		{ "[2001:db8::7]:65535", "2001:db8::" }, { "2001:DB8:1:2::9", "2001:db8:1:2::" },
		{ "2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::" }, { "::ffff:192.0.2.1", "192.0.2.1" },
		{ "[::ffff:192.0.2.1]:80", "192.0.2.1" }, { "\t192.0.2.1 ", "192.0.2.1" },
		{ ",192.0.2.1,, ,", "192.0.2.1" }, { "192.0.2.1, ", "192.0.2.1" },
	};

	(void)state;
	trust(NO_LINE);
	for (size_t i = 0; i < ARRAY_LEN(said); i++) {
		assert_client("127.0.0.1", LINES(said[i][0]), said[i][1]);
		assert_client("127.0.0.1", LINES("203.0.113.1", said[i][0]), said[i][1]);
	}
}

/* A proxy that writes what is no address: then it is the proxy itself, never what
 * stands before it. */
static void what_is_no_address_is_nobodys(void **state)
{
	static const char *const said[] = {
		"unknown", "_hidden", "192.0.2", "192.0.2.256", "192.0.2.1:", "192.0.2.1:65536", "192.0.2.1:-1",
		"192.0.2.1:80:80", "192.0.2.01", "0x7f.1", "[2001:db8::7", "2001:db8::7]", "[192.0.2.1]:80", "[]", "[]:80",
		"[2001:db8::7]80", "[2001:db8::7]:", "fe80::1%eth0", "\"192.0.2.1\"", "for=192.0.2.1", "192.0.2.1;",
		"192.0.2.1 192.0.2.2", ":", "::::", "1:2:3:4:5:6:7:8:9",
		"2001:db8:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0007",
	};

	(void)state;
	trust(LINES("10.0.0.0/8"));
	for (size_t i = 0; i < ARRAY_LEN(said); i++) {
		assert_client("127.0.0.1", LINES("203.0.113.1", said[i]), "127.0.0.1");
		assert_client("unix", LINES("203.0.113.1", said[i]), "unix");
		assert_client("127.0.0.1", LINES("203.0.113.1", said[i], "10.0.0.7"), "10.0.0.7");
	}
}

static void ranges_end_where_they_say(void **state)
{
	(void)state;
	trust(LINES("192.0.2.128/25", "198.51.100.7", "2001:db8:0:fff0::/60"));
	assert_client("192.0.2.128", LINES("203.0.113.1"), "203.0.113.1");
	assert_client("192.0.2.255", LINES("203.0.113.1"), "203.0.113.1");
	assert_client("192.0.2.127", LINES("203.0.113.1"), "192.0.2.127");
	assert_client("198.51.100.7", LINES("203.0.113.1"), "203.0.113.1");
	assert_client("198.51.100.6", LINES("203.0.113.1"), "198.51.100.6");
	assert_client("::ffff:198.51.100.7", LINES("203.0.113.1"), "203.0.113.1");
	assert_client("2001:db8:0:ffff::1", LINES("203.0.113.1"), "203.0.113.1");
	assert_client("2001:db8:0:ffe0::1", LINES("203.0.113.1"), "2001:db8:0:ffe0::");
	/* Written with bits behind the range. */
	trust(LINES("192.0.2.200/25"));
	assert_client("192.0.2.130", LINES("203.0.113.1"), "203.0.113.1");
}

static void what_is_no_range_is_refused(void **state)
{
	static const char *const wrong[] = {
		"", "proxy.example", "10.0.0.0/7", "0.0.0.0/0", "::/0", "10.0.0.0/33", "2001:db8::/129", "10.0.0.0/",
		"10.0.0.0/8/8", "10.0.0.0/-8", "10.0.0.7:80", "[2001:db8::1]", "10.0.0.0 /8", "10.0.0",
	};
	struct http_range r;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct err e = { 0 };

		assert_false(http_range_read(str_from(wrong[i]), &r, &e));
		assert_int_equal(e.kind, ERR_USAGE);
		assert_non_null(strstr(e.text, "ADDRESS/BITS"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_proxy_it_is_the_peer),
		cmocka_unit_test(one_on_this_machine_is_believed),
		cmocka_unit_test(the_last_that_is_no_proxy_counts),
		cmocka_unit_test(entries_are_written_in_many_ways),
		cmocka_unit_test(what_is_no_address_is_nobodys),
		cmocka_unit_test(ranges_end_where_they_say),
		cmocka_unit_test(what_is_no_range_is_refused),
	};

	return cmocka_run_group_tests(tests, scratch_begin, scratch_end);
}
