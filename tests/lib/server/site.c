/* SPDX-License-Identifier: EUPL-1.2 */
/* The address under which people reach the server: which are good, whom they reach,
 * and what is made of a socket. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "server/site.h"

static struct arena *arena;

static void good_addresses_are_written_in_one_way(void **state)
{
	static const char *const tried[][2] = {
		{ "https://peil.gemeente.nl", "https://peil.gemeente.nl" },
		{ "https://peil.gemeente.nl/", "https://peil.gemeente.nl" },
		{ "HTTPS://Peil.Gemeente.NL:8443/", "https://peil.gemeente.nl:8443" },
		{ "http://peil", "http://peil" },
		{ "http://peil_intern:80", "http://peil_intern:80" },
		{ "http://10.1.2.3:8080", "http://10.1.2.3:8080" },
		{ "https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443" },
		{ "https://[2001:db8::1]", "https://[2001:db8::1]" },
		{ "https://xn--cordinatie-q5a.example", "https://xn--cordinatie-q5a.example" },
		{ "https://3d.example", "https://3d.example" },
		{ "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(tried); i++) {
		assert_null(site_fault(str_from(tried[i][0]), false));
		assert_true(str_eq(site_read(arena, str_from(tried[i][0])), str_from(tried[i][1])));
	}
}

static void every_fault_is_named(void **state)
{
	static const char *const tried[][2] = {
		{ "", "geen adres" }, { "peil.gemeente.nl", "begint met https" },
		{ "ftp://peil.gemeente.nl", "begint met https" }, { "https:/peil.nl", "begint met https" },
		{ "://peil.nl", "begint met https" }, { "javascript:alert(1)", "begint met https" },
		{ "https://", "ontbreekt" }, { "https:///rondes", "ontbreekt" }, { "https://:8080", "ontbreekt" },
		{ "https://lotte@peil.nl", "@" }, { "https://lotte:geheim@peil.nl", "@" },
		{ "https://peil.nl:x@elders.nl", "@" },
		{ "https://peil.nl/scan", "pad" }, { "https://peil.nl//", "pad" },
		{ "https://peil.nl\\scan", "pad" },
		{ "https://peil.nl?x", "? of #" }, { "https://peil.nl/?x=1", "? of #" },
		{ "https://peil.nl/#x", "? of #" }, { "https://peil.nl#", "? of #" },
		{ "https://peil.nl:0", "poort" }, { "https://peil.nl:65536", "poort" },
		{ "https://peil.nl:", "poort" }, { "https://peil.nl:80a", "poort" },
		{ "https://peil.nl:-1", "poort" }, { "https://[::1]:x", "poort" },
		{ "https://peil .nl", "spatie" }, { "https://peil.nl\n", "spatie" }, { " https://peil.nl", "spatie" },
		{ "https://co\xc3\xb6peratie.nl", "xn--" },
		{ "https://-peil.nl", "klopt niet" }, { "https://peil-.nl", "klopt niet" },
		{ "https://peil..nl", "klopt niet" }, { "https://.", "klopt niet" }, { "https://.nl", "klopt niet" },
		{ "https://pe!l.nl", "klopt niet" }, { "https://%70eil.nl", "klopt niet" },
		{ "https://1.2.3", "klopt niet" }, { "https://1.2.3.4.5", "klopt niet" },
		{ "https://256.1.1.1", "klopt niet" }, { "http://0", "klopt niet" }, { "http://0x7f.1", "klopt niet" },
		{ "http://2130706433", "klopt niet" }, { "https://[2001:db8::1", "klopt niet" },
		{ "https://2001:db8::1", "klopt niet" }, { "https://[fe80::1%eth0]", "klopt niet" },
		{ "https://[peil.nl]", "klopt niet" }, { "https://a.0x1", "klopt niet" },
		{ "http://0.0.0.0:8080", "geen enkele computer" }, { "http://0.1.2.3", "geen enkele computer" },
		{ "http://[::]:8080", "geen enkele computer" }, { "http://[0:0::0]", "geen enkele computer" },
		{ "http://[::ffff:0.0.0.0]", "geen enkele computer" }, { "http://255.255.255.255", "geen enkele computer" },
		{ "http://224.0.0.1", "geen enkele computer" }, { "http://[ff02::1]", "geen enkele computer" },
	};
	char label[90], name[400] = "https://";

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(tried); i++) {
		const char *fault = site_fault(str_from(tried[i][0]), false);

		if (!fault || !strstr(fault, tried[i][1]))
			fail_msg("%s: %s", tried[i][0], fault ? fault : "no fault");
	}
	memset(label, 'a', 64);
	memcpy(label + 64, ".nl", 4);	/* with its end */
	memcpy(name + strlen(name), label, 68);
	assert_non_null(site_fault(str_from(name), false));
	assert_non_null(site_fault(STR("http://peil.nl"), true));
	assert_null(site_fault(STR("https://peil.nl"), true));
}

static void what_others_cannot_open_is_known(void **state)
{
	static const char *const near[] = {
		"http://127.0.0.1:8080", "http://127.8.9.1", "http://localhost:8080", "https://LOCALHOST",
		"http://peil.localhost", "http://localhost.localdomain", "http://[::1]:8080",
		"http://[::ffff:127.0.0.1]", "http://169.254.7.7", "http://[fe80::1]:8080",
		"http://[febf::1]", "http://localhost.", "http://0.0.0.0", "http://[::]",
	};
	static const char *const far[] = {
		"https://peil.gemeente.nl", "http://10.1.2.3", "http://192.168.1.5:8080", "http://172.16.0.1",
		"http://[2001:db8::1]", "http://[fd00::1]", "http://peil", "http://peil.local", "http://1localhost",
		"http://localhost.nl", "http://128.0.0.1", "http://169.253.1.1", "http://[fec0::1]",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(near); i++)
		if (site_is_for_others(str_from(near[i])))
			fail_msg("%s", near[i]);
	for (size_t i = 0; i < ARRAY_LEN(far); i++)
		if (!site_is_for_others(str_from(far[i])))
			fail_msg("%s", far[i]);
	assert_true(str_is(site_host(STR("https://peil.nl:8443/mee")), "peil.nl:8443/mee"));
}

static struct str of_v4(const char *text, bool is_tls)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };

	assert_int_equal(inet_pton(AF_INET, text, &v4.sin_addr), 1);
	return site_of_socket(arena, (const struct sockaddr *)&v4, 8080, is_tls);
}

static struct str of_v6(const char *text)
{
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

	assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
	return site_of_socket(arena, (const struct sockaddr *)&v6, 8080, false);
}

/* Whatever the socket says, what is made of it has no fault. */
static void a_socket_on_every_address_has_one_of_this_machine(void **state)
{
	const struct str made[] = { of_v4("0.0.0.0", false), of_v6("::"), of_v6("::ffff:0.0.0.0"),
				    of_v4("0.0.0.0", true) };

	(void)state;
	assert_true(str_is(of_v4("10.1.2.3", false), "http://10.1.2.3:8080"));
	assert_true(str_is(of_v4("127.0.0.1", true), "https://127.0.0.1:8080"));
	assert_true(str_is(of_v6("2001:db8::1"), "http://[2001:db8::1]:8080"));
	for (size_t i = 0; i < ARRAY_LEN(made); i++)
		assert_null(site_fault(made[i], false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_addresses_are_written_in_one_way),
		cmocka_unit_test(every_fault_is_named),
		cmocka_unit_test(what_others_cannot_open_is_known),
		cmocka_unit_test(a_socket_on_every_address_has_one_of_this_machine),
	};
	int failed;

	arena = arena_new(1 << 20);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
