/* SPDX-License-Identifier: EUPL-1.2 */
/* Contact lines of people who offered to think along. */
#include "scan/volunteer.h"

#include "scan/sql.h"

bool volunteer_list(struct db *db, struct arena *a, struct round_key round,
		    struct volunteer_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_VOLUNTEER_LIST, e, round.organisation, round.id);

	*ret = (struct volunteer_list){ 0 };
	while (ret->count < VOLUNTEERS_SHOWN_MAX && rows_next(rows, e))
		*LIST_ADD(a, ret) = rows_str(rows, VOLUNTEER_LIST_CONTACT, a);
	return !rows_failed(rows);
}
