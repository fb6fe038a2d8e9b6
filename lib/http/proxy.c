/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * For whom a proxy asks.  X-Forwarded-For has an entry of each proxy on the way, the
 * last one last, also when they stand in several lines.  Whoever asks can write
 * entries too, and proxies put theirs behind them.  So the list is read from its end:
 * what a proxy that we trust wrote is believed, up to the first address that is
 * none of them.
 */
#include "http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum {
	V4_BITS = 32, V6_BITS = 128, MAPPED_BITS = 96,
	BITS_MIN = 8,		/* with fewer strangers say who they are */
	ENTRY_MAX = 60,		/* "[IPv6]:port" */
};

/* An address alone, IPv4 mapped; of how many bits it is written. */
static int bytes_read(struct str s, uint8_t ret[16])
{
	char text[INET6_ADDRSTRLEN + 1] = { 0 };

	memset(ret, 0, 16);
	if (s.n == 0 || s.n >= sizeof(text) || memchr(s.p, '\0', s.n))
		return 0;
	memcpy(text, s.p, s.n);
	if (inet_pton(AF_INET6, text, ret) == 1)
		return V6_BITS;
	ret[10] = ret[11] = 0xff;
	return inet_pton(AF_INET, text, ret + 12) == 1 ? V4_BITS : 0;
}

bool http_range_read(struct str text, struct http_range *ret, struct err *e)
{
	struct str bits, address = str_split(text, '/', &bits);
	int all = bytes_read(address, ret->address);
	int64_t n = all;

	if (!all || (bits.p && !str_i64(bits, BITS_MIN, all, &n)))
		return err_set(e, ERR_USAGE, "\"%.*s\" is no address of a proxy: write ADDRESS or "
			       "ADDRESS/BITS with %d bits or more, such as 10.0.0.7 or 2001:db8::/64",
			       (int)(text.n < ENTRY_MAX ? text.n : ENTRY_MAX), text.p ? text.p : "", BITS_MIN);
	ret->bits = (unsigned)n + (all == V4_BITS ? MAPPED_BITS : 0);
	return true;
}

static bool is_in(const struct http_range *r, const uint8_t a[16])
{
	unsigned whole = r->bits / 8, left = r->bits % 8;

	return memcmp(r->address, a, whole) == 0 &&
	       (left == 0 || ((r->address[whole] ^ a[whole]) >> (8 - left)) == 0);
}

bool proxy_is_trusted(const struct http_config *config, const uint8_t address[16])
{
	if (address_is_of_loopback(address))
		return true;
	for (size_t i = 0; i < config->trusted_count; i++)
		if (is_in(&config->trusted[i], address))
			return true;
	return false;
}

bool proxy_is_peer(const struct http_config *config, const struct sockaddr *from)
{
	uint8_t address[16];

	return from->sa_family == AF_UNIX ||
	       (address_bytes(from, address) && proxy_is_trusted(config, address));
}

/* "192.0.2.7", "192.0.2.7:40312", "2001:db8::7", "[2001:db8::7]", "[2001:db8::7]:40312". */
static bool entry_read(struct str s, uint8_t ret[16])
{
	struct str port = { 0 };
	int64_t ignored;
	size_t at = 0;

	if (s.n > ENTRY_MAX)
		return false;
	if (s.n && s.p[0] == '[') {
		while (at < s.n && s.p[at] != ']')
			at++;
		if (at == s.n || (at + 1 < s.n && s.p[at + 1] != ':'))
			return false;
		if (at + 1 < s.n)
			port = str_cut(s, at + 2, s.n);
		else
			port = STR("0");
		s = str_cut(s, 1, at);
		return str_i64(port, 0, 65535, &ignored) && bytes_read(s, ret) == V6_BITS;
	}
	if (bytes_read(s, ret))
		return true;
	s = str_split(s, ':', &port);
	return str_i64(port, 0, 65535, &ignored) && bytes_read(s, ret) == V4_BITS;
}

/* The last entry of a list, and what stands before it; empty ones are none. */
static bool take_last(struct str *list, struct str *ret)
{
	size_t at;

	do {
		for (at = list->n; at && list->p[at - 1] != ','; at--)
			;
		*ret = str_trim(str_cut(*list, at, list->n));
		*list = str_cut(*list, 0, at ? at - 1 : 0);
	} while (ret->n == 0 && at);
	return ret->n > 0;
}

static bool is_forwarded_for(const struct http_header *h)
{
	static const char name[] = "X-Forwarded-For";

	return h->name.n == sizeof(name) - 1 && strncasecmp(h->name.p, name, h->name.n) == 0;
}

/* The last on the way that we know: `address` goes from who connects towards who asks. */
static void walk(const struct http_config *config, const struct http_request *q, uint8_t address[16],
		 bool *is_known)
{
	for (size_t i = q->header_count; i-- > 0;) {
		struct str list = q->headers[i].value, entry;
		uint8_t said[16];

		while (is_forwarded_for(&q->headers[i]) && take_last(&list, &entry)) {
			if (!entry_read(entry, said))
				return;
			memcpy(address, said, sizeof(said));
			*is_known = true;
			if (!proxy_is_trusted(config, address))
				return;
		}
	}
}

void proxy_client(const struct http_config *config, const struct sockaddr *from,
		  struct http_request *q)
{
	uint8_t address[16];
	bool is_known = address_bytes(from, address);

	if (proxy_is_peer(config, from))
		walk(config, q, address, &is_known);
	q->address = is_known ? address_text(q->a, address) : STR("unix");
	q->is_of_proxy = !is_known || proxy_is_trusted(config, address);
}
