/* SPDX-License-Identifier: EUPL-1.2 */
/* What of rounds that are open stands in a copy, and a copy without it. */
#ifndef PEIL_UPKEEP_OPEN_ROUNDS_H
#define PEIL_UPKEEP_OPEN_ROUNDS_H

#include "store/db.h"

struct upkeep_facts {
	int64_t organisations, rounds, open, sheets;
};

bool upkeep_count(struct db *db, struct upkeep_facts *ret, struct err *e);

/* In a copy: takes sheets, texts, offers and cards of open rounds away, who voted in a turn
 * that runs, and sign-ins.  The rounds are in preparation then, as before their
 * cards were made. */
bool leave_open_rounds(struct db *db, struct err *e);
/* Ends every sign-in. */
bool leave_sign_ins(struct db *db, struct err *e);

#endif
