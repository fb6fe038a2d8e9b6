/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * People with an account, and their sign-ins.  Respondents have none.
 * Passwords are kept as Argon2id hashes, a sign-in as the hash of a random
 * cookie.  A role gives rights; the web server's guard holds them against what
 * a page needs.
 */
#ifndef PEIL_ACCOUNT_ACCOUNT_H
#define PEIL_ACCOUNT_ACCOUNT_H

#include "store/db.h"

enum role { ROLE_NONE, ROLE_LEAD, ROLE_COUNT };

/* Rights, a bit each. */
enum {
	MAY_LEAD = 1 << 0,	/* make, run and close rounds of the organisation, and all after it */
};

unsigned role_may(enum role role);

struct account {
	int64_t id, organisation;
	struct str name, login, organisation_name;
	enum role role;
	bool is_disabled;		/* cannot sign in */
	struct str csrf;	/* hex; set by account_of_session, with: */
	int64_t used;		/* when the session was last said to be */
	struct str password;	/* its hash; set by account_check */
};

struct account_list { LIST_OF(struct account); };

enum {
	SESSION_HOURS = 12,
	SESSION_USED_MS = 60 * 60 * 1000,
	/* What an account may have; the form to sign in takes the same. */
	PASSWORD_MIN = 12,		/* characters */
	PASSWORD_BYTES_MAX = 1000,	/* far above any pass phrase */
	LOGIN_BYTES_MAX = 254,		/* the length of a mail address */
	ACCOUNT_HASH_KIB = 19456,	/* memory that one hash takes while it is made */
};

/* Hashing takes 50-100 ms by design: call it on a worker, not in the writer. */
/* ERR_BUSY: no memory for it now. */
bool account_hash_password(struct arena *a, struct str password, struct str *ret, struct err *e);

bool organisation_add(struct db *db, int64_t id, struct str name, struct err *e);
/* ERR_INPUT: a login that exists already or a malformed one. */
bool account_add(struct db *db, const struct account *account, struct str password_hash, struct err *e);
bool account_set_password(struct db *db, struct str login, struct str password_hash, struct err *e);
bool account_list(struct db *db, struct arena *a, struct account_list *ret, struct err *e);

/* Beside what exists, each in the caller's transaction; ERR_ABSENT: no such login.
 * Who may not sign in any more is signed out at once.  A new login is held against the
 * rule of account_add.  *ret_others: who else can sign in for the organisation. */
bool account_set_name(struct db *db, struct str login, struct str name, struct err *e);
bool account_set_login(struct db *db, struct str login, struct str fresh, struct err *e);
bool account_set_disabled(struct db *db, struct str login, bool is_disabled, int64_t *ret_others,
			  struct err *e);
bool account_remove(struct db *db, struct str login, int64_t *ret_others, struct err *e);
/* Lifts what was counted against a login; `login` as account_login gives it. */
bool account_unlock(struct db *db, struct str login, struct err *e);
bool account_unlocks(struct db *db, struct str login, int64_t *ret, struct err *e);

/* account_change.c's: a login as it is kept in this database; ERR_ABSENT. */
bool account_kept_login(struct db *db, struct arena *a, struct str typed, struct str *ret,
			struct err *e);
/* The rules of logins and names, with their words. */
bool account_login_check(struct db *db, struct arena *a, struct str typed, struct str *ret,
			 struct err *e);
bool account_name_check(struct str name, struct err *e);
bool organisation_name_check(struct str name, struct err *e);

/* A login in the form in which it is kept; of what cannot be one what was typed. */
struct str account_login(struct arena *a, struct str typed);

/* Checks login and password in constant time whether or not the login exists.
 * ERR_BUSY when no memory was there to find out: then nothing is known of the password.
 * ERR_INPUT when they do not belong together; *ret is then the account of the login, or
 * has id 0. */
bool account_check(struct db *db, struct arena *a, struct str login, struct str password,
		   struct account *ret, struct err *e);

/* Makes a session; *cookie is 43 characters to send, only its hash is kept. */
struct session_new {
	int64_t account;
	struct str password;		/* the hash that it was made with */
	uint8_t hash[32], csrf[16];
	char cookie[44];
};
void session_make(struct session_new *s, const struct account *of);
/* ERR_INPUT when the account has another password by now, or is gone. */
bool session_add(struct db *db, const struct session_new *s, struct err *e);
bool session_end(struct db *db, struct str cookie, struct err *e);

/* The sign-ins of one account, the newest first. */
struct session {
	int64_t id, started, used;
	bool is_this;			/* that of `cookie` */
};
struct session_list { LIST_OF(struct session); };
bool session_list(struct db *db, struct arena *a, int64_t account, struct str cookie,
		  struct session_list *ret, struct err *e);
/* One of this account, or all of them. */
bool session_end_one(struct db *db, int64_t account, int64_t id, struct err *e);
bool session_end_of(struct db *db, int64_t account, struct err *e);
/* Said once an hour, not at every page: SESSION_USED_MS. */
bool session_used(struct db *db, struct str cookie, int64_t now, struct err *e);

/* Of who is signed in: ERR_INPUT when the old one is not right.  *ret_old is its hash. */
bool account_check_own(struct db *db, struct arena *a, int64_t account, struct str password,
		       struct str *ret_old, struct err *e);
/* From the hash `old`; every sign-in ends but that of `cookie`.  ERR_CHANGED: it is
 * another one by now. */
bool account_change_password(struct db *db, int64_t account, struct str old, struct str hash,
			     struct str cookie, struct err *e);

bool account_of_session(struct db *db, struct arena *a, struct str cookie,
			struct account *ret, struct err *e);	/* ERR_ABSENT */

#endif
