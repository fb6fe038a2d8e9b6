/* SPDX-License-Identifier: EUPL-1.2 */
/* The owner of everything below it; one installation can hold many. */
#ifndef PEIL_ACCOUNT_ORGANISATION_H
#define PEIL_ACCOUNT_ORGANISATION_H

#include "store/db.h"

/* By its exact name; ERR_ABSENT when there is none. */
bool organisation_find(struct db *db, struct str name, int64_t *ret, struct err *e);
/* By its exact name; adds it when there is none.  In the caller's transaction. */
bool organisation_find_or_add(struct db *db, struct str name, int64_t *ret, struct err *e);

#endif
