/* SPDX-License-Identifier: EUPL-1.2 */
/* Another file in the place of a database.  The caller has HOLD_REPLACE of it. */
#ifndef PEIL_STORE_REPLACE_H
#define PEIL_STORE_REPLACE_H

#include "store/db.h"

/* Takes the log into the file, so that it stands alone.  ERR_BUSY: some program has it
 * open, ours or another.  ERR_INPUT: it is no database of ours. */
bool db_settle(const char *where, struct err *e);

/* `part` becomes `where`, in one step; what was there is `aside` from then on, or
 * destroyed when that is NULL.  *where need not exist. */
bool db_replace(const char *part, const char *where, const char *aside, struct err *e);

#endif
