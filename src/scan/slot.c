/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Free text of one person, packed in SLOT_BYTES: byte 0 says whether the sheet
 * was handed in; then, for each text, its field number + 1, its length in two
 * bytes (little endian) and its bytes; zeroes behind it.
 */
#include <string.h>

#include "base/rng.h"
#include "scan/slot.h"
#include "scan/sheet.h"
#include "scan/sql.h"

enum { FIELDS = SUBJECTS_MAX + 16, HEAD = 3 };

bool slot_unpack(struct arena *a, struct blob b, struct slot *ret, bool *is_submitted,
		  struct err *e)
{
	size_t at = 1;

	memset(ret, 0, sizeof(*ret));
	if (b.n != SLOT_BYTES)
		return err_set(e, ERR_STORE, "a note slot of %zu bytes", b.n);
	*is_submitted = b.p[0] != 0;
	while (at + HEAD <= b.n && b.p[at]) {
		size_t field = b.p[at] - 1u, n = b.p[at + 1] | (size_t)b.p[at + 2] << 8;

		at += HEAD;
		if (field >= FIELDS || n > b.n - at)
			return err_set(e, ERR_STORE, "a note slot that cannot be read");
		ret->text[field] = str_dup(a, (struct str){ (const char *)b.p + at, n });
		at += n;
	}
	return true;
}

static bool pack(const struct slot *n, bool is_submitted, uint8_t *ret, struct err *e)
{
	size_t at = 1;

	memset(ret, 0, SLOT_BYTES);
	ret[0] = is_submitted;
	for (size_t i = 0; i < FIELDS; i++) {
		struct str t = n->text[i];

		if (t.n == 0)
			continue;
		if (t.n > SLOT_TEXT_MAX || at + HEAD + t.n > SLOT_BYTES)
			return err_set(e, ERR_TOO_LARGE, "texts together longer than fits");
		ret[at] = (uint8_t)(i + 1);
		ret[at + 1] = (uint8_t)(t.n & 0xff);
		ret[at + 2] = (uint8_t)(t.n >> 8);
		memcpy(ret + at + HEAD, t.p, t.n);
		at += HEAD + t.n;
	}
	return true;
}

static bool read_slot(struct db *db, struct arena *a, struct ticket_code code,
		      struct slot *ret, bool *is_submitted, struct err *e)
{
	uint8_t hash[16];
	SCOPED(rows_freep) struct rows *rows = NULL;

	ticket_hash(code, TICKET_SLOT, hash);
	rows = db_query(db, SQL_NOTE_SLOT_BY_TICKET, e, ((struct blob){ hash, sizeof(hash) }));
	return rows_one(rows, "ticket", e) &&
	       slot_unpack(a, rows_view(rows, NOTE_SLOT_BY_TICKET_TEXTS), ret, is_submitted, e);
}

static bool write_slot(struct db *db, struct ticket_code code, const uint8_t *bytes, struct err *e)
{
	uint8_t hash[16];

	ticket_hash(code, TICKET_SLOT, hash);
	if (!db_exec(db, SQL_NOTE_SLOT_PUT, e, ((struct blob){ bytes, SLOT_BYTES }),
		     ((struct blob){ hash, sizeof(hash) })))
		return false;
	return db_changed(db) == 1 || err_set(e, ERR_GONE, "the round has closed");
}

bool slot_get(struct db *db, struct arena *a, struct ticket_code code, struct slot *ret,
	       struct err *e)
{
	bool is_submitted;

	return read_slot(db, a, code, ret, &is_submitted, e);
}

bool slot_put(struct db *db, struct arena *a, struct ticket_code code, const struct slot *n,
	       struct err *e)
{
	struct slot *old = ARENA_NEW(a, struct slot);
	uint8_t *bytes = arena_alloc(a, SLOT_BYTES);
	bool is_submitted;

	return read_slot(db, a, code, old, &is_submitted, e) && pack(n, is_submitted, bytes, e) &&
	       write_slot(db, code, bytes, e);
}

bool slot_mark_submitted(struct db *db, struct ticket_code code, bool is_submitted,
			  struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 20);
	struct slot *n = ARENA_NEW(a, struct slot);
	uint8_t *bytes = arena_alloc(a, SLOT_BYTES);
	bool was_submitted;

	if (!read_slot(db, a, code, n, &was_submitted, e))
		return false;
	return was_submitted == is_submitted ||
	       (pack(n, is_submitted, bytes, e) && write_slot(db, code, bytes, e));
}

/* --- people who offered to think along ------------------------------------------ */

bool volunteer_add(struct db *db, struct arena *a, struct round_key round, struct str contact,
		   struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_VOLUNTEER_LIST, e, round.organisation, round.id);
	struct { LIST_OF(struct str); } all = { 0 };
	uint64_t *order;

	*LIST_ADD(a, &all) = contact;
	while (rows_next(rows, e))
		*LIST_ADD(a, &all) = rows_str(rows, VOLUNTEER_LIST_CONTACT, a);
	if (rows_failed(rows) || !db_exec(db, SQL_VOLUNTEER_REMOVE_ALL, e, round.organisation,
					  round.id))
		return false;
	order = ARENA_ARRAY(a, uint64_t, all.count);
	rng_permutation(order, all.count);
	for (size_t i = 0; i < all.count; i++)
		if (!db_exec(db, SQL_VOLUNTEER_ADD, e, rng_id(), round.organisation, round.id,
			     all.at[order[i]]))
			return false;
	return true;
}
