/* SPDX-License-Identifier: EUPL-1.2 */
#include "live/voter.h"

#include <sodium.h>
#include <string.h>

#include "base/must.h"
#include "base/rng.h"
#include "live/sql.h"

enum {
	SECRET_BYTES = 32,		/* the key of a turn */
	NONCE_BYTES = crypto_secretbox_NONCEBYTES,
	SEALED_BYTES = NONCE_BYTES + crypto_secretbox_MACBYTES + 1,
};

_Static_assert(VOTER_KEY_BYTES == crypto_secretbox_KEYBYTES, "the key of a choice");

static void derive(struct blob secret, const uint8_t *phone, struct voter *ret)
{
	uint8_t named[VOTE_PHONE_BYTES + 1];

	memcpy(named, phone, VOTE_PHONE_BYTES);
	named[VOTE_PHONE_BYTES] = 'k';	/* another message than that of the hash */
	must(crypto_generichash(ret->hash, VOTER_HASH_BYTES, phone, VOTE_PHONE_BYTES,
				secret.p, secret.n) == 0);
	must(crypto_generichash(ret->key, VOTER_KEY_BYTES, named, sizeof(named),
				secret.p, secret.n) == 0);
}

static bool keys_get(struct db *db, int turn, const uint8_t *phone, struct voter *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_VOTE_KEY_GET, e, ret->topic, (int64_t)turn);
	struct blob secret;

	if (!rows_next(rows, e))
		return rows_failed(rows) ? false : err_set(e, ERR_GONE, "the turn is not open");
	secret = rows_view(rows, VOTE_KEY_GET_SECRET);
	if (secret.n != SECRET_BYTES)
		return err_set(e, ERR_STORE, "a key of %zu bytes", secret.n);
	derive(secret, phone, ret);
	return true;
}

/* What cannot be opened is not known: a vote of before choices were kept. */
static struct own_vote open_choice(struct blob sealed, const uint8_t *key)
{
	struct own_vote vote = { .is_cast = true };
	uint8_t choice;

	if (sealed.n != SEALED_BYTES ||
	    crypto_secretbox_open_easy(&choice, sealed.p + NONCE_BYTES, sealed.n - NONCE_BYTES,
				       sealed.p, key) != 0)
		return vote;
	vote.is_known = true;
	vote.choice = choice;
	return vote;
}

bool voter_get(struct db *db, int64_t topic, int turn, const uint8_t phone[VOTE_PHONE_BYTES],
	       struct voter *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = NULL;

	*ret = (struct voter){ .topic = topic };
	if (!keys_get(db, turn, phone, ret, e))
		return false;
	rows = db_query(db, SQL_VOTE_PHONE_GET, e, ((struct blob){ ret->hash, VOTER_HASH_BYTES }));
	if (rows_next(rows, e))
		ret->vote = open_choice(rows_view(rows, VOTE_PHONE_GET_CHOICE), ret->key);
	return !rows_failed(rows);
}

bool voter_put(struct db *db, const struct voter *of, int choice, struct err *e)
{
	const struct blob hash = { of->hash, VOTER_HASH_BYTES };
	const uint8_t byte = (uint8_t)choice;
	uint8_t sealed[SEALED_BYTES];
	const struct blob all = { sealed, sizeof(sealed) };

	rng_bytes(sealed, NONCE_BYTES);
	must(crypto_secretbox_easy(sealed + NONCE_BYTES, &byte, 1, sealed, of->key) == 0);
	if (of->vote.is_cast)
		return db_exec(db, SQL_VOTE_PHONE_CHANGE, e, all, hash);
	return db_exec(db, SQL_VOTE_PHONE_ADD, e, hash, of->topic, all);
}
