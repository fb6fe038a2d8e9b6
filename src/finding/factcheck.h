/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The fact check ("feitcheck"): people who were in a meeting read what was
 * written down of it and say what is right.  They have no account and give no
 * name.  A code of its own, in the form of a ticket code (60 bits), opens the
 * page until it expires; the meeting's join code does not.
 *
 * The code is kept as it is, so that a lead can show the link again: whoever
 * has the database has the findings anyway.  Reactions carry no time, stand in
 * random order and say nothing of who sent them.
 */
#ifndef PEIL_FINDING_FACTCHECK_H
#define PEIL_FINDING_FACTCHECK_H

#include "finding/finding.h"

enum {
	FACT_CHECK_DAYS = 14,
	FACT_CODE_CHARS = 12,
	FACT_REACTION_CHARS_MAX = 600,
	/* A link may be passed on, and whoever has it can go on and on: so much is taken, far
	 * above what the people of a meeting write.  For each item, so that one that is filled
	 * leaves room for the others. */
	FACT_REACTIONS_EACH_MAX = 300,	/* to one item: 100 people, three times */
	FACT_BYTES_EACH_MAX = 128 * 1024,	/* of their texts */
	FACT_REACTIONS_MAX = 5000,	/* of one meeting: 100 people, 50 items */
	FACT_BYTES_MAX = 1024 * 1024,
	FACT_ITEMS_MAX = 500,		/* shown of one meeting */
};

struct fact_check {
	int64_t meeting;
	struct round_key round;
	struct str code;
	int64_t starts, expires;	/* of the meeting; of the code */
	struct str title, organisation_name, round_name;
	unsigned languages;		/* of the round */
};

struct fact_check_list { LIST_OF(struct fact_check); };

/* Makes a new code that lives FACT_CHECK_DAYS; an earlier one stops. */
bool fact_check_start(struct db *db, int64_t meeting, struct str code, int64_t now,
		      struct err *e);
bool fact_check_stop(struct db *db, int64_t meeting, struct err *e);
/* meeting, code and expires of all meetings of the round. */
bool fact_check_list(struct db *db, struct arena *a, struct round_key round,
		     struct fact_check_list *ret, struct err *e);
/* The code as typed.  ERR_ABSENT: no such code; ERR_GONE: it has expired. */
bool fact_check_get(struct db *db, struct arena *a, struct str typed, int64_t now,
		    struct fact_check *ret, struct err *e);

struct fact_item {
	bool is_agreement;
	int64_t id, version;
	struct str subject;
	int layer;			/* of a finding */
	int level;			/* of an agreement; 0: none */
	struct str words, difference, for_whom;
};

struct fact_item_list { LIST_OF(struct fact_item); };

/* Findings that were heard in the meeting, then the newest words of each strand
 * that were spoken in it. */
bool fact_items(struct db *db, struct arena *a, int64_t meeting, struct fact_item_list *ret,
		struct err *e);

struct fact_reaction {
	int64_t finding, agreement;	/* one of both is 0 */
	int64_t version;		/* of the finding that was read */
	bool is_right;
	struct str body;		/* what should be written; may be empty */
};

struct fact_reaction_list { LIST_OF(struct fact_reaction); };

/* All or none.  ERR_INPUT: an item of another meeting, or too long a text;
 * ERR_GONE: expired meanwhile; ERR_LIMIT: no more fits, of *ret_full or of the whole when it
 * is NULL. */
bool fact_reaction_add(struct db *db, struct str code, const struct fact_reaction *reactions,
		    size_t count, int64_t now, const struct fact_reaction **ret_full, struct err *e);
/* Is there no room any more for a reaction of this meeting, whatever its item? */
bool fact_check_is_full(struct db *db, int64_t meeting, bool *ret, struct err *e);
bool fact_reaction_count_of(struct db *db, int64_t finding, int64_t *ret, struct err *e);
/* Of all meetings of the round, in random order. */
bool fact_reaction_list(struct db *db, struct arena *a, struct round_key round,
		     struct fact_reaction_list *ret, struct err *e);

#endif
