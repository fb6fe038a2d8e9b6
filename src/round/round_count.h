/* SPDX-License-Identifier: EUPL-1.2 */
/* Rounds of all organisations together: how many, and whose. */
#ifndef PEIL_ROUND_ROUND_COUNT_H
#define PEIL_ROUND_ROUND_COUNT_H

#include "base/list.h"
#include "round/round.h"

enum { STAGES = STAGE_CLOSED + 1 };

bool round_count_by_stage(struct db *db, int64_t ret[STAGES], struct err *e);

struct organisation_ids { LIST_OF(int64_t); };

/* Those that have a round in this stage. */
bool organisation_with_stage(struct db *db, struct arena *a, enum round_stage stage,
			     struct organisation_ids *ret, struct err *e);

#endif
