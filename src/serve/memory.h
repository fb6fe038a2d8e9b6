/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a server has in memory at most, in KiB: docs/developer/memory.md says what is
 * measured and what is enforced.  The sum fits the unit of packaging/peil.service.
 */
#ifndef PEIL_SERVE_MEMORY_H
#define PEIL_SERVE_MEMORY_H

#include "account/account.h"
#include "http/http.h"
#include "server/web.h"

enum {
	MEMORY_UNIT = 512 * 1024,		/* MemoryMax= */
	MEMORY_PROGRAM = 56 * 1024,		/* with its libraries, statements, caches and models */
	MEMORY_STACKS = (HTTP_WORKERS + HTTP_SLOW_WORKERS + 6) * 256,
	MEMORY_CONNECTIONS = HTTP_CONNECTIONS * (HTTP_CONNECTION_BYTES / 1024 + 2),
	MEMORY_SMALL_BODIES = HTTP_CONNECTIONS * (HTTP_BODY_FREE / 1024),
	MEMORY_BODIES = (HTTP_BODIES_BYTES + HTTP_BODIES_RESERVE) / 1024,
	MEMORY_REQUESTS = (HTTP_WORKERS + HTTP_SLOW_WORKERS) * 1024,
	MEMORY_LARGE = LARGE_AT_ONCE * (REQUEST_ARENA / 1024),
	MEMORY_HASHES = HTTP_SLOW_WORKERS * ACCOUNT_HASH_KIB,
};

_Static_assert(MEMORY_PROGRAM + MEMORY_STACKS + MEMORY_CONNECTIONS + MEMORY_SMALL_BODIES +
	       MEMORY_BODIES + MEMORY_REQUESTS + MEMORY_LARGE + MEMORY_HASHES <= MEMORY_UNIT,
	       "all of it at once fits the unit");

#endif
