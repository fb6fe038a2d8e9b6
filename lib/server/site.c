/* SPDX-License-Identifier: EUPL-1.2 */
#include "server/site.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/out.h"
#include "base/tr.h"

enum { SITE_MAX = 300, NAME_MAX_CHARS = 253, LABEL_MAX = 63, PORT_MAX = 65535 };

/* The parts of an address, as they were typed. */
struct parts {
	struct str scheme, host, port, rest;	/* port: behind the colon, p == NULL without */
};

static bool has_any(struct str s, const char *chars)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] && strchr(chars, s.p[i]))
			return true;
	return false;
}

static struct parts split(struct str s)
{
	struct parts p = { 0 };
	size_t at = 0, colon;

	while (at + 3 <= s.n && memcmp(s.p + at, "://", 3) != 0)
		at++;
	if (at + 3 > s.n)
		return p;
	p.scheme = str_cut(s, 0, at);
	s = str_cut(s, at + 3, s.n);
	for (at = 0; at < s.n && !strchr("/?#\\", s.p[at]); at++)
		;
	p.rest = str_cut(s, at, s.n);
	p.host = str_cut(s, 0, at);
	for (colon = p.host.n; colon && p.host.p[colon - 1] != ':' && p.host.p[colon - 1] != ']';)
		colon--;
	if (colon && p.host.p[colon - 1] == ':') {
		p.port = str_cut(p.host, colon, p.host.n);
		p.host = str_cut(p.host, 0, colon - 1);
	}
	return p;
}

/* --- hosts ------------------------------------------------------------------------- */

enum host { HOST_NONE, HOST_NAME, HOST_V4, HOST_V6 };

static bool is_label(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
		    c != '-' && c != '_')
			return false;
	}
	return s.n && s.n <= LABEL_MAX && s.p[0] != '-' && s.p[s.n - 1] != '-';
}

/* Browsers read a name that ends in a number as an address: 127.1, 0x7f.1 and 0. */
static bool is_number(struct str s)
{
	bool is_hex = s.n >= 2 && s.p[0] == '0' && (s.p[1] == 'x' || s.p[1] == 'X');

	for (size_t i = is_hex ? 2 : 0; i < s.n; i++)
		if (!strchr(is_hex ? "0123456789abcdefABCDEF" : "0123456789", s.p[i]))
			return false;
	return s.n > 0;
}

static bool is_name(struct str s)
{
	struct str label = { 0 };

	if (s.n > NAME_MAX_CHARS)
		return false;
	if (str_ends(s, STR(".")))
		s = str_cut(s, 0, s.n - 1);
	if (s.n == 0)
		return false;
	for (struct str rest = s; rest.p;) {
		label = str_split(rest, '.', &rest);
		if (!is_label(label))
			return false;
	}
	return !is_number(label);
}

/* An address in 16 bytes, IPv4 mapped. */
static enum host host_read(struct str host, uint8_t ret[16])
{
	char text[INET6_ADDRSTRLEN + 1] = { 0 };
	bool is_v6 = host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']';
	struct str bare = is_v6 ? str_cut(host, 1, host.n - 1) : host;

	memset(ret, 0, 16);
	if (bare.n > 0 && bare.n < sizeof(text)) {
		memcpy(text, bare.p, bare.n);
		if (is_v6 && inet_pton(AF_INET6, text, ret) == 1)
			return HOST_V6;
		ret[10] = ret[11] = 0xff;
		if (!is_v6 && inet_pton(AF_INET, text, ret + 12) == 1)
			return HOST_V4;
	}
	return is_name(host) ? HOST_NAME : HOST_NONE;
}

static bool is_mapped(const uint8_t a[16])
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };

	return memcmp(a, mapped, sizeof(mapped)) == 0;
}

/* Of no machine: every address, none, many at once. */
static bool is_of_no_machine(const uint8_t a[16])
{
	static const uint8_t none[16];

	if (is_mapped(a))
		return a[12] == 0 || a[12] >= 224;
	return memcmp(a, none, 16) == 0 || a[0] == 0xff;
}

static bool is_near(const uint8_t a[16])
{
	static const uint8_t loopback[16] = { [15] = 1 };

	if (is_mapped(a))
		return a[12] == 127 || (a[12] == 169 && a[13] == 254);
	return memcmp(a, loopback, 16) == 0 || (a[0] == 0xfe && (a[1] & 0xc0) == 0x80);
}

static bool is_local_name(struct str host)
{
	static const char *const names[] = {
		"localhost", ".localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback",
	};

	if (str_ends(host, STR(".")))
		host = str_cut(host, 0, host.n - 1);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		size_t n = strlen(names[i]);

		if (host.n >= n && (host.n == n || names[i][0] == '.') &&
		    strncasecmp(host.p + host.n - n, names[i], n) == 0)
			return true;
	}
	return false;
}

/* --- what was typed ------------------------------------------------------------------ */

static const char *fault_of_text(struct str s)
{
	if (s.n == 0)
		return N_("Er staat geen adres.");
	if (s.n > SITE_MAX)
		return N_("Het adres is te lang.");
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c == 0x7f)
			return N_("Er staat een spatie of een ander teken in dat niet in een adres hoort.");
		if (c > 0x7f)
			return N_("Schrijf een naam met bijzondere letters zoals DNS hem kent: xn--…");
	}
	return NULL;
}

