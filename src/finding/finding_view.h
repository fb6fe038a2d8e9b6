/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the pages of findings, fact check and shared picture show, and what
 * they share (finding_view.c).
 */
#ifndef PEIL_FINDING_FINDING_VIEW_H
#define PEIL_FINDING_FINDING_VIEW_H

#include "finding/agreement.h"
#include "finding/factcheck.h"
#include "html/form.h"
#include "picture/closed_round.h"

struct call;

extern const struct page finding_page;	/* its place in the menu is that of its forms */

/* A closed round with what findings may point at. */
struct finding_round {
	struct closed_round closed;
	struct finding_meeting_list meetings;
	struct finding_note_list notes;	/* that may go into the report */
};

/* What people said of one finding or agreement. */
struct finding_said {
	int64_t right, wrong;
	int64_t earlier;		/* of an earlier text; not among the others */
	const struct str *texts;	/* what should be written instead */
	size_t text_count;
};

struct finding_row {
	const struct finding *f;
	struct str meeting;		/* title; empty: not of a meeting */
	struct url link;
	struct str note;		/* its beginning; empty: of no note */
	struct finding_said said;
};

struct finding_column {
	struct str name;
	int64_t layer;
	const struct finding_row *rows;
	size_t count;
};

/* One side of a contradiction: what a layer says. */
struct finding_side {
	struct str name;
	const struct finding_row *rows;	/* those that do not stand apart */
	size_t count;
	struct str answers;		/* from the counts, when nobody wrote it down */
};

struct finding_subject {
	const struct subject *subject;
	int64_t number;			/* from 1 */
	struct finding_column columns[LAYERS];
	int64_t count, against;		/* findings; those that contradict */
	struct finding_side sides[LAYERS];
	size_t side_count;		/* 0: nothing contradicts */
};

struct finding_list_view {
	const struct finding_round *fr;
	const struct finding_subject *subjects;
	size_t subject_count;
	int64_t count;			/* of all subjects */
	struct finding_note_list notes;	/* that no finding rests on yet */
};

enum finding_field {
	FINDING_FIELD_SUBJECT, FINDING_FIELD_LAYER, FINDING_FIELD_BODY, FINDING_FIELD_STANCE,
	FINDING_FIELD_MEETING, FINDING_FIELD_NOTE, FINDING_FIELD_SOURCE, FINDING_FIELD_LINK,
	FINDING_FIELD_FILE, FINDING_FIELD_DROP,
};

struct finding_form_view {
	const struct finding_round *fr;
	struct form *form;
	int64_t id;			/* 0: a new one */
	struct form_kept kept;		/* the file that is stored */
	bool is_prefilled;		/* the text comes from the counts */
};

struct finding_remove_view {
	const struct finding_round *fr;
	const struct finding *f;
	const struct form *form;
	int64_t replies;
};

/* --- the fact check ------------------------------------------------------------ */

struct fact_meeting {
	const struct finding_meeting *meeting;
	struct str day, code, until;	/* code empty: no link */
	struct url link;
	struct str link_text;
	bool is_over;
	int64_t items, replies;
	struct markup qr;
	bool is_full;			/* no more reactions are taken */
};

struct fact_list_view {
	const struct finding_round *fr;
	const struct fact_meeting *meetings;
	size_t count;
};

struct fact_stop_view {
	const struct finding_round *fr;
	const struct finding_meeting *meeting;
	bool is_stop;			/* else: a new link in the place of the old one */
};

enum { FACT_PART = 40 };		/* items of one page */

enum fact_field { FACT_FIELD_PART, FACT_FIELD_ITEM, FACT_FIELD_RIGHT, FACT_FIELD_TEXT };

struct fact_row {
	const struct fact_item *item;
	struct str subject, layer, level;
	int choice;			/* -1: none, 1: right, 0: not right */
	struct str text;		/* as typed */
};

struct fact_view {
	const struct fact_check *check;
	struct form *form;
	struct str day, until;
	const struct fact_row *rows;
	size_t count;
	int64_t part, parts;		/* from 1 */
	bool is_thanks;
};

/* --- shared ---------------------------------------------------------------------- */

/* The round in the path with everything above; ERR_ABSENT when it is not of
 * this organisation, ERR_TOO_EARLY before closing. */
bool finding_round_get(struct call *c, struct finding_round *ret, struct err *e);

/* Number from 1; 0 when the model has no such subject. */
int64_t finding_subject_number(const struct model *m, struct str id);
const char *finding_layer_name(enum lang lang, int layer);
/* NULL when there is no such meeting. */
const struct finding_meeting *finding_meeting_in(const struct finding_meeting_list *list,
						 int64_t id);
const struct finding_meeting *finding_meeting_of(const struct finding_round *fr, int64_t id);
/* NULL when there is none that may be shown. */
const struct finding_note *finding_note_of(const struct finding_round *fr, int64_t id);
/* The sessions of a round to choose from, and none. */
void finding_offer_meetings(struct form *f, size_t at, const struct finding_round *fr);
/* So many characters of a text at most, with … when there were more. */
struct str finding_clip(struct arena *a, struct str text, size_t characters);
/* "3 december 2026" */
struct str finding_day(struct view *v, int64_t moment);
/* `replies` NULL: without what was said of it. */
struct finding_row finding_row_of(struct view *v, const struct finding_round *fr,
				  const struct finding *f, const struct fact_reaction_list *replies);
struct finding_said finding_said_of(struct view *v, const struct fact_reaction_list *replies,
				    int64_t finding, int64_t agreement, int64_t version);

/* What the answers to a subject say, with counts; empty below k. */
struct str finding_answers(struct view *v, const struct finding_round *fr, size_t subject);
/* The strip of dots or cells of a subject, for everybody; empty below k and
 * for a sensitive subject. */
struct markup finding_strip(struct view *v, const struct finding_round *fr, size_t subject);

#endif
