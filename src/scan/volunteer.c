/* SPDX-License-Identifier: EUPL-1.2 */
/* Contact lines of people who offered to think along. */
#include "scan/volunteer.h"

#include <string.h>

#include "base/rng.h"
#include "scan/sql.h"

bool offer_put(struct db *db, struct ticket_code code, struct str contact, struct err *e)
{
	uint8_t hash[16], line[OFFER_BYTES] = { 0 };

	if (contact.n > sizeof(line))
		return err_set(e, ERR_TOO_LARGE, "a contact line of %zu bytes", contact.n);
	if (contact.n)
		memcpy(line, contact.p, contact.n);
	ticket_hash(code, TICKET_OFFER, hash);
	if (!db_exec(db, SQL_OFFER_SLOT_PUT, e, ((struct blob){ line, sizeof(line) }),
		     ((struct blob){ hash, sizeof(hash) })))
		return false;
	return db_changed(db) == 1 || err_set(e, ERR_ABSENT, "no slot for an offer");
}

/* Up to the first zero byte: text has none. */
static struct str line_of(struct arena *a, struct blob b)
{
	const uint8_t *end = b.n ? memchr(b.p, 0, b.n) : b.p;

	return str_dup(a, (struct str){ (const char *)b.p, end ? (size_t)(end - b.p) : b.n });
}

bool offers_keep(struct db *db, struct arena *a, struct round_key round, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_OFFER_SLOT_LIST, e, round.id);
	struct { LIST_OF(struct str); } all = { 0 };
	uint64_t *order;

	while (rows_next(rows, e)) {
		struct str line = line_of(a, rows_view(rows, OFFER_SLOT_LIST_CONTACT));

		if (line.n)
			*LIST_ADD(a, &all) = line;
	}
	if (rows_failed(rows))
		return false;
	order = ARENA_ARRAY(a, uint64_t, all.count);
	rng_permutation(order, all.count);
	for (size_t i = 0; i < all.count; i++)
		if (!volunteer_add(db, round, all.at[order[i]], e))
			return false;
	return db_exec(db, SQL_OFFER_SLOT_REMOVE_ALL, e, round.id);
}

bool volunteer_add(struct db *db, struct round_key round, struct str contact, struct err *e)
{
	return db_exec(db, SQL_VOLUNTEER_ADD, e, rng_id(), round.organisation, round.id, contact);
}

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
