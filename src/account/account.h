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
	struct str csrf;	/* hex; set by account_of_session */
};

struct account_list { LIST_OF(struct account); };

enum {
	SESSION_HOURS = 12, PASSWORD_MIN = 12,
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

/* A login in the form in which it is kept; of what cannot be one what was typed. */
struct str account_login(struct arena *a, struct str typed);

/* Checks login and password in constant time whether or not the login exists.
 * ERR_INPUT when they do not belong together; ERR_BUSY when no memory was there to find
 * out: then nothing is known of the password. */
bool account_check(struct db *db, struct arena *a, struct str login, struct str password,
		   struct account *ret, struct err *e);

/* Makes a session; *cookie is 43 characters to send, only its hash is kept. */
struct session_new {
	int64_t account;
	uint8_t hash[32], csrf[16];
	char cookie[44];
};
void session_make(struct session_new *s, int64_t account);
bool session_add(struct db *db, const struct session_new *s, struct err *e);
bool session_end(struct db *db, struct str cookie, struct err *e);
bool account_of_session(struct db *db, struct arena *a, struct str cookie,
			struct account *ret, struct err *e);	/* ERR_ABSENT */

#endif
