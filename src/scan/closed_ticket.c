/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cards of closed rounds.  Kept is a hash of the hash that opened the sheet, so
 * that no byte of a sheet stays in the file; in the order of these, so that the
 * place of a row tells no group and no order.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "round/sql.h"
#include "scan/sheet.h"
#include "scan/sql.h"

enum { HASH = 16 };

struct print {
	uint8_t hash[HASH];
};

struct print_list { LIST_OF(struct print); };

static struct print print_of(struct blob ticket)
{
	static const char key[] = "peil card of a closed round, v1";
	struct print p;

	must(crypto_generichash(p.hash, HASH, ticket.p, ticket.n, (const unsigned char *)key,
				sizeof(key) - 1) == 0);
	return p;
}

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct print));
}

static bool prints_of(struct db *db, struct arena *a, int64_t round, struct print_list *ret,
		      struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_CLOSED_TICKET_LIST, e, round);

	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = print_of(rows_view(rows, CLOSED_TICKET_LIST_TICKET));
	return !rows_failed(rows);
}

bool closed_tickets_keep(struct db *db, struct arena *a, struct round_key round, struct err *e)
{
	struct print_list all = { 0 };

	if (!prints_of(db, a, round.id, &all, e))
		return false;
	if (all.count)
		qsort(all.at, all.count, sizeof(*all.at), compare);
	for (size_t i = 0; i < all.count; i++)
		if (!db_exec(db, SQL_CLOSED_TICKET_ADD, e, ((struct blob){ all.at[i].hash, HASH }),
			     round.id))
			return false;
	return true;
}

bool closed_ticket_round(struct db *db, struct arena *a, struct blob ticket, struct round *ret,
			 struct err *e)
{
	struct print p = print_of(ticket);
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_CLOSED_TICKET_ROUND, e, ((struct blob){ p.hash, HASH }));

	return rows_one(rows, "ticket", e) &&
	       round_get(db, a, rows_i64(rows, ROUND_KEY_ORGANISATION),
			 rows_i64(rows, ROUND_KEY_ID), ret, e);
}
