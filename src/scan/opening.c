/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Opening a round: every ticket gets its sheet, its note slot and the slot of an
 * offer to think along, written beforehand in a random order each, so that
 * neither the key nor the place nor the time of a row says whose it is or which
 * belong together.  Slots in reserve lie among them (spare.h).
 */
#include <string.h>

#include "base/clock.h"
#include "base/rng.h"
#include "scan/sheet.h"
#include "scan/spare.h"
#include "scan/sql.h"
#include "scan/volunteer.h"

struct ticket_row {
	uint8_t hash[16];
	int64_t unit;
};

struct ticket_list { LIST_OF(struct ticket_row); };

static bool read_tickets(struct db *db, struct arena *a, struct round_key round,
			 enum ticket_purpose purpose, struct ticket_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_TICKET_LIST, e, round.id,
							(int64_t)purpose);

	while (rows_next(rows, e)) {
		struct blob hash = rows_view(rows, TICKET_LIST_HASH);
		struct ticket_row *row = LIST_ADD(a, ret);

		if (hash.n != sizeof(row->hash))
			return err_set(e, ERR_STORE, "a ticket of %zu bytes", hash.n);
		memcpy(row->hash, hash.p, hash.n);
		row->unit = rows_i64(rows, TICKET_LIST_UNIT);
	}
	return !rows_failed(rows);
}

/* Each purpose its own hashes and order: nothing says which three belong together,
 * because none do.  The unit is that of some card, until a spare card takes it. */
static bool add_reserve(struct db *db, struct round_key round, enum ticket_purpose purpose,
			const struct ticket_list *cards, struct err *e)
{
	uint8_t hash[16];

	for (int64_t i = spare_reserve((int64_t)cards->count); i > 0; i--) {
		rng_bytes(hash, sizeof(hash));
		if (!db_exec(db, SQL_RESERVE_ADD, e, rng_id(), (int64_t)purpose, round.id,
			     cards->at[rng_below(cards->count)].unit,
			     ((struct blob){ hash, sizeof(hash) })))
			return false;
	}
	return true;
}

static bool lay_reserve(struct db *db, struct arena *a, struct round_key round, struct err *e)
{
	static const enum ticket_purpose all[] = { TICKET_SHEET, TICKET_SLOT, TICKET_OFFER };

	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		struct ticket_list cards = { 0 };

		if (!read_tickets(db, a, round, all[i], &cards, e))
			return false;
		if (cards.count == 0)
			return err_set(e, ERR_INPUT, "the round has no cards yet");
		if (!add_reserve(db, round, all[i], &cards, e))
			return false;
	}
	return true;
}

/* For which tickets, in which table, how many zero bytes. */
struct slots {
	enum ticket_purpose purpose;
	const struct sql_0 *last;
	const struct sql_5 *add;	/* NULL: tied to the round only, */
	const struct sql_4 *add_loose;	/* with this one */
	size_t size;
};

static bool add_slots(struct db *db, struct arena *a, struct round_key round, const struct slots *s,
		      struct err *e)
{
	struct blob zero = { arena_alloc(a, s->size), s->size };
	struct ticket_list t = { 0 };
	uint64_t *order;
	int64_t base = 0;

	if (!read_tickets(db, a, round, s->purpose, &t, e) || !db_number0(db, s->last, &base, e))
		return false;
	order = ARENA_ARRAY(a, uint64_t, t.count);
	rng_permutation(order, t.count);
	for (size_t i = 0; i < t.count; i++) {
		const struct ticket_row *row = &t.at[order[i]];
		struct blob hash = { row->hash, sizeof(row->hash) };

		if (s->add_loose
			    ? !db_exec(db, s->add_loose, e, base + 1 + (int64_t)i, round.id, hash, zero)
			    : !db_exec(db, s->add, e, base + 1 + (int64_t)i, round.id, row->unit,
				       hash, zero))
			return false;
	}
	return true;
}

bool round_open(struct db *db, struct arena *a, struct round_key round,
		size_t sheet_size, struct err *e)
{
	struct round r;
	struct model *m = ARENA_NEW(a, struct model);
	const struct slots sheets = { TICKET_SHEET, SQL_SHEET_LAST_ID, .add = SQL_SHEET_ADD,
				      .size = sheet_size };
	const struct slots offers = { TICKET_OFFER, SQL_OFFER_SLOT_LAST_ID,
				      .add_loose = SQL_OFFER_SLOT_ADD, .size = OFFER_BYTES };
	struct slots notes = { TICKET_SLOT, SQL_NOTE_SLOT_LAST_ID, .add = SQL_NOTE_SLOT_ADD };

	if (!db_alone(db, e))
		return false;
	if (!db_exec(db, SQL_ROUND_OPEN, e, STAGE_OPEN, clock_now(), round.organisation,
		     round.id, STAGE_PREPARE))
		return false;
	if (db_changed(db) == 0)
		return err_set(e, ERR_CONFLICT, "the round is not being prepared");
	if (!round_get(db, a, round.organisation, round.id, &r, e) || !round_model(db, a, &r, m, e))
		return false;
	notes.size = slot_size(m);
	return db_exec(db, SQL_TICKET_REMOVE_LOST, e, round.id) &&
	       lay_reserve(db, a, round, e) && add_slots(db, a, round, &sheets, e) && add_slots(db, a, round, &notes, e) &&
	       add_slots(db, a, round, &offers, e) &&
	       db_exec(db, SQL_TICKET_REMOVE_ISSUED, e, round.id);
}
