/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A phone in a turn that is open: that it has voted, as a hash under the key of the
 * turn, and what it chose, sealed under that key and its own cookie.  So a phone can be
 * shown its choice and change it, while the rows tell nobody else who chose what; all
 * of them go with the turn.
 */
#ifndef PEIL_LIVE_VOTER_H
#define PEIL_LIVE_VOTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

enum {
	VOTE_PHONE_BYTES = 16,		/* the random cookie of a phone */
	VOTER_HASH_BYTES = 16, VOTER_KEY_BYTES = 32,
};

/* What a phone chose in the turn that is open. */
struct own_vote {
	bool is_cast, is_known;		/* cast before choices were kept: not known */
	int choice;			/* then: as in struct vote */
};

struct voter {
	int64_t topic;
	uint8_t hash[VOTER_HASH_BYTES];
	uint8_t key[VOTER_KEY_BYTES];	/* of its choice */
	struct own_vote vote;
};

/* ERR_GONE when the turn has no key: it is not open. */
bool voter_get(struct db *db, int64_t topic, int turn, const uint8_t phone[VOTE_PHONE_BYTES],
	       struct voter *ret, struct err *e);
/* Its first vote, or another in its place; `choice` as in struct vote. */
bool voter_put(struct db *db, const struct voter *of, int choice, struct err *e);

#endif
