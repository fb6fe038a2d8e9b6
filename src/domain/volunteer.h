/* SPDX-License-Identifier: EUPL-1.2 */
/* People who offered to think along: a contact line, kept apart from every
 * answer, and nothing else. */
#ifndef PEIL_DOMAIN_VOLUNTEER_H
#define PEIL_DOMAIN_VOLUNTEER_H

#include "store/db.h"

enum { VOLUNTEERS_SHOWN_MAX = 200 };

/* In no order: the places of the rows are random. */
bool volunteer_list(struct db *db, struct arena *a, int64_t round, const struct str **ret,
		    size_t *count, struct err *e);

#endif
