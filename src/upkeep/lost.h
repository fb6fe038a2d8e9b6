/* SPDX-License-Identifier: EUPL-1.2 */
/* What a database has that a copy of it has not, and the other way about. */
#ifndef PEIL_UPKEEP_LOST_H
#define PEIL_UPKEEP_LOST_H

#include "store/db.h"

enum lost_kind {
	LOST_ORGANISATION, LOST_ACCOUNT, LOST_ROUND, LOST_MEETING, LOST_NOTE, LOST_FINDING,
	LOST_AGREEMENT, LOST_REMARK, LOST_KINDS,
};

struct lost {
	int64_t gone[LOST_KINDS];	/* that only the database has */
	int64_t back[LOST_KINDS];	/* that only the copy has: removed since */
	int64_t sheets;			/* of open rounds: other answers, or none */
	int64_t reopened;		/* rounds that were closed since and are open again */
};

bool lost_compare(struct db *now, struct db *copy, struct lost *ret, struct err *e);

#endif
