/* SPDX-License-Identifier: EUPL-1.2 */
/* Organisations for who keeps the server. */
#ifndef PEIL_UPKEEP_KEEP_H
#define PEIL_UPKEEP_KEEP_H

#include "store/db.h"

/* An organisation and what it has. */
struct kept {
	int64_t id;
	struct str name;
	int64_t accounts, rounds, open, meetings, findings, files, bytes;
};

struct kept_list { LIST_OF(struct kept); };

bool kept_list(struct db *db, struct arena *a, struct kept_list *ret, struct err *e);

/* With all that is below it.  In the caller's transaction; the log is to be emptied after it. */
bool kept_remove(struct db *db, int64_t organisation, struct err *e);

#endif
