/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What this server made and knows again, without keeping it: the tokens of forms,
 * letters that a browser carries and cannot read, and a mark of browsers that signed
 * in here.  All of it by one key of the installation.
 */
#ifndef PEIL_SERVER_SEAL_H
#define PEIL_SERVER_SEAL_H

#include "base/arena.h"
#include "base/str.h"

enum { SEAL_KEY_BYTES = 32 };

struct seal {
	uint8_t key[SEAL_KEY_BYTES];
};

/* The token of a session's forms: `csrf`, whose it is, and proof that we made it. */
struct str seal_token(const struct seal *s, struct arena *a, struct str csrf, int64_t account);
/* Whose forms have this token, also when its session is long gone; 0: not ours. */
int64_t seal_token_account(const struct seal *s, struct str token);

/* Text that only we can read again, in letters that fit in a form. */
struct str seal_close(const struct seal *s, struct arena *a, struct str text);
/* p == NULL when it is not ours, or not whole. */
struct str seal_open(const struct seal *s, struct arena *a, struct str letter);

/* Says nothing of anybody: that whoever has it signed in here once. */
struct str seal_mark(const struct seal *s, struct arena *a);
bool seal_mark_is_ours(const struct seal *s, struct str mark);

#endif
