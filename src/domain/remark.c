/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/remark.h"

#include <string.h>

#include "base/utf8.h"

/* Room for one more in a list that doubles. */
static void *grown(struct arena *a, void *list, size_t count, size_t *room, size_t size)
{
	void *bigger;

	if (count < *room)
		return list;
	*room = *room ? *room * 2 : 64;
	bigger = arena_array(a, *room, size);
	if (count)
		memcpy(bigger, list, count * size);
	return bigger;
}

bool remark_list(struct db *db, struct arena *a, int64_t round, const struct remark **ret,
		 size_t *count, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_REMARK_LIST, e, round);
	struct remark *list = NULL;
	size_t n = 0, room = 0;

	if (!rows)
		return false;
	while (rows_next(rows, e)) {
		list = grown(a, list, n, &room, sizeof(*list));
		list[n++] = (struct remark){
			.id = rows_i64(rows, 0), .unit = rows_i64(rows, 1),
			.subject = rows_str(rows, 2, a), .body = rows_str(rows, 3, a),
			.rewritten = rows_str(rows, 4, a),
			.state = (enum remark_state)rows_i64(rows, 5),
		};
	}
	*ret = list;
	*count = n;
	return !rows_failed(rows);
}

bool remark_shown_list(struct db *db, struct arena *a, int64_t round,
		       const struct shown_remark **ret, size_t *count, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_REMARK_SHOWN_LIST, e, round);
	struct shown_remark *list = NULL;
	size_t n = 0, room = 0;

	if (!rows)
		return false;
	while (rows_next(rows, e)) {
		list = grown(a, list, n, &room, sizeof(*list));
		list[n++] = (struct shown_remark){
			.id = rows_i64(rows, 0), .unit = rows_i64(rows, 1),
			.subject = rows_str(rows, 2, a), .text = rows_str(rows, 3, a),
		};
	}
	*ret = list;
	*count = n;
	return !rows_failed(rows);
}

bool remark_count(struct db *db, int64_t round, int64_t *ret_all, int64_t *ret_to_read,
		  struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_REMARK_TO_READ, e, round);

	if (!rows || !rows_one(rows, "count of remarks", e))
		return false;
	*ret_all = rows_i64(rows, 0);
	*ret_to_read = rows_i64(rows, 1);
	return true;
}

bool remark_decide(struct db *db, const struct remark_decision *d, struct err *e)
{
	struct str rewritten = d->rewritten;

	if (d->state != REMARK_SHOWN && d->state != REMARK_HIDDEN)
		return err_set(e, ERR_INPUT, "a remark is shown or hidden");
	if (!utf8_text_ok(rewritten) || utf8_count(rewritten) > REMARK_CHARS_MAX)
		return err_set(e, ERR_INPUT, "a rewriting has at most %d characters",
			       REMARK_CHARS_MAX);
	if (d->state == REMARK_HIDDEN || !rewritten.p)
		rewritten = STR("");
	if (!db_exec(db, SQL_REMARK_DECIDE, e, (int64_t)d->state, rewritten, d->remark,
		     d->organisation, d->round))
		return false;
	return db_changed(db) == 1 || err_set(e, ERR_ABSENT, "no such remark");
}
