/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server knows of itself, kept: a number under a name. */
#ifndef PEIL_STORE_STATE_H
#define PEIL_STORE_STATE_H

#include "store/db.h"

#define STATE_SEEN	"seen_at"	/* the last time seen, ms (base/clock_held.h) */
#define STATE_BACKUP	"backup_at"	/* when the last backup was made, ms */

/* *ret is 0 when there is none. */
bool state_get(struct db *db, const char *name, int64_t *ret, struct err *e);
bool state_put(struct db *db, const char *name, int64_t value, struct err *e);
/* The last time seen is now: for whoever writes what it must not be behind. */
bool state_put_seen(struct db *db, struct err *e);

#endif