static bool is_scheme(struct str s, const char *name)
{
	return s.n == strlen(name) && strncasecmp(s.p, name, s.n) == 0;
}

static const char *fault_of_host(const struct parts *p)
{
	uint8_t address[16];
	int64_t port;

	if (has_any(p->host, "@") || (p->port.p && has_any(p->port, "@")))
		return N_("Laat de naam en het wachtwoord voor het @ weg.");
	if (p->host.n == 0)
		return N_("De naam van de server ontbreekt.");
	switch (host_read(p->host, address)) {
	case HOST_NONE:
		return N_("De naam van de server klopt niet.");
	case HOST_V4:
	case HOST_V6:
		if (is_of_no_machine(address))
			return N_("Dit is het adres van geen enkele computer. Neem de naam waarmee "
				  "anderen de server openen.");
		break;
	case HOST_NAME:
		break;
	}
	if (p->port.p && (!is_number(p->port) || !str_i64(p->port, 1, PORT_MAX, &port)))
		return N_("De poort is een getal van 1 tot en met 65535.");
	return NULL;
}

const char *site_fault(struct str typed, bool is_tls)
{
	struct parts p = split(typed);
	const char *fault = fault_of_text(typed);

	if (fault)
		return fault;
	if (!is_scheme(p.scheme, "http") && !is_scheme(p.scheme, "https"))
		return N_("Een adres begint met https:// of http://.");
	fault = fault_of_host(&p);
	if (fault)
		return fault;
	if (has_any(p.rest, "?#"))
		return N_("Laat weg wat er vanaf ? of # staat.");
	if (p.rest.n && !str_is(p.rest, "/"))
		return N_("Laat het pad weg: Peil staat altijd aan het begin van een adres.");
	if (is_tls && !is_scheme(p.scheme, "https"))
		return N_("Peil heeft zelf een certificaat. Dan begint het adres met https://.");
	return NULL;
}

struct str site_read(struct arena *a, struct str typed)
{
	struct parts p = split(typed);
	struct str from = str_cut(typed, 0, typed.n - p.rest.n);
	char *lower = arena_alloc(a, from.n + 1);

	for (size_t i = 0; i < from.n; i++)
		lower[i] = from.p[i] >= 'A' && from.p[i] <= 'Z' ? (char)(from.p[i] - 'A' + 'a')
								 : from.p[i];
	return (struct str){ lower, from.n };
}

bool site_is_for_others(struct str site)
{
	struct parts p = split(site);
	uint8_t address[16];

	switch (host_read(p.host, address)) {
	case HOST_NAME: return !is_local_name(p.host);
	case HOST_NONE: return false;
	default: return !is_near(address) && !is_of_no_machine(address);
	}
}

struct str site_host(struct str site)
{
	struct str rest = split(site).scheme;

	return rest.n ? str_cut(site, rest.n + 3, site.n) : site;
}

/* --- what the socket says ------------------------------------------------------------- */

static bool bytes_of(const struct sockaddr *from, uint8_t ret[16])
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	memset(ret, 0, 16);
	if (from && from->sa_family == AF_INET) {
		memcpy(&v4, from, sizeof(v4));
		ret[10] = ret[11] = 0xff;
		memcpy(ret + 12, &v4.sin_addr, 4);
		return true;
	}
	if (!from || from->sa_family != AF_INET6)
		return false;
	memcpy(&v6, from, sizeof(v6));
	memcpy(ret, &v6.sin6_addr, 16);
	return true;
}

static void ifaddrs_freep(struct ifaddrs **list)
{
	if (*list)
		freeifaddrs(*list);
}

/* An address of this machine that others can use, IPv4 first: it is shorter to type.
 * A socket of IPv4 only has none of IPv6. */
static void choose_own(bool is_v4_only, uint8_t ret[16])
{
	SCOPED(ifaddrs_freep) struct ifaddrs *list = NULL;
	uint8_t one[16];
	bool is_found = false;

	memset(ret, 0, 16);
	ret[10] = ret[11] = 0xff;
	ret[12] = 127;
	ret[15] = 1;
	if (getifaddrs(&list) != 0)
		return;
	for (const struct ifaddrs *i = list; i; i = i->ifa_next) {
		if (!(i->ifa_flags & IFF_UP) || !bytes_of(i->ifa_addr, one) || is_near(one) ||
		    is_of_no_machine(one) || (is_v4_only && !is_mapped(one)))
			continue;
		if (!is_found || (is_mapped(one) && !is_mapped(ret)))
			memcpy(ret, one, 16);
		is_found = true;
	}
}

struct str site_of_socket(struct arena *a, const struct sockaddr *at, unsigned port, bool is_tls)
{
	struct out o = out_new(a, 400);
	char text[INET6_ADDRSTRLEN];
	uint8_t address[16];
	bool is_v4;

	if (!bytes_of(at, address) || is_of_no_machine(address))
		choose_own(at->sa_family == AF_INET, address);
	is_v4 = is_mapped(address);
	out_c(&o, is_tls ? "https://" : "http://");
	out_c(&o, is_v4 ? "" : "[");
	out_c(&o, inet_ntop(is_v4 ? AF_INET : AF_INET6, is_v4 ? address + 12 : address, text,
			    sizeof(text)) ? text : "127.0.0.1");
	out_c(&o, is_v4 ? ":" : "]:");
	out_i64(&o, port);
	return out_done(&o);
}
