/* SPDX-License-Identifier: EUPL-1.2 */
/* Two lists in one order, read side by side. */
#include "upkeep/lost.h"

#include <string.h>

#include "round/round.h"
#include "upkeep/sql.h"

/* Where a list is. */
struct place {
	struct rows *rows;
	bool is_there;
	int64_t kind, id;
};

static struct rows *ids_of(struct db *db, struct err *e)
{
	return db_query(db, SQL_LOST_IDS, e, (int64_t)LOST_ORGANISATION, (int64_t)LOST_ACCOUNT,
			(int64_t)LOST_ROUND, (int64_t)LOST_MEETING, (int64_t)LOST_NOTE,
			(int64_t)LOST_FINDING, (int64_t)LOST_AGREEMENT, (int64_t)LOST_REMARK);
}

static void next_id(struct place *p, struct err *e)
{
	p->is_there = rows_next(p->rows, e);
	if (p->is_there) {
		p->kind = rows_i64(p->rows, LOST_IDS_KIND);
		p->id = rows_i64(p->rows, LOST_IDS_ID);
	}
}

static int order(const struct place *a, const struct place *b)
{
	if (!a->is_there || !b->is_there)
		return a->is_there ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->id == b->id ? 0 : a->id < b->id ? -1 : 1;
}

static bool compare_ids(struct db *now, struct db *copy, struct lost *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *a = ids_of(now, e);
	SCOPED(rows_freep) struct rows *b = a ? ids_of(copy, e) : NULL;
	struct place old = { .rows = a }, kept = { .rows = b };

	next_id(&old, e);
	next_id(&kept, e);
	while (old.is_there || kept.is_there) {
		int o = order(&old, &kept);

		if (o < 0)
			ret->gone[old.kind]++;
		if (o > 0)
			ret->back[kept.kind]++;
		if (o <= 0)
			next_id(&old, e);
		if (o >= 0)
			next_id(&kept, e);
	}
	return !rows_failed(a) && !rows_failed(b);
}

static bool same_answers(struct rows *a, struct rows *b)
{
	struct blob x = rows_view(a, LOST_SHEETS_ANSWERS), y = rows_view(b, LOST_SHEETS_ANSWERS);

	return x.n == y.n && (x.n == 0 || memcmp(x.p, y.p, x.n) == 0);
}

/* Of sheets that are there now. */
static bool compare_sheets(struct db *now, struct db *copy, struct lost *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *a = db_query0(now, SQL_LOST_SHEETS, e);
	SCOPED(rows_freep) struct rows *b = a ? db_query0(copy, SQL_LOST_SHEETS, e) : NULL;
	bool is_kept = rows_next(b, e);

	while (rows_next(a, e)) {
		int64_t id = rows_i64(a, LOST_SHEETS_ID);

		while (is_kept && rows_i64(b, LOST_SHEETS_ID) < id)
			is_kept = rows_next(b, e);
		ret->sheets += !is_kept || rows_i64(b, LOST_SHEETS_ID) != id || !same_answers(a, b);
	}
	return !rows_failed(a) && b && (is_kept || !rows_failed(b));
}

static bool compare_stages(struct db *now, struct db *copy, struct lost *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *a = db_query0(now, SQL_LOST_STAGES, e);
	SCOPED(rows_freep) struct rows *b = a ? db_query0(copy, SQL_LOST_STAGES, e) : NULL;
	bool is_kept = rows_next(b, e);

	while (rows_next(a, e)) {
		int64_t id = rows_i64(a, LOST_STAGES_ID);

		while (is_kept && rows_i64(b, LOST_STAGES_ID) < id)
			is_kept = rows_next(b, e);
		ret->reopened += is_kept && rows_i64(b, LOST_STAGES_ID) == id &&
				 rows_i64(a, LOST_STAGES_STAGE) == STAGE_CLOSED &&
				 rows_i64(b, LOST_STAGES_STAGE) == STAGE_OPEN;
	}
	return !rows_failed(a) && b && (is_kept || !rows_failed(b));
}

bool lost_compare(struct db *now, struct db *copy, struct lost *ret, struct err *e)
{
	*ret = (struct lost){ 0 };
	return compare_ids(now, copy, ret, e) && compare_sheets(now, copy, ret, e) &&
	       compare_stages(now, copy, ret, e);
}
