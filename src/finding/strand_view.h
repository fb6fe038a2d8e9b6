/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words of a subject as pages show them: each strand with who was there, and
 * the question what happens to what stands there when somebody writes.
 */
#ifndef PEIL_FINDING_STRAND_VIEW_H
#define PEIL_FINDING_STRAND_VIEW_H

#include "finding/agreement_strand.h"
#include "finding/finding_view.h"

struct agreement_version {
	const struct agreement *g;
	struct str day, level, meeting;
};

struct strand_view {
	const struct agreement_version *versions;	/* newest first */
	size_t version_count;
	const struct finding_meeting **meetings;	/* where it was spoken */
	size_t meeting_count;
	struct finding_said said;			/* of the newest version */
};

struct strand_views { LIST_OF(struct strand_view); };

/* What strands need to be shown; `replies` NULL: without what was said of them. */
struct strand_source {
	const struct model *model;
	const struct finding_meeting_list *meetings;
	const struct fact_reaction_list *replies;
};

void strand_views_make(struct view *v, const struct strand_source *from,
		       const struct agreement_strands *all, struct strand_views *ret);

/* Fields of every form that writes words, besides the words. */
#define AGREEMENT_NAME_ACT "wat"	/* as agreement_choice_parse reads it */
#define AGREEMENT_NAME_SEEN "gezien"	/* the newest version on its page */
#define AGREEMENT_NAME_EDITS "bij"	/* the version that stood in it */
#define AGREEMENT_FIELD_ACT { AGREEMENT_NAME_ACT, FIELD_LINE, 1, 30 }
#define AGREEMENT_FIELD_ID(name) { name, FIELD_INT, 0, INT64_MAX }

struct agreement_ask {
	struct strand_views strands;	/* none: there is nothing to ask */
	int64_t seen;
	struct agreement_choice choice;
	bool is_news;			/* it was written while somebody typed */
};

#endif
