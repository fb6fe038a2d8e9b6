/* SPDX-License-Identifier: EUPL-1.2 */
#include "round/round_count.h"

#include "round/sql.h"
#include "store/sql.h"

bool round_count_by_stage(struct db *db, int64_t ret[STAGES], struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query0(db, SQL_ROUND_COUNT_BY_STAGE, e);

	for (int i = 0; i < STAGES; i++)
		ret[i] = 0;
	while (rows_next(rows, e)) {
		int64_t stage = rows_i64(rows, ROUND_COUNT_BY_STAGE_STAGE);

		if (stage >= 0 && stage < STAGES)
			ret[stage] = rows_i64(rows, ROUND_COUNT_BY_STAGE_COUNT);
	}
	return !rows_failed(rows);
}

bool organisation_with_stage(struct db *db, struct arena *a, enum round_stage stage,
			     struct organisation_ids *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_ORGANISATION_WITH_STAGE, e, (int64_t)stage);

	*ret = (struct organisation_ids){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = rows_i64(rows, NUMBER_N);
	return !rows_failed(rows);
}
