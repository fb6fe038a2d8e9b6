/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whose address: one key for all that one subscriber has, whether it came from
 * the socket or from a proxy's words.
 */
#include "http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "base/out.h"

static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };

void address_key(const struct sockaddr *from, uint8_t key[16], bool *ret_is_loopback)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	memset(key, 0, 16);
	*ret_is_loopback = false;
	if (from->sa_family == AF_INET) {
		memcpy(&v4, from, sizeof(v4));
		key[10] = key[11] = 0xff;
		memcpy(key + 12, &v4.sin_addr, 4);
	} else if (from->sa_family == AF_INET6) {
		memcpy(&v6, from, sizeof(v6));
		memcpy(key, &v6.sin6_addr, 16);
		*ret_is_loopback = IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
		if (!IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr))
			memset(key + 8, 0, 8);
	}
	if (memcmp(key, mapped, sizeof(mapped)) == 0)
		*ret_is_loopback = key[12] == 127;
}

bool address_is_loopback(const struct sockaddr *from)
{
	uint8_t key[16];
	bool is_loopback;

	address_key(from, key, &is_loopback);
	return is_loopback;
}

bool address_text_is_loopback(struct str text)
{
	return str_starts(text, STR("127.")) || str_is(text, "::");	/* the /64 of ::1 */
}

static struct str key_text(struct arena *a, const uint8_t key[16])
{
	char *text = arena_alloc(a, INET6_ADDRSTRLEN);
	bool is_v4 = memcmp(key, mapped, sizeof(mapped)) == 0;

	if (!inet_ntop(is_v4 ? AF_INET : AF_INET6, is_v4 ? key + 12 : key, text, INET6_ADDRSTRLEN))
		return STR("unknown");
	return str_from(text);
}

struct str address_of_peer(struct arena *a, const struct sockaddr *from)
{
	uint8_t key[16];
	bool ignored;

	address_key(from, key, &ignored);
	return key_text(a, key);
}

struct str address_of_text(struct arena *a, struct str text)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
	const char *typed = str_cstr(a, text);

	if (inet_pton(AF_INET, typed, &v4.sin_addr) == 1)
		return address_of_peer(a, (const struct sockaddr *)&v4);
	if (inet_pton(AF_INET6, typed, &v6.sin6_addr) == 1)
		return address_of_peer(a, (const struct sockaddr *)&v6);
	return text;
}
