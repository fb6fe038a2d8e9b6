/* SPDX-License-Identifier: EUPL-1.2 */
#include "account/edit.h"

#include <string.h>

#include "account/sql.h"
#include "base/clock.h"
#include "base/rng.h"

enum { KEY_ID = 1, KEY_BYTES = 32 };

bool edit_put(struct db *db, struct str place, int64_t account, int64_t now, struct err *e)
{
	return db_exec(db, SQL_EDIT_SWEEP, e, now - EDIT_DAYS * CLOCK_DAY_MS) &&
	       db_exec(db, SQL_EDIT_PUT, e, place, account, now);
}

bool edit_get(struct db *db, struct arena *a, struct str place, struct edit *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_EDIT_BY_PLACE, e, place);

	*ret = (struct edit){ 0 };
	if (rows_next(rows, e))
		*ret = (struct edit){
			.account = rows_i64(rows, EDIT_BY_PLACE_ACCOUNT),
			.name = rows_str(rows, EDIT_BY_PLACE_NAME, a),
			.at = rows_i64(rows, EDIT_BY_PLACE_AT),
		};
	return !rows_failed(rows);
}

bool seal_key_read(struct db *db, uint8_t ret[KEY_BYTES], struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_SEAL_KEY_GET, e, KEY_ID);
	struct blob secret;

	if (!rows_one(rows, "key", e))
		return false;
	secret = rows_view(rows, SEAL_KEY_GET_SECRET);
	if (secret.n != KEY_BYTES)
		return err_set(e, ERR_STORE, "the key has %zu bytes", secret.n);
	memcpy(ret, secret.p, KEY_BYTES);
	return true;
}

bool seal_key_get(struct db *db, uint8_t ret[KEY_BYTES], struct err *e)
{
	uint8_t made[KEY_BYTES];

	rng_bytes(made, sizeof(made));
	return db_exec(db, SQL_SEAL_KEY_ADD, e, KEY_ID, ((struct blob){ made, sizeof(made) })) &&
	       seal_key_read(db, ret, e);
}
