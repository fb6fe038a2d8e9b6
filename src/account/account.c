/* SPDX-License-Identifier: EUPL-1.2 */
/* Organisations and the people with an account. */
#include "account/account.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "account/sql.h"
#include "base/alike.h"
#include "base/clock.h"
#include "base/must.h"
#include "base/utf8.h"

/*
 * Argon2id with 19 MiB, the least memory OWASP advises, and eight passes: some
 * 50 ms.  More memory would let a few sign-ins at once fill a small machine.
 */
enum {
	HASH_PASSES = 8,
	HASH_BYTES = 32,
	PASSWORD_BYTES_MAX = 1000,	/* far above any pass phrase */
	LOGIN_MIN = 3, LOGIN_MAX = 254,	/* the length of a mail address */
	NAME_BYTES_MAX = 300,
	LOGIN_ARENA = 1 << 24,
};

/* The hash of a random password nobody kept, with the settings above. */
static const char nobody[crypto_pwhash_STRBYTES] =
	"$argon2id$v=19$m=19456,t=8,p=1$"
	"OlPUOSrDwquFnUbOJVV0eA$RWG4WM07efIh7Ua8wBJaaNpcHZxDQU6h0WV0bRRjYtA";

bool account_hash_password(struct arena *a, struct str password, struct str *ret, struct err *e)
{
	char *hash = arena_alloc(a, crypto_pwhash_STRBYTES);

	must(sodium_init() >= 0);
	if (password.n > PASSWORD_BYTES_MAX || !utf8_ok(password))
		return err_set(e, ERR_INPUT, "the password is too long or no text");
	if (utf8_count(password) < PASSWORD_MIN)
		return err_set(e, ERR_INPUT, "a password has at least %d characters", PASSWORD_MIN);
	if (crypto_pwhash_str(hash, password.p, password.n, HASH_PASSES, ACCOUNT_HASH_KIB * 1024) != 0)
		return err_set(e, ERR_BUSY, "no memory to hash a password");
	*ret = str_from(hash);
	return true;
}

/* Logins are compared as a reader takes them and kept as their key.  *ret_old is
 * how a version before this kept them: letters above ASCII as they were typed.
 * False when it cannot be one. */
