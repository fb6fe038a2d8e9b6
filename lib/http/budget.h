/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What requests hold together: bytes of bodies that are on their way in, and event streams.
 * Counted for all, for an address and for a key, so that nobody takes the share of another.
 * A body is counted at its head, whole, before any of it is kept.
 */
#ifndef PEIL_HTTP_BUDGET_H
#define PEIL_HTTP_BUDGET_H

#include <pthread.h>

#include "http/http.h"

/* Apart, so that tests can make them small. */
struct budget_limits {
	size_t body_bytes, body_per_address, body_per_key;
	/* Of it, who has no key; less, so that who has one is never kept out by them. */
	size_t body_strangers, body_strangers_per_address;
	size_t body_reserve;		/* on top of body_bytes, for who comes first: */
	size_t body_reserve_per_key;	/* as long as that key holds no more than this */
	unsigned streams, streams_per_address;
};

enum budget_answer {
	BUDGET_HELD,
	BUDGET_OWN_FULL,	/* what this address or key holds already is why not */
	BUDGET_ALL_FULL,
};

struct budget_holder;

/* What one request or one stream holds; zeroed: nothing. */
struct budget_hold {
	struct budget_holder *address, *key;
	size_t bytes;
	unsigned streams;
};

/* Who asks, and for what. */
struct budget_ask {
	struct str address;		/* as in http_request; p == NULL: not counted by address */
	const uint8_t *key;		/* HTTP_KEY_BYTES; NULL: a stranger */
	bool is_first;
	size_t bytes;			/* or a stream: */
	unsigned streams;
};

struct budget {
	pthread_mutex_t lock;		/* of what follows */
	struct budget_limits limits;
	struct budget_holder *holders[1024];	/* by name, only while they hold something */
	size_t bytes, strangers;
	unsigned streams;
};

void budget_start(struct budget *b, const struct budget_limits *limits);
void budget_stop(struct budget *b);	/* nothing is held any more */
enum budget_answer budget_take(struct budget *b, const struct budget_ask *ask,
			       struct budget_hold *ret);
void budget_give(struct budget *b, struct budget_hold *h);

#endif
