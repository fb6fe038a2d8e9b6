/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Strands of a subject: the words of each conversation beside each other, with
 * who was there, and what becomes of them when somebody writes.  Pure.
 */
#ifndef PEIL_FINDING_AGREEMENT_STRAND_H
#define PEIL_FINDING_AGREEMENT_STRAND_H

#include "finding/agreement.h"

struct agreement_strand {
	const struct agreement **version;	/* newest first */
	size_t count;				/* one at least */
	/* Where its newest words were spoken, in the order of time; none: outside
	 * a session. */
	const int64_t *meeting;
	size_t meeting_count;
};

struct agreement_strands {
	const struct agreement_strand *at;	/* in the order in which they began */
	size_t count;
	int64_t newest;				/* version of any of them; 0: none */
};

struct agreement_strands agreement_strands_of(struct arena *a, const struct agreement_list *list,
					      struct str subject);
bool agreement_is_of(const struct agreement_strand *s, int64_t meeting);
/* The last that was spoken in this meeting, or NULL. */
const struct agreement_strand *agreement_strand_of(const struct agreement_strands *all,
						   int64_t meeting);

/* --- what is done with what stands there ------------------------------------------ */

enum agreement_act {
	ACT_NONE,		/* nobody chose */
	ACT_BESIDE,
	ACT_GROW,		/* add to the words of `version` */
	ACT_REPLACE,
};

struct agreement_choice {
	enum agreement_act act;
	int64_t version;	/* the newest of a strand when it was chosen */
};

/* "naast", "aan-12", "weg-12"; anything else is nothing chosen. */
struct agreement_choice agreement_choice_parse(struct str text);

/* What a form says of what its writer saw and wants. */
struct agreement_intent {
	int64_t edits;		/* the version that stood in the form; 0: it was empty */
	struct agreement_choice choice;
	int64_t seen;		/* newest of the subject on that page; 0: none */
};

enum agreement_verdict {
	VERDICT_WRITE,
	VERDICT_SAME,		/* stands there already: the form was sent twice */
	VERDICT_ASK,		/* show what stands there, and ask */
	VERDICT_TOO_LONG,	/* together the words do not fit */
};

/* Whether g can be written.  If so it is what to write and *ret_base what it
 * rests on; else g is as it was typed. */
enum agreement_verdict agreement_settle(struct arena *a, const struct agreement_strands *all,
					const struct agreement_intent *intent,
					struct agreement *g, struct agreement_base *ret_base);

#endif
