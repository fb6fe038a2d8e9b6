/* SPDX-License-Identifier: EUPL-1.2 */
#include "live/meeting_bound.h"

#include "live/sql.h"
#include "store/db.h"

bool meeting_bound_get(struct db *db, int64_t meeting, int64_t now, struct meeting_bound *ret,
		       struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_MEETING_BOUND, e, meeting, now);

	if (!rows_next(rows, e))
		return false;
	*ret = (struct meeting_bound){
		.links = rows_i64(rows, MEETING_BOUND_LINKS),
		.reactions = rows_i64(rows, MEETING_BOUND_REACTIONS),
		.findings = rows_i64(rows, MEETING_BOUND_FINDINGS),
		.agreements = rows_i64(rows, MEETING_BOUND_AGREEMENTS),
		.notes = rows_i64(rows, MEETING_BOUND_NOTES),
	};
	return true;
}

bool meeting_is_kept(const struct meeting_bound *b)
{
	return b->reactions > 0 || b->notes > 0;
}

bool meeting_take_away(struct db *db, const struct meeting *m, int64_t now, struct err *e)
{
	struct meeting_bound bound;

	if (!meeting_bound_get(db, m->id, now, &bound, e))
		return false;
	if (meeting_is_kept(&bound))
		return err_set(e, ERR_CONFLICT, "a meeting to which others wrote does not go");
	return meeting_remove(db, m->round, m->id, e);
}
