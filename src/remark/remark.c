/* SPDX-License-Identifier: EUPL-1.2 */
#include "remark/remark.h"

#include "base/utf8.h"
#include "remark/sql.h"

bool remark_list(struct db *db, struct arena *a, struct round_key round, struct remark_list *ret,
		 struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_REMARK_LIST, e, round.organisation, round.id);

	*ret = (struct remark_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct remark){
			.id = rows_i64(rows, REMARK_LIST_ID),
			.unit = rows_i64(rows, REMARK_LIST_UNIT),
			.subject = rows_str(rows, REMARK_LIST_SUBJECT, a),
			.body = rows_str(rows, REMARK_LIST_BODY, a),
			.rewritten = rows_str(rows, REMARK_LIST_REWRITTEN, a),
			.state = (enum remark_state)rows_in(rows, REMARK_LIST_STATE, 0, REMARK_HIDDEN),
		};
	return !rows_failed(rows);
}

bool remark_shown_list(struct db *db, struct arena *a, struct round_key round,
		       struct shown_remark_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_REMARK_SHOWN_LIST, e, round.organisation, round.id, REMARK_SHOWN);

	*ret = (struct shown_remark_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct shown_remark){
			.id = rows_i64(rows, REMARK_SHOWN_LIST_ID),
			.unit = rows_i64(rows, REMARK_SHOWN_LIST_UNIT),
			.subject = rows_str(rows, REMARK_SHOWN_LIST_SUBJECT, a),
			.text = rows_str(rows, REMARK_SHOWN_LIST_SHOWN, a),
		};
	return !rows_failed(rows);
}

bool remark_count(struct db *db, struct round_key round, int64_t *ret_all, int64_t *ret_to_read,
		  struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_REMARK_TO_READ, e, REMARK_TO_READ,
							round.organisation, round.id);

	if (!rows_one(rows, "count of remarks", e))
		return false;
	*ret_all = rows_i64(rows, REMARK_TO_READ_TOTAL);
	*ret_to_read = rows_i64(rows, REMARK_TO_READ_TO_READ);
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
		     d->round.organisation, d->round.id, STAGE_CLOSED))
		return false;
	return db_changed(db) == 1 || err_set(e, ERR_ABSENT, "no such remark");
}
