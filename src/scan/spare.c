/* SPDX-License-Identifier: EUPL-1.2 */
#include "scan/spare.h"

#include <string.h>

#include "scan/sql.h"

enum { HASH = 16, RESERVE_LEAST = 10, CARDS_PER_RESERVE = 20 };

int64_t spare_reserve(int64_t cards)
{
	return RESERVE_LEAST + cards / CARDS_PER_RESERVE;
}

bool spare_left(struct db *db, struct round_key round, int64_t *ret, struct err *e)
{
	return db_number(db, SQL_RESERVE_COUNT, ret, e, round.organisation, round.id,
			 (int64_t)TICKET_SHEET);
}

/* Gives the slot of one purpose, known by its hash until now, to another code. */
static bool pass_on(struct db *db, enum ticket_purpose purpose, struct blob old,
		    const struct ticket_code *to, int64_t unit, struct err *e)
{
	uint8_t hash[HASH];
	struct blob ticket = { hash, HASH };
	bool is_done;

	ticket_hash(*to, purpose, hash);
	if (purpose == TICKET_OFFER)
		is_done = db_exec(db, SQL_OFFER_SLOT_PASS_ON, e, ticket, old);
	else
		is_done = db_exec(db, purpose == TICKET_SHEET ? SQL_SHEET_PASS_ON
							      : SQL_NOTE_SLOT_PASS_ON,
				  e, ticket, unit, old);
	if (!is_done)
		return false;
	return db_changed(db) == 1 || err_set(e, ERR_STORE, "a ticket without its slot");
}

/* One of the reserve of this purpose, taken out of it. */
static bool take(struct db *db, struct round_key round, enum ticket_purpose purpose,
		 uint8_t ret[HASH], struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_RESERVE_TAKE, e, round.id, (int64_t)purpose);
	struct blob hash;
	int64_t id;

	if (!rows_next(rows, e))
		return !rows_failed(rows) && err_set(e, ERR_CONFLICT, "no spare card is left");
	hash = rows_view(rows, RESERVE_TAKE_HASH);
	if (hash.n != HASH)
		return err_set(e, ERR_STORE, "a ticket of %zu bytes", hash.n);
	memcpy(ret, hash.p, HASH);
	id = rows_i64(rows, RESERVE_TAKE_ID);
	return db_exec(db, SQL_RESERVE_REMOVE, e, id);
}

static const enum ticket_purpose purposes[] = { TICKET_SHEET, TICKET_SLOT, TICKET_OFFER };

/* Places in the indexes do not tell which codes came later. */
static bool mix(struct db *db, struct err *e)
{
	return db_exec0(db, SQL_SHEET_INDEX_ANEW, e) && db_exec0(db, SQL_NOTE_SLOT_INDEX_ANEW, e) &&
	       db_exec0(db, SQL_OFFER_SLOT_INDEX_ANEW, e) && db_exec0(db, SQL_TICKET_INDEX_ANEW, e);
}

bool spare_issue(struct db *db, struct round_key round, int64_t unit,
		 const struct ticket_code *codes, size_t count, struct err *e)
{
	uint8_t old[HASH];

	if (!db_exec(db, SQL_CARDS_ADD, e, (int64_t)count, round.organisation, round.id,
		     STAGE_OPEN, unit))
		return false;
	if (db_changed(db) == 0)
		return err_set(e, ERR_CONFLICT, "no such group in an open round");
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < ARRAY_LEN(purposes); k++)
			if (!take(db, round, purposes[k], old, e) ||
			    !pass_on(db, purposes[k], (struct blob){ old, HASH }, &codes[i], unit, e))
				return false;
	return mix(db, e);
}

bool spare_replace(struct db *db, struct arena *a, struct round_key round,
		   const struct ticket_code *old, const struct ticket_code *fresh,
		   int64_t *ret_unit, struct err *e)
{
	struct respondent who;
	uint8_t hash[HASH];

	if (!respondent_get(db, a, *old, &who, e))
		return false;
	if (who.round.id != round.id || who.round.organisation != round.organisation)
		return err_set(e, ERR_ABSENT, "a card of another round");
	if (!who.is_open || sheet_is_used(&who.sheet))
		return err_set(e, ERR_CONFLICT, "the card is used, or the round is closed");
	*ret_unit = who.unit_id;
	for (size_t k = 0; k < ARRAY_LEN(purposes); k++) {
		ticket_hash(*old, purposes[k], hash);
		if (!pass_on(db, purposes[k], (struct blob){ hash, HASH }, fresh, who.unit_id, e))
			return false;
	}
	return mix(db, e);
}
