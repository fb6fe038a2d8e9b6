/* SPDX-License-Identifier: EUPL-1.2 */
/* Contact lines of people who offered to think along. */
#include "domain/volunteer.h"

bool volunteer_list(struct db *db, struct arena *a, int64_t round, const struct str **ret,
		    size_t *count, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_VOLUNTEER_LIST, e, round);
	struct str *list = ARENA_ARRAY(a, struct str, VOLUNTEERS_SHOWN_MAX);
	size_t n = 0;

	if (!rows)
		return false;
	while (n < VOLUNTEERS_SHOWN_MAX && rows_next(rows, e))
		list[n++] = rows_str(rows, VOLUNTEER_LIST_CONTACT, a);
	if (rows_failed(rows))
		return false;
	*ret = list;
	*count = n;
	return true;
}
