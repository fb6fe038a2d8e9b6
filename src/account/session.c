/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sign-ins.  The cookie is 32 random bytes that only the browser keeps; the
 * database holds their hash, so that who reads a copy of it cannot sign in.
 */
#include "account/account.h"
#include "account/sql.h"

#include <sodium.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/rng.h"

enum { COOKIE_BYTES = 32, COOKIE_CHARS = 43 };

static const char hash_key[] = "peil session cookie 1";

static void cookie_hash(const char *cookie, uint8_t ret[32])
{
	must(crypto_generichash(ret, 32, (const uint8_t *)cookie, COOKIE_CHARS,
				(const uint8_t *)hash_key, sizeof(hash_key) - 1) == 0);
}

void session_make(struct session_new *s, const struct account *of)
{
	uint8_t secret[COOKIE_BYTES];

	must(sodium_init() >= 0);
	rng_bytes(secret, sizeof(secret));
	rng_bytes(s->csrf, sizeof(s->csrf));
	s->account = of->id;
	s->password = of->password;
	must(sodium_bin2base64(s->cookie, sizeof(s->cookie), secret, sizeof(secret),
			       sodium_base64_VARIANT_URLSAFE_NO_PADDING));
	cookie_hash(s->cookie, s->hash);
	sodium_memzero(secret, sizeof(secret));
}

bool session_add(struct db *db, const struct session_new *s, struct err *e)
{
	int64_t now = clock_now();
	struct blob hash = { s->hash, sizeof(s->hash) }, csrf = { s->csrf, sizeof(s->csrf) };

	return db_exec(db, SQL_SESSION_SWEEP, e, now) &&
	       db_exec(db, SQL_SESSION_ADD, e, hash, csrf,
		       now + SESSION_HOURS * CLOCK_HOUR_MS, rng_id(), now, s->account, s->password) &&
	       (db_changed(db) == 1 ||
		err_set(e, ERR_INPUT, "the password was changed meanwhile"));
}

/* False when it is no cookie of ours. */
static bool hash_of(struct str cookie, uint8_t ret[32])
{
	if (cookie.n != COOKIE_CHARS)
		return false;
	cookie_hash(cookie.p, ret);
	return true;
}

bool session_list(struct db *db, struct arena *a, int64_t account, struct str cookie,
		  struct session_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_SESSION_LIST, e, account, clock_now());
	uint8_t own[32] = { 0 };

	(void)hash_of(cookie, own);
	*ret = (struct session_list){ 0 };
	while (rows_next(rows, e)) {
		struct blob hash = rows_view(rows, SESSION_LIST_HASH);

		*LIST_ADD(a, ret) = (struct session){
			.id = rows_i64(rows, SESSION_LIST_ID),
			.started = rows_i64(rows, SESSION_LIST_STARTED),
			.used = rows_i64(rows, SESSION_LIST_USED),
			.is_this = hash.n == sizeof(own) && sodium_memcmp(hash.p, own, sizeof(own)) == 0,
		};
	}
	return !rows_failed(rows);
}

bool session_end_one(struct db *db, int64_t account, int64_t id, struct err *e)
{
	return db_exec(db, SQL_SESSION_END_ONE, e, account, id);
}

bool session_end_of(struct db *db, int64_t account, struct err *e)
{
	return db_exec(db, SQL_SESSION_END_OF, e, account);
}

bool session_used(struct db *db, struct str cookie, int64_t now, struct err *e)
{
	uint8_t hash[32];

	return !hash_of(cookie, hash) ||
	       db_exec(db, SQL_SESSION_USED, e, now, ((struct blob){ hash, sizeof(hash) }));
}

bool account_change_password(struct db *db, int64_t account, struct str old, struct str hash,
			     struct str cookie, struct err *e)
{
	uint8_t own[32] = { 0 };

	(void)hash_of(cookie, own);
	if (!db_exec(db, SQL_ACCOUNT_CHANGE_PASSWORD, e, hash, account, old))
		return false;
	return db_changed(db) == 1
		? db_exec(db, SQL_SESSION_END_OTHERS, e, account, ((struct blob){ own, sizeof(own) }))
		: err_set(e, ERR_CHANGED, "the password was changed meanwhile");
}

bool session_end(struct db *db, struct str cookie, struct err *e)
{
	uint8_t bytes[32];

	if (cookie.n != COOKIE_CHARS)
		return true;
	cookie_hash(cookie.p, bytes);
	return db_exec(db, SQL_SESSION_END, e, ((struct blob){ bytes, sizeof(bytes) }));
}

bool account_of_session(struct db *db, struct arena *a, struct str cookie, struct account *ret,
			struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = NULL;
	uint8_t bytes[32];
	struct blob csrf;
	char *hex;

	if (cookie.n != COOKIE_CHARS)
		return err_set(e, ERR_ABSENT, "no such session");
	cookie_hash(cookie.p, bytes);
	rows = db_query(db, SQL_ACCOUNT_BY_SESSION, e, ((struct blob){ bytes, sizeof(bytes) }),
			clock_now());
	if (!rows_one(rows, "session", e))
		return false;
	csrf = rows_view(rows, ACCOUNT_BY_SESSION_CSRF);
	hex = arena_alloc(a, csrf.n * 2 + 1);
	(void)sodium_bin2hex(hex, csrf.n * 2 + 1, csrf.p, csrf.n);
	*ret = (struct account){
		.id = rows_i64(rows, ACCOUNT_ID),
		.organisation = rows_i64(rows, ACCOUNT_ORGANISATION),
		.name = rows_str(rows, ACCOUNT_NAME, a),
		.login = rows_str(rows, ACCOUNT_LOGIN, a),
		.organisation_name = rows_str(rows, ACCOUNT_ORGANISATION_NAME, a),
		.role = (enum role)rows_i64(rows, ACCOUNT_ROLE),
		.csrf = { hex, csrf.n * 2 },
		.used = rows_i64(rows, ACCOUNT_BY_SESSION_USED),
	};
	return true;
}
