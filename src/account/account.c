/* SPDX-License-Identifier: EUPL-1.2 */
/* Organisations and the people with an account. */
#include "account/account.h"

#include <sodium.h>
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
	LOGIN_MIN = 3,
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
	if (password.n > PASSWORD_BYTES_MAX || !utf8_text_ok(password))
		return err_set(e, ERR_INPUT, "the password is longer than %d bytes or no text",
			       PASSWORD_BYTES_MAX);
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
	if (typed.n < LOGIN_MIN || typed.n > LOGIN_BYTES_MAX || !utf8_text_ok(typed))
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

bool organisation_name_check(struct str name, struct err *e)
{
	return name_ok(name) || err_set(e, ERR_INPUT, "an organisation needs a name of at most %d bytes, "
					"on one line", NAME_BYTES_MAX);
}

bool organisation_add(struct db *db, int64_t id, struct str name, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(LOGIN_ARENA);

	return organisation_name_check(name, e) &&
	       db_exec(db, SQL_ORGANISATION_ADD, e, id, name_tidy(a, name), clock_now());
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

bool account_login_check(struct db *db, struct arena *a, struct str typed, struct str *ret,
			 struct err *e)
{
	struct str old;
	bool is_taken;

	if (!login_read(a, typed, ret, &old))
		return err_set(e, ERR_INPUT, "a login has %d to %d characters and no blanks",
			       LOGIN_MIN, LOGIN_BYTES_MAX);
	if (!login_is_taken(db, a, *ret, &is_taken, e))
		return false;
	return !is_taken || err_set(e, ERR_INPUT, "this login exists already, or one that looks the same");
}

bool account_name_check(struct str name, struct err *e)
{
	return name_ok(name) || err_set(e, ERR_INPUT, "an account needs a name of at most %d bytes, on "
					"one line", NAME_BYTES_MAX);
}

bool account_add(struct db *db, const struct account *account, struct str password_hash,
		 struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(LOGIN_ARENA);
	struct str login;

	if (account->role <= ROLE_NONE || account->role >= ROLE_COUNT)
		return err_set(e, ERR_INPUT, "no such role");
	if (!account_login_check(db, a, account->login, &login, e) ||
	    !account_name_check(account->name, e))
		return false;
	if (!db_exec(db, SQL_ACCOUNT_ADD, e, account->id, account->organisation, login,
		     account->name, (int64_t)account->role, password_hash, clock_now()))
		return false;
	return db_changed(db) == 1 ? true : err_set(e, ERR_INPUT, "this login exists already");
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
		.is_disabled = rows_i64(rows, ACCOUNT_IS_DISABLED) != 0,
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
	int64_t kib, passes;
	unsigned char salt[crypto_pwhash_SALTBYTES], hash[HASH_BYTES];
};

static bool read_bytes(struct str text, unsigned char *to, size_t n)
{
	size_t got = 0;

	return text.n && sodium_base642bin(to, n, text.p, text.n, NULL, &got, NULL,
					   sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 && got == n;
}

/* "m=19456,t=8,p=1" */
static bool read_costs(struct str text, struct hashed *ret)
{
	struct str kib = str_split(text, ',', &text), passes = str_split(text, ',', &text);

	return str_starts(kib, STR("m=")) && str_starts(passes, STR("t=")) && str_is(text, "p=1") &&
	       str_i64(str_cut(kib, 2, kib.n), 1, UINT32_MAX, &ret->kib) &&
	       str_i64(str_cut(passes, 2, passes.n), 1, UINT32_MAX, &ret->passes);
}

static bool read_hash(struct str text, struct hashed *ret)
{
	struct str start = STR("$argon2id$v=19$"), costs, salt;

	if (!str_starts(text, start))
		return false;
	text = str_cut(text, start.n, text.n);
	costs = str_split(text, '$', &text);
	salt = str_split(text, '$', &text);
	return read_costs(costs, ret) && read_bytes(salt, ret->salt, sizeof(ret->salt)) &&
	       read_bytes(text, ret->hash, sizeof(ret->hash));
}

/* Not crypto_pwhash_str_verify: that says the same of a wrong password and of memory
 * that was not there.  Short memory is never taken for a wrong password. */
static enum verdict judge(const char *text, struct str password)
{
	struct hashed h;
	unsigned char got[HASH_BYTES];

	if (!read_hash(str_from(text), &h))
		return UNREADABLE;
	if (crypto_pwhash(got, sizeof(got), password.p ? password.p : "", password.n, h.salt,
			  (unsigned long long)h.passes, (size_t)h.kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return NOT_JUDGED;
	return sodium_memcmp(got, h.hash, sizeof(got)) == 0 ? RIGHT : WRONG;
}

/* Is anything known of the password? */
static bool judged(enum verdict verdict, struct err *e)
{
	if (verdict == NOT_JUDGED)
		return err_set(e, ERR_BUSY, "no memory to hash a password");
	return verdict != UNREADABLE || err_set(e, ERR_STORE, "the hash of a password is none");
}

bool account_check_own(struct db *db, struct arena *a, int64_t account, struct str password,
		       struct str *ret_old, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_ACCOUNT_PASSWORD, e, account);
	enum verdict verdict;

	must(sodium_init() >= 0);
	if (!rows_one(rows, "account", e))
		return false;
	*ret_old = rows_str(rows, ACCOUNT_PASSWORD_PASSWORD, a);
	verdict = password.n && password.n <= PASSWORD_BYTES_MAX ? judge(ret_old->p, password) : WRONG;
	return judged(verdict, e) &&
	       (verdict == RIGHT || err_set(e, ERR_INPUT, "not the password of the account"));
}

bool account_kept_login(struct db *db, struct arena *a, struct str typed, struct str *ret,
			struct err *e)
{
	struct str login, old;
	struct account found;
	bool is_known = false;
	const char *hash;

	if (!login_read(a, typed, &login, &old))
		return err_set(e, ERR_ABSENT, "no such login");
	if (!account_find(db, a, login, &is_known, &found, &hash, e) ||
	    (!is_known && !account_find(db, a, old, &is_known, &found, &hash, e)))
		return false;
	if (!is_known)
		return err_set(e, ERR_ABSENT, "no such login");
	*ret = found.login;
	return true;
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

	*ret = found;

	must(sodium_init() >= 0);
	if (login_read(a, typed, &login, &old) &&
	    (!account_find(db, a, login, &is_known, &found, &hash, e) ||
	     (!is_known && !account_find(db, a, old, &is_known, &found, &hash, e))))
		return false;
	if (password.n > PASSWORD_BYTES_MAX)
		password.n = 0;
	verdict = judge(hash, password);
	if (!judged(verdict, e))
		return false;
	is_known = is_known && !found.is_disabled;
	*ret = found;
	ret->password = str_from(hash);
	return (is_known && verdict == RIGHT) ||
	       err_set(e, ERR_INPUT, "login and password do not belong together");
}