static bool login_read(struct arena *a, struct str typed, struct str *ret, struct str *ret_old)
{
	char *old = arena_alloc(a, typed.n + 1);

	typed = str_trim(typed);
	if (typed.n < LOGIN_MIN || typed.n > LOGIN_MAX || !utf8_text_ok(typed))
		return false;
	for (size_t i = 0; i < typed.n; i++) {
		char c = typed.p[i];

		old[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	*ret_old = (struct str){ old, typed.n };
	*ret = name_key(a, typed);
	for (size_t i = 0; i < ret->n; i++)
		if ((unsigned char)ret->p[i] <= ' ')
			return false;
	return ret->n >= LOGIN_MIN;
}

struct str account_login(struct arena *a, struct str typed)
{
	struct str login, old;

	return login_read(a, typed, &login, &old) ? login : typed;
}

/* One line without tabs: `peil account list` prints names between tabs. */
static bool name_ok(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < ' ')
			return false;
	return str_trim(name).n > 0 && name.n <= NAME_BYTES_MAX && utf8_text_ok(name);
}

bool organisation_add(struct db *db, int64_t id, struct str name, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(LOGIN_ARENA);

	if (!name_ok(name))
		return err_set(e, ERR_INPUT, "an organisation needs a name of at most %d bytes, on one line",
			       NAME_BYTES_MAX);
	return db_exec(db, SQL_ORGANISATION_ADD, e, id, name_tidy(a, name), clock_now());
}

unsigned role_may(enum role role)
{
	static const unsigned rights[ROLE_COUNT] = {
		[ROLE_LEAD] = MAY_LEAD,
	};

	return role > ROLE_NONE && role < ROLE_COUNT ? rights[role] : 0;
}

/* Letters that look alike are no other login: the owner could not tell. */
static bool login_is_taken(struct db *db, struct arena *a, struct str login, bool *ret,
			   struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query0(db, SQL_ACCOUNT_LIST, e);
	struct str look = name_look(a, login);

	*ret = false;
	while (rows_next(rows, e)) {
		struct str other = rows_str(rows, ACCOUNT_LOGIN, a);

		*ret |= name_is(a, other, login) || str_eq(name_look(a, other), look);
	}
	return !rows_failed(rows);
}

bool account_add(struct db *db, const struct account *account, struct str password_hash,
		 struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(LOGIN_ARENA);
	struct str login, old;
	bool is_taken;

	if (!login_read(a, account->login, &login, &old))
		return err_set(e, ERR_INPUT, "a login has %d to %d characters and no blanks",
			       LOGIN_MIN, LOGIN_MAX);
	if (!name_ok(account->name))
		return err_set(e, ERR_INPUT, "an account needs a name of at most %d bytes, on one line",
			       NAME_BYTES_MAX);
	if (account->role <= ROLE_NONE || account->role >= ROLE_COUNT)
		return err_set(e, ERR_INPUT, "no such role");
	if (!login_is_taken(db, a, login, &is_taken, e))
		return false;
	if (is_taken)
		return err_set(e, ERR_INPUT, "this login exists already, or one that looks the same");
	if (!db_exec(db, SQL_ACCOUNT_ADD, e, account->id, account->organisation, login,
		     account->name, (int64_t)account->role, password_hash, clock_now()))
		return false;
	return db_changed(db) == 1 ? true : err_set(e, ERR_INPUT, "this login exists already");
}

/* A new password ends every sign-in that was made with the old one. */
bool account_set_password(struct db *db, struct str typed, struct str password_hash,
			  struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(LOGIN_ARENA);
	struct str login, old;

	if (!login_read(a, typed, &login, &old))
		return err_set(e, ERR_ABSENT, "no such login");
	if (!db_exec(db, SQL_ACCOUNT_SET_PASSWORD, e, password_hash, login))
		return false;
	if (db_changed(db) == 0) {
		login = old;
		if (!db_exec(db, SQL_ACCOUNT_SET_PASSWORD, e, password_hash, login))
			return false;
	}
	if (db_changed(db) == 0)
		return err_set(e, ERR_ABSENT, "no such login");
	return db_exec(db, SQL_SESSION_END_ALL, e, login);
}

static struct account account_row(struct rows *rows, struct arena *a)
{
	return (struct account){
		.id = rows_i64(rows, ACCOUNT_ID),
		.organisation = rows_i64(rows, ACCOUNT_ORGANISATION),
		.name = rows_str(rows, ACCOUNT_NAME, a),
		.login = rows_str(rows, ACCOUNT_LOGIN, a),
		.organisation_name = rows_str(rows, ACCOUNT_ORGANISATION_NAME, a),
		.role = (enum role)rows_i64(rows, ACCOUNT_ROLE),
	};
}

bool account_list(struct db *db, struct arena *a, struct account_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query0(db, SQL_ACCOUNT_LIST, e);

	*ret = (struct account_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = account_row(rows, a);
	return !rows_failed(rows);
}

static bool account_find(struct db *db, struct arena *a, struct str login, bool *ret_is_known,
			 struct account *ret, const char **ret_hash, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_ACCOUNT_BY_LOGIN, e, login);

	*ret_is_known = rows_next(rows, e);
	if (*ret_is_known) {
		*ret = account_row(rows, a);
		*ret_hash = rows_str(rows, ACCOUNT_BY_LOGIN_PASSWORD, a).p;
	}
	return !rows_failed(rows);
}

enum verdict { RIGHT, WRONG, NOT_JUDGED, UNREADABLE };

/* What a hash says of itself. */
struct hashed {
	unsigned kib, passes;
	unsigned char salt[crypto_pwhash_SALTBYTES], hash[HASH_BYTES];
};

/* The text up to the next '$', as bytes without padding. */
static bool read_bytes(const char **at, unsigned char *to, size_t n)
{
	size_t got = 0;
	const char *end = *at;

	if (sodium_base642bin(to, n, *at, strlen(*at), NULL, &got, &end,
			      sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0 || got != n)
		return false;
	*at = end + (*end == '$');
	return *end == '$' || *end == '\0';
}

static bool read_hash(const char *text, struct hashed *ret)
{
	int n = 0;

	if (sscanf(text, "$argon2id$v=19$m=%9u,t=%9u,p=1$%n", &ret->kib, &ret->passes, &n) != 2 || !n)
		return false;
	text += n;
	return read_bytes(&text, ret->salt, sizeof(ret->salt)) &&
	       read_bytes(&text, ret->hash, sizeof(ret->hash)) && *text == '\0';
}

/* Not crypto_pwhash_str_verify: that says the same of a wrong password and of memory
 * that was not there.  Short memory is never taken for a wrong password. */
static enum verdict judge(const char *text, struct str password)
{
	struct hashed h;
	unsigned char got[HASH_BYTES];

	if (!read_hash(text, &h))
		return UNREADABLE;
	if (crypto_pwhash(got, sizeof(got), password.p ? password.p : "", password.n, h.salt, h.passes,
			  (size_t)h.kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return NOT_JUDGED;
	return sodium_memcmp(got, h.hash, sizeof(got)) == 0 ? RIGHT : WRONG;
}

/* The hash of an unknown login is checked too, so that the time taken does not
 * tell which logins exist. */
bool account_check(struct db *db, struct arena *a, struct str typed, struct str password,
		   struct account *ret, struct err *e)
{
	struct str login, old;
	bool is_known = false;
	enum verdict verdict;
	struct account found = { 0 };
	const char *hash = nobody;

	must(sodium_init() >= 0);
	if (login_read(a, typed, &login, &old) &&
	    (!account_find(db, a, login, &is_known, &found, &hash, e) ||
	     (!is_known && !account_find(db, a, old, &is_known, &found, &hash, e))))
		return false;
	if (password.n > PASSWORD_BYTES_MAX)
		password.n = 0;
	verdict = judge(hash, password);
	if (verdict == NOT_JUDGED)
		return err_set(e, ERR_BUSY, "no memory to hash a password");
	if (verdict == UNREADABLE)
		return err_set(e, ERR_STORE, "the hash of a password is none");
	if (!is_known || verdict != RIGHT)
		return err_set(e, ERR_INPUT, "login and password do not belong together");
	*ret = found;
	return true;
}
