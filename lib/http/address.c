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

static bool is_v4(const uint8_t address[16])
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };

	return memcmp(address, mapped, sizeof(mapped)) == 0;
}

bool address_bytes(const struct sockaddr *from, uint8_t ret[16])
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	memset(ret, 0, 16);
	if (from->sa_family == AF_INET) {
		memcpy(&v4, from, sizeof(v4));
		ret[10] = ret[11] = 0xff;
		memcpy(ret + 12, &v4.sin_addr, 4);
	} else if (from->sa_family == AF_INET6) {
		memcpy(&v6, from, sizeof(v6));
		memcpy(ret, &v6.sin6_addr, 16);
	}
	return from->sa_family == AF_INET || from->sa_family == AF_INET6;
}

bool address_is_of_loopback(const uint8_t address[16])
{
	static const uint8_t loopback[16] = { [15] = 1 };

	return is_v4(address) ? address[12] == 127 : memcmp(address, loopback, 16) == 0;
}

void address_key(const uint8_t address[16], uint8_t ret[16])
{
	memcpy(ret, address, 16);
	if (!is_v4(address))
		memset(ret + 8, 0, 8);
}

struct str address_text(struct arena *a, const uint8_t address[16])
{
	char *text = arena_alloc(a, INET6_ADDRSTRLEN);
	uint8_t key[16];

	address_key(address, key);
	if (!inet_ntop(is_v4(key) ? AF_INET : AF_INET6, is_v4(key) ? key + 12 : key, text,
		       INET6_ADDRSTRLEN))
		return STR("unknown");
	return str_from(text);
}
