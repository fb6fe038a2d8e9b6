/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/state.h"

#include "base/clock.h"
#include "store/sql.h"

bool state_get(struct db *db, const char *name, int64_t *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_STATE_GET, e, str_from(name));

	*ret = rows_next(rows, e) ? rows_i64(rows, NUMBER_N) : 0;
	return !rows_failed(rows);
}

bool state_put(struct db *db, const char *name, int64_t value, struct err *e)
{
	return db_exec(db, SQL_STATE_PUT, e, str_from(name), value);
}

bool state_put_seen(struct db *db, struct err *e)
{
	return state_put(db, STATE_SEEN, clock_now(), e);
}
