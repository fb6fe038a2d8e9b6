/* SPDX-License-Identifier: EUPL-1.2 */
/* What who keeps the server changes of an account. */
#include "account/account.h"
#include "account/sql.h"
#include "base/alike.h"

enum { CHANGE_ARENA = 1 << 24 };

/* A new password ends every sign-in that was made with the old one. */
bool account_set_password(struct db *db, struct str typed, struct str password_hash,
			  struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CHANGE_ARENA);
	struct str login;

	return account_kept_login(db, a, typed, &login, e) &&
	       db_exec(db, SQL_ACCOUNT_SET_PASSWORD, e, password_hash, login) &&
	       db_exec(db, SQL_SESSION_END_ALL, e, login);
}

bool account_set_name(struct db *db, struct str typed, struct str name, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CHANGE_ARENA);
	struct str login;

	return account_name_check(name, e) && account_kept_login(db, a, typed, &login, e) &&
	       db_exec(db, SQL_ACCOUNT_SET_NAME, e, name, login);
}

/* The login itself does not stand in the way of another way to write it. */
bool account_set_login(struct db *db, struct str typed, struct str fresh, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CHANGE_ARENA);
	static const struct str aside = { "\n", 1 };	/* no login */
	struct str login, checked;

	return account_kept_login(db, a, typed, &login, e) &&
	       db_exec(db, SQL_ACCOUNT_SET_LOGIN, e, aside, login) &&
	       account_login_check(db, a, fresh, &checked, e) &&
	       db_exec(db, SQL_ACCOUNT_SET_LOGIN, e, checked, aside);
}

bool account_set_disabled(struct db *db, struct str typed, bool is_disabled, int64_t *ret_others,
			  struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CHANGE_ARENA);
	struct str login;

	return account_kept_login(db, a, typed, &login, e) &&
	       db_number(db, SQL_ACCOUNT_OTHERS, ret_others, e, login) &&
	       db_exec(db, SQL_ACCOUNT_SET_DISABLED, e, (int64_t)is_disabled, login) &&
	       db_exec(db, SQL_SESSION_END_ALL, e, login);
}

bool account_remove(struct db *db, struct str typed, int64_t *ret_others, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CHANGE_ARENA);
	struct str login;

	return account_kept_login(db, a, typed, &login, e) &&
	       db_number(db, SQL_ACCOUNT_OTHERS, ret_others, e, login) &&
	       db_exec(db, SQL_SESSION_END_ALL, e, login) &&
	       db_exec(db, SQL_EDIT_FORGET, e, login) &&
	       db_exec(db, SQL_ACCOUNT_REMOVE, e, login);
}

bool account_unlock(struct db *db, struct str typed, struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(CHANGE_ARENA);
	struct str login;

	return account_kept_login(db, a, typed, &login, e) &&
	       db_exec(db, SQL_ACCOUNT_UNLOCK, e, login);
}

bool account_unlocks(struct db *db, struct str login, int64_t *ret, struct err *e)
{
	return db_number(db, SQL_ACCOUNT_UNLOCKS, ret, e, login);
}
