/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The shared picture of a subject in words: what people agreed in a meeting,
 * why, what still differs and for whom.  It stands beside the answers and
 * changes none of them.
 *
 * Words belong to a subject and to who spoke them.  What one conversation wrote,
 * and what became of it, is a strand; strands of a subject stand beside each
 * other (agreement_strand.h).  Every version stays, the newest of a strand is
 * what counts.
 *
 * The caller has fetched the meeting in the round.
 */
#ifndef PEIL_FINDING_AGREEMENT_H
#define PEIL_FINDING_AGREEMENT_H

#include "model/model.h"
#include "round/round_key.h"

enum {
	AGREEMENT_CHARS_MAX = 2000,	/* of each text: a page on paper */
	AGREEMENT_SUBJECT_BYTES_MAX = 64,
	AGREEMENT_LINE_CHARS_MAX = 300,	/* what is said for the whole: a line or two */
};

/* What a version is to the one before it in its strand. */
enum agreement_how {
	AGREEMENT_BESIDE,	/* the first: it stands beside other strands */
	AGREEMENT_GREW,		/* also of who spoke before: added to, or put better */
	AGREEMENT_REPLACED,	/* of this meeting alone */
};

struct agreement {
	int64_t id;			/* 0: agreement_add makes one */
	struct round_key round;
	int64_t meeting;		/* 0: written outside one */
	int64_t strand;			/* read only: the id of its first version */
	enum agreement_how how;		/* of a first version: always beside */
	int64_t account;		/* who wrote it down; 0: not known */
	struct str author;		/* read only: their name */
	struct str subject;		/* id in the model */
	int level;			/* 0: none named */
	struct str words;		/* the description; never empty */
	struct str reason;		/* the texts below may be empty */
	struct str difference;		/* what still differs */
	struct str for_whom;		/* and for whom */
	int64_t agreed;			/* ms UTC; 0: now */
};

struct agreement_list { LIST_OF(struct agreement); };

/* What its writer had seen, so that nobody writes over what they never read. */
struct agreement_base {
	int64_t after;			/* the version it follows; 0: it begins a strand */
	bool is_asked;			/* `newest` must still be so */
	int64_t newest;			/* of the subject, any strand; 0: there was none */
};

/* Adds a version.  It becomes the newest, also when the clock went back.
 * ERR_INPUT when a text is too long or the description is empty; ERR_GONE when
 * somebody has written since `base`; ERR_ABSENT when `after` is not there. */
bool agreement_add(struct db *db, const struct agreement *g, struct agreement_base base,
		   struct err *e);
/* Every version of every subject of the round, newest first. */
bool agreement_list(struct db *db, struct arena *a, struct round_key round,
		    struct agreement_list *ret, struct err *e);

/* --- one line for the whole, by who leads the round ----------------------------- */

struct agreement_line {
	int64_t id;			/* 0: agreement_line_add makes one */
	struct str subject;
	struct str words;		/* empty: taken away */
	int64_t account;		/* write only */
	struct str author;		/* read only */
	int64_t written;		/* ms UTC; 0: now */
};

struct agreement_line_list { LIST_OF(struct agreement_line); };

/* `newest` is the version that its writer had seen, 0: none; ERR_GONE when there
 * is a newer one. */
bool agreement_line_add(struct db *db, struct round_key round, const struct agreement_line *line,
			int64_t newest, struct err *e);
/* Every version of every subject, newest first. */
bool agreement_line_list(struct db *db, struct arena *a, struct round_key round,
			 struct agreement_line_list *ret, struct err *e);

#endif
