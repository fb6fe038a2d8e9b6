/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which question opens the conversation about an item, by its largest part.
 * The rule only; picture/question_words.h has the words.
 */
#ifndef PEIL_METHOD_QUESTION_H
#define PEIL_METHOD_QUESTION_H

#include "method/talk.h"

enum question_kind {
	QUESTION_NONE,			/* there is nothing to ask */
	QUESTION_STRENGTH,		/* no reason to talk: what goes well */
	QUESTION_AGREED,		/* no reason to talk, and too low to be called that */
	QUESTION_TWO_GROUPS,		/* answers around two levels */
	QUESTION_TWO_PLACES,		/* the same of too few answers to be called groups */
	QUESTION_SPREAD,		/* answers from one level to another */
	QUESTION_OUTLIERS,		/* most on one level, a few elsewhere */
	QUESTION_GAP,			/* a group lies apart */
	QUESTION_GROUPS,		/* people of different groups lie further apart */
	QUESTION_AMBITION,		/* the wish lies higher */
	QUESTION_DONT_KNOW,		/* many do not know */
	QUESTION_DONT_KNOW_ALONE,	/* k or more do not, and fewer than k chose a level */
	QUESTION_DONT_KNOW_FEW,		/* one or two do not: a count that is never named */
	QUESTION_KINDS,
};

struct level_range {
	int low, high;			/* 1..levels; the same: one level */
};

/* What belongs to the kind; the rest is 0. */
struct question {
	enum question_kind kind;
	/* TWO_GROUPS, TWO_PLACES: the tallest level of each; SPREAD, OUTLIERS: the quartiles;
	 * AMBITION: the middle. */
	struct level_range now;
	struct level_range wish;	/* AMBITION: its middle */
	double gap;			/* GAP: in levels */
	double within, between;		/* GROUPS: mean distance of a pair, in levels */
	int direction;			/* GAP: 1 the group is higher, -1 lower, 0 both */
	int64_t dont_know, people;	/* DONT_KNOW: so many of so many; ALONE: so many */
};

struct question question_of(const struct talk_item *item, const struct talk_value *v, int64_t k);

#endif
