/* SPDX-License-Identifier: EUPL-1.2 */
/* X-Forwarded-For, a line of the header in each line of the input.  Once somebody who is no
 * proxy is found, nothing that stands before it changes who it is. */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "http/server.h"

enum { LINES_MAX = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(struct arena *a, const struct http_header *headers, size_t count, struct http_request *ret)
{
	static const struct http_range trusted = { { [10] = 0xff, [11] = 0xff, [12] = 10 }, 104 };
	const struct http_config config = { .trusted = &trusted, .trusted_count = 1 };
	struct sockaddr_in from = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	*ret = (struct http_request){ .a = a, .headers = headers, .header_count = count };
	proxy_client(&config, (const struct sockaddr *)&from, ret);
	must(ret->address.n > 1 && ret->address.n <= 45);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct str rest = str_dup(a, (struct str){ (const char *)data, size });
	struct http_header lines[LINES_MAX + 1] = { { STR("X-Forwarded-For"), STR("203.0.113.99, 10.0.0.1") } };
	struct http_request alone, behind;
	size_t count = 0;

	while (rest.p && count < LINES_MAX)
		lines[++count] = (struct http_header){ STR("x-forwarded-for"), str_split(rest, '\n', &rest) };
	ask(a, lines + 1, count, &alone);
	ask(a, lines, count + 1, &behind);
	if (!alone.is_of_proxy)
		must(!behind.is_of_proxy && str_eq(alone.address, behind.address));
	return 0;
}
