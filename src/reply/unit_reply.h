/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "Jullie zeiden, wij doen": what happens with the picture of a unit, and the
 * link with which people of the organisation open it without an account.
 *
 * The link is what allows reading.  It is random (120 bits), so it cannot be
 * guessed; the lead can renew it, and then the old one opens nothing.  It does
 * not say who opens it.
 */
#ifndef PEIL_REPLY_UNIT_REPLY_H
#define PEIL_REPLY_UNIT_REPLY_H

#include "picture/picture.h"

enum { REPLY_CHARS_MAX = 3000, REPLY_CODE_CHARS = 2 * TICKET_CHARS };

struct unit_reply {
	int64_t unit;
	struct str body;
	bool is_published;
	int64_t changed;
};

struct unit_reply_list { LIST_OF(struct unit_reply); };

bool unit_reply_list(struct db *db, struct arena *a, struct round_key round,
		     struct unit_reply_list *ret, struct err *e);
/* NULL: nothing is written for this unit. */
const struct unit_reply *unit_reply_of(const struct unit_reply_list *list, int64_t unit);

/* The caller has fetched the round and knows that the unit is one of its
 * visible ones.  ERR_INPUT when too long, or published without a word. */
bool unit_reply_put(struct db *db, struct round_key round, const struct unit_reply *r,
		    struct err *e);

struct reply_code {
	char text[REPLY_CODE_CHARS + 1];
};

struct reply_code reply_code_make(void);
/* Sets the link, the first or a new one. */
bool reply_link_put(struct db *db, struct round_key round, struct reply_code code, struct err *e);
/* Empty when there is none yet. */
bool reply_link_get(struct db *db, struct arena *a, struct round_key round, struct str *ret,
		    struct err *e);
/* The closed round that a link opens; ERR_ABSENT. */
bool reply_link_open(struct db *db, struct arena *a, struct str code, struct round *ret,
		     struct err *e);

/* The unit whose page somebody of `unit` gets: itself when it is visible, or
 * the first visible one above; NODE_NONE when not even the whole is. */
size_t reply_home(const struct picture *p, size_t unit);

#endif
