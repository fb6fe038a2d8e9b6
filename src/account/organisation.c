/* SPDX-License-Identifier: EUPL-1.2 */
#include "account/organisation.h"

#include "account/account.h"
#include "account/sql.h"
#include "base/rng.h"

bool organisation_find(struct db *db, struct str name, int64_t *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_ORGANISATION_BY_NAME, e, name);

	if (!rows_one(rows, "organisation", e))
		return false;
	*ret = rows_i64(rows, ORGANISATION_BY_NAME_ID);
	return true;
}

bool organisation_find_or_add(struct db *db, struct str name, int64_t *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_ORGANISATION_BY_NAME, e, name);

	if (rows_next(rows, e)) {
		*ret = rows_i64(rows, ORGANISATION_BY_NAME_ID);
		return true;
	}
	*ret = rng_id();
	return !rows_failed(rows) && organisation_add(db, *ret, name, e);
}
