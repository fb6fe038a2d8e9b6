/* SPDX-License-Identifier: EUPL-1.2 */
#include "upkeep/open_rounds.h"

#include "round/round.h"
#include "upkeep/sql.h"

bool upkeep_count(struct db *db, struct upkeep_facts *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_UPKEEP_FACTS, e, (int64_t)STAGE_OPEN);

	if (!rows_one(rows, "count", e))
		return false;
	*ret = (struct upkeep_facts){
		.organisations = rows_i64(rows, UPKEEP_FACTS_ORGANISATIONS),
		.rounds = rows_i64(rows, UPKEEP_FACTS_ROUNDS),
		.open = rows_i64(rows, UPKEEP_FACTS_OPEN),
		.sheets = rows_i64(rows, UPKEEP_FACTS_SHEETS),
	};
	return true;
}

static bool leave(struct db *db, struct err *e)
{
	const struct sql_1 *const tables[] = {
		SQL_UPKEEP_LEAVE_SHEETS, SQL_UPKEEP_LEAVE_NOTES, SQL_UPKEEP_LEAVE_OFFERS,
		SQL_UPKEEP_LEAVE_VOLUNTEERS, SQL_UPKEEP_LEAVE_TICKETS, SQL_UPKEEP_LEAVE_CARDS,
	};

	for (size_t i = 0; i < ARRAY_LEN(tables); i++)
		if (!db_exec(db, tables[i], e, (int64_t)STAGE_OPEN))
			return false;
	return db_exec(db, SQL_UPKEEP_LEAVE_OPEN, e, (int64_t)STAGE_PREPARE, (int64_t)STAGE_OPEN) &&
	       db_exec0(db, SQL_UPKEEP_LEAVE_PHONES, e) && db_exec0(db, SQL_UPKEEP_LEAVE_SIGN_INS, e);
}

static bool in_transaction(struct db *db, bool (*f)(struct db *db, struct err *e), struct err *e)
{
	if (!db_begin(db, e))
		return false;
	if (f(db, e) && db_commit(db, e))
		return true;
	db_rollback(db);
	return false;
}

bool leave_open_rounds(struct db *db, struct err *e)
{
	return in_transaction(db, leave, e);
}

static bool sign_ins(struct db *db, struct err *e)
{
	return db_exec0(db, SQL_UPKEEP_LEAVE_SIGN_INS, e);
}

bool leave_sign_ins(struct db *db, struct err *e)
{
	return in_transaction(db, sign_ins, e);
}
