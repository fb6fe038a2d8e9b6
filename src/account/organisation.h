/* SPDX-License-Identifier: EUPL-1.2 */
/* The owner of everything below it; one installation can hold many. */
#ifndef PEIL_ACCOUNT_ORGANISATION_H
#define PEIL_ACCOUNT_ORGANISATION_H

#include "store/db.h"

/* By its name as a reader takes it (base/alike); ERR_ABSENT when there is none. */
bool organisation_find(struct db *db, struct str name, int64_t *ret, struct err *e);
/* What to do with a name whose letters look like those of one that is there:
 * ERR_INPUT with both ways out, or another organisation. */
enum organisation_alike { ORGANISATION_ASK, ORGANISATION_IS_NEW };
/* Adds it when there is none.  In the caller's transaction. */
bool organisation_find_or_add(struct db *db, struct str name, enum organisation_alike alike,
			      int64_t *ret, struct err *e);

/* Another name, which is held against those of the others in the same way. */
bool organisation_rename(struct db *db, int64_t id, struct str name, enum organisation_alike alike,
			 struct err *e);

#endif
