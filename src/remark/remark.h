/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading remarks before anybody else sees them (method rule R6).  A person
 * decides of each: shown, hidden, or rewritten without names.  The original of
 * a remark is in remark_list only, which is for that person's page; everything
 * else uses remark_shown_list, where the store has left it out already.
 *
 * Both lists come in the order of random ids: it says nothing of who or when.
 */
#ifndef PEIL_REMARK_REMARK_H
#define PEIL_REMARK_REMARK_H

#include "closing/remark_keep.h"

enum { REMARK_CHARS_MAX = 600 };

struct remark {
	int64_t id, unit;
	struct str subject;		/* id in the model, or of a closing question */
	struct str body;		/* as it was written */
	struct str rewritten;		/* empty: not rewritten */
	enum remark_state state;
};

struct shown_remark {
	int64_t id, unit;
	struct str subject, text;
};

struct remark_list { LIST_OF(struct remark); };
struct shown_remark_list { LIST_OF(struct shown_remark); };

bool remark_list(struct db *db, struct arena *a, struct round_key round, struct remark_list *ret,
		 struct err *e);
bool remark_shown_list(struct db *db, struct arena *a, struct round_key round,
		       struct shown_remark_list *ret, struct err *e);
bool remark_count(struct db *db, struct round_key round, int64_t *ret_all, int64_t *ret_to_read,
		  struct err *e);

struct remark_decision {
	struct round_key round;
	int64_t remark;
	enum remark_state state;	/* shown or hidden */
	struct str rewritten;		/* shown in other words; empty: as it was written */
};

/* The decision may be changed as often as needed.  Hiding and showing as it was
 * written throw a rewriting away.  ERR_ABSENT when the remark is not of this
 * round and organisation, ERR_INPUT when the rewriting is too long or the
 * decision none. */
bool remark_decide(struct db *db, const struct remark_decision *d, struct err *e);

/* --- hints (remark_hints.c): pure ------------------------------------------- */

/*
 * Words that may say who somebody is, for the reader to look at.  They are
 * found by rules of thumb: they miss names and point at words that are none.
 * Nothing is ever changed by them.
 */
enum hint_kind { HINT_NAME, HINT_PHONE, HINT_MAIL, HINT_FUNCTION, HINT_KINDS };

enum { HINTS_MAX = 12 };

struct hint {
	enum hint_kind kind;
	struct str words;		/* lies in the text */
};

/* In the order of the text, the same words once; how many. */
size_t remark_hints(struct str text, struct hint ret[HINTS_MAX]);

#endif
