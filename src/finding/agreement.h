/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The shared picture of a subject in words: what people agreed in a meeting,
 * why, what still differs and for whom.  It stands beside the answers and
 * changes none of them.  Every version stays; the newest is what counts.
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
};

struct agreement {
	int64_t id;			/* 0: agreement_add makes one */
	struct round_key round;
	int64_t meeting;		/* 0: written outside one */
	struct str subject;		/* id in the model */
	int level;			/* 0: none named */
	struct str words;		/* the description; never empty */
	struct str reason;		/* the texts below may be empty */
	struct str difference;		/* what still differs */
	struct str for_whom;		/* and for whom */
	int64_t agreed;			/* ms UTC; 0: now */
};

struct agreement_list { LIST_OF(struct agreement); };

/* Adds a version.  It becomes the newest, also when the clock went back.
 * ERR_INPUT when a text is too long or the description is empty. */
bool agreement_add(struct db *db, const struct agreement *g, struct err *e);
/* The newest of a subject; ERR_ABSENT when there is none. */
bool agreement_latest(struct db *db, struct arena *a, struct round_key round, struct str subject,
		      struct agreement *ret, struct err *e);
/* Every version of every subject of the round, newest first. */
bool agreement_list(struct db *db, struct arena *a, struct round_key round,
		    struct agreement_list *ret, struct err *e);

#endif
