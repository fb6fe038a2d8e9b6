/* SPDX-License-Identifier: EUPL-1.2 */
#include "upkeep/keep.h"

#include "upkeep/sql.h"

bool kept_list(struct db *db, struct arena *a, struct kept_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query0(db, SQL_KEEP_LIST, e);

	*ret = (struct kept_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = (struct kept){
			.id = rows_i64(rows, KEEP_LIST_ID),
			.name = rows_str(rows, KEEP_LIST_NAME, a),
			.accounts = rows_i64(rows, KEEP_LIST_ACCOUNTS),
			.rounds = rows_i64(rows, KEEP_LIST_ROUNDS),
			.open = rows_i64(rows, KEEP_LIST_OPEN),
			.meetings = rows_i64(rows, KEEP_LIST_MEETINGS),
			.findings = rows_i64(rows, KEEP_LIST_FINDINGS),
			.files = rows_i64(rows, KEEP_LIST_FILES),
			.bytes = rows_i64(rows, KEEP_LIST_BYTES),
		};
	return !rows_failed(rows);
}

bool kept_remove(struct db *db, int64_t organisation, struct err *e)
{
	const struct sql_1 *const tables[] = {
		SQL_KEEP_REMOVE_VOTE_PHONE,
		SQL_KEEP_REMOVE_VOTE_TURN_KEY,
		SQL_KEEP_REMOVE_VOTE_COUNT,
		SQL_KEEP_REMOVE_MEETING_TOPIC,
		SQL_KEEP_REMOVE_MEETING_UNIT,
		SQL_KEEP_REMOVE_MEETING_PERSON,
		SQL_KEEP_REMOVE_FACT_CHECK,
		SQL_KEEP_REMOVE_FINDING_REPLY,
		SQL_KEEP_REMOVE_NOTE_VERSION,
		SQL_KEEP_REMOVE_NOTE,
		SQL_KEEP_REMOVE_FINDING,
		SQL_KEEP_REMOVE_EVIDENCE_FILE,
		SQL_KEEP_REMOVE_AGREEMENT,
		SQL_KEEP_REMOVE_AGREEMENT_LINE,
		SQL_KEEP_REMOVE_MEETING,
		SQL_KEEP_REMOVE_UNIT_REPLY,
		SQL_KEEP_REMOVE_REPLY_LINK,
		SQL_KEEP_REMOVE_REMARK,
		SQL_KEEP_REMOVE_PIECE,
		SQL_KEEP_REMOVE_SHEET,
		SQL_KEEP_REMOVE_NOTE_SLOT,
		SQL_KEEP_REMOVE_OFFER_SLOT,
		SQL_KEEP_REMOVE_VOLUNTEER,
		SQL_KEEP_REMOVE_TICKET,
		SQL_KEEP_REMOVE_CLOSED_TICKET,
		SQL_KEEP_REMOVE_STAGE_EXIT,
		SQL_KEEP_REMOVE_TASK,
		SQL_KEEP_REMOVE_UNIT,
		SQL_KEEP_REMOVE_ROUND,
		SQL_KEEP_REMOVE_SESSION,
		SQL_KEEP_REMOVE_EDIT,
		SQL_KEEP_REMOVE_ACCOUNT,
		SQL_KEEP_REMOVE_ORGANISATION,
	};

	for (size_t i = 0; i < ARRAY_LEN(tables); i++)
		if (!db_exec(db, tables[i], e, organisation))
			return false;
	return db_changed(db) == 1 || err_set(e, ERR_ABSENT, "no such organisation");
}
