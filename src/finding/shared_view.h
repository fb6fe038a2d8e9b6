/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the shared picture show (shared_view.c). */
#ifndef PEIL_FINDING_SHARED_VIEW_H
#define PEIL_FINDING_SHARED_VIEW_H

#include "finding/strand_view.h"

struct line_version {
	const struct agreement_line *line;
	struct str day;
};

struct shared_subject {
	const struct subject *subject;
	int64_t number;			/* from 1 */
	struct markup strip;		/* may be empty */
	struct str answers;		/* sentence from the counts; empty: too few */
	struct agreement_strands all;
	struct strand_views strands;
	const struct line_version *lines;	/* for the whole, newest first */
	size_t line_count;
	struct str line;		/* the newest; empty: none */
	const struct finding_row *sources;
	size_t source_count;
};

struct shared_view {
	const struct finding_round *fr;
	const struct shared_subject *subjects;
	size_t subject_count;
	int64_t agreed;			/* subjects that have words */
};

enum shared_field {
	SHARED_FIELD_WORDS, SHARED_FIELD_LEVEL, SHARED_FIELD_REASON, SHARED_FIELD_DIFFERENCE,
	SHARED_FIELD_FOR_WHOM, SHARED_FIELD_MEETING, SHARED_FIELD_ACT, SHARED_FIELD_SEEN,
	SHARED_FIELD_EDITS,
};

enum line_field { LINE_FIELD_WORDS, LINE_FIELD_SEEN };

struct shared_form_view {
	const struct finding_round *fr;
	const struct shared_subject *subject;
	struct form *form;		/* of words; NULL: only the line is there */
	struct form *line;
	int64_t line_seen;		/* its version on this page; 0: none */
	bool is_line_news;		/* it was written while somebody typed */
	int64_t edits;			/* the version in the form; 0: new words */
	bool is_news;			/* of it: somebody wrote meanwhile */
	struct agreement_ask ask;
};

/* What the room knows of agreements, of all subjects. */
struct shared_lists {
	struct agreement_list agreements;
	struct agreement_line_list lines;
	struct finding_list findings;
	struct fact_reaction_list replies;
};

bool shared_lists_get(struct call *c, struct round_key round, struct shared_lists *ret,
		      struct err *e);
void shared_subject_make(struct view *v, const struct finding_round *fr,
			 const struct shared_lists *l, size_t at, struct shared_subject *ret);
/* The round and the subject of the path; ERR_ABSENT when there is no such. */
bool shared_begin(struct call *c, struct finding_round *fr, struct shared_subject *s,
		  struct err *e);
/* Back to the subject on the page of all. */
struct url shared_link(struct call *c, const struct finding_round *fr, int64_t number);
/* The form of the line, as it is stored; what a page shows beside its own form. */
void shared_line_start(struct call *c, struct shared_form_view *m);

#endif
