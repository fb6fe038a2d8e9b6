/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who saved a form last, and when.  Kept for a week, for whoever has the same form
 * open; it is no log of what people do.
 */
#ifndef PEIL_ACCOUNT_EDIT_H
#define PEIL_ACCOUNT_EDIT_H

#include "store/db.h"

enum { EDIT_DAYS = 7 };

struct edit {
	int64_t account, at;		/* at 0: nobody knows */
	struct str name;
};

bool edit_put(struct db *db, struct str place, int64_t account, int64_t now, struct err *e);
bool edit_get(struct db *db, struct arena *a, struct str place, struct edit *ret, struct err *e);

/* The key of this installation (server/seal.h); made the first time. */
bool seal_key_get(struct db *db, uint8_t ret[32], struct err *e);
bool seal_key_read(struct db *db, uint8_t ret[32], struct err *e);	/* ERR_ABSENT: not made yet */

#endif
