/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Ticket codes: twelve characters (base/code.h), and their hashes.  Only hashes
 * are stored, a different one for each purpose, so that the rows of one person
 * cannot be joined without the code.
 */
#include <sodium.h>
#include <string.h>

#include "base/code.h"
#include "base/must.h"
#include "base/rng.h"
#include "scan/sheet.h"
#include "scan/sql.h"

struct ticket_code ticket_make(void)
{
	struct ticket_code code = { { 0 } };

	code_make(code.text, TICKET_CHARS);
	return code;
}

bool ticket_parse(struct str typed, struct ticket_code *ret)
{
	struct ticket_code code = { { 0 } };

	if (!code_parse(typed, code.text, TICKET_CHARS))
		return false;
	*ret = code;
	return true;
}

void ticket_out(struct out *o, struct ticket_code code)
{
	for (size_t i = 0; i < TICKET_CHARS; i++) {
		if (i && i % 4 == 0)
			out_char(o, '-');
		out_char(o, code.text[i]);
	}
}

struct str ticket_show(struct arena *a, struct ticket_code code)
{
	struct out o = out_new(a, 40);

	ticket_out(&o, code);
	return out_done(&o);
}

void ticket_hash(struct ticket_code code, enum ticket_purpose purpose, uint8_t ret[16])
{
	static const char *const keys[] = {
		[TICKET_SHEET] = "peil ticket of a sheet, v1",
		[TICKET_SLOT] = "peil ticket of a note slot, v1",
		[TICKET_OFFER] = "peil ticket of an offer, v1",
		[TICKET_KEY] = "peil key of a sheet, v1",
		[TICKET_COOKIE] = "peil name of a key's cookie, v1",
	};
	const char *key = keys[purpose];

	must(crypto_generichash(ret, 16, (const unsigned char *)code.text, TICKET_CHARS,
				(const unsigned char *)key, strlen(key)) == 0);
}

/* All rows of one purpose, in an order of their own: SQLite fills a page in
 * the order of insertion, whatever the ids are. */
static bool add_all(struct db *db, struct arena *a, struct round_key round, int64_t unit,
		    const struct ticket_code *codes, size_t count, enum ticket_purpose purpose,
		    struct err *e)
{
	uint64_t *order = ARENA_ARRAY(a, uint64_t, count);
	uint8_t hash[16];

	rng_permutation(order, count);
	for (size_t i = 0; i < count; i++) {
		ticket_hash(codes[order[i]], purpose, hash);
		if (!db_exec(db, SQL_TICKET_ADD, e, rng_id(), (int64_t)purpose, round.organisation,
			     round.id, unit,
			     ((struct blob){ hash, sizeof(hash) })))
			return false;
	}
	return true;
}

bool ticket_issue(struct db *db, struct round_key round, int64_t unit,
		  const struct ticket_code *codes, size_t count, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(4096 + count * sizeof(uint64_t));

	return round_is_in(db, round, STAGE_PREPARE, e) && unit_is_there(db, round, unit, e) &&
	       db_exec(db, SQL_TICKET_REMOVE, e, round.organisation, round.id, unit) &&
	       add_all(db, a, round, unit, codes, count, TICKET_SHEET, e) &&
	       add_all(db, a, round, unit, codes, count, TICKET_SLOT, e) &&
	       add_all(db, a, round, unit, codes, count, TICKET_OFFER, e) &&
	       db_exec(db, SQL_TICKET_COUNT_CARDS, e, (int64_t)count, round.id, unit);
}

bool ticket_made(struct db *db, struct round_key round, int64_t unit, int64_t *ret, struct err *e)
{
	return db_number(db, SQL_TICKET_MADE, ret, e, round.organisation, round.id, unit);
}

bool cards_form_put(struct db *db, struct round_key round, int64_t unit, enum cards_form form,
		    struct err *e)
{
	return db_exec(db, SQL_CARDS_FORM_PUT, e, (int64_t)form, round.organisation, round.id, unit);
}
