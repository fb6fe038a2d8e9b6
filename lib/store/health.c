/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/db.h"
#include "store/sql.h"

bool db_answers(struct db *db, struct err *e)
{
	int64_t n;

	return db_number0(db, SQL_HEALTH, &n, e);
}
