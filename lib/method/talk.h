/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Conversation value: where to begin talking, from released histograms only.
 *
 *	spread    D of the item against D of equally used levels
 *	gap       how much further apart two people of different groups lie than two of
 *	          one group (m_b - m_w, method/between.h), full at 0.125 (K-1) levels;
 *	          or, when that is more and the item is told from chance, the largest W1
 *	          of a group against the others beyond what lot gives, full at
 *	          0.375 (K-1) levels
 *	ambition  how far the wish lies above now, full at (K-1)/2 levels
 *	dont_know share that does not know, full at 0.4
 *	value     25 * multiplier * sum of the parts, 0..100
 *
 * Of two groups of a size that answer like bells the pairs too are full at
 * 0.375 (K-1) levels.
 *
 * The multiplier lies between a half and one, by the share that calls the item
 * important (level 4 of 5 or higher).  A part that cannot be computed, or would
 * rest on fewer than k answers, counts as 0 and is marked as missing.
 *
 * Told from chance: one test an item, of all its groups together, and one of the
 * leaders where they are compared apart; Benjamini-Hochberg over all items given.
 *
 * Order: value, then the parts don't know, spread, gap, ambition, then the
 * order of the items; compared after rounding to 12 decimals, so that the same
 * fractions are the same however they were computed.
 *
 * Robustness: the share of all 286 weightings of the four parts (multiples of a
 * tenth that add up to one) in which the item is among the first three, of which
 * at most two of a dimension, as they are shown; beside it the share it would have
 * if the order were drawn by lot (the acceptability of Lahdelma and Salminen 2001,
 * Operations Research 49, is read against that).
 */
#ifndef PEIL_METHOD_TALK_H
#define PEIL_METHOD_TALK_H

#include "base/arena.h"
#include "method/between.h"
#include "method/method.h"
#include "method/shared.h"

enum { TALK_WEIGHTINGS = 286, TALK_TOP = 5, TALK_FIRST = 3, TALK_PER_DIMENSION = 2 };

enum talk_part { TALK_DONT_KNOW, TALK_SPREAD, TALK_GAP, TALK_AMBITION, TALK_PARTS };

#define TALK_NO_GROUP ((size_t)-1)

/* What is known of one item.  With groups, `now` is their sum and what is counted
 * in none of them. */
struct talk_item {
	struct tally now, wish, importance;	/* wish and importance may be empty */
	const struct tally *group;		/* now, per released group */
	size_t groups;
	/* Compared apart; NULL when there are no leaders, or when they are one of the
	 * groups and so are tested with them. */
	const struct tally *leaders, *others;
	size_t dimension;
};

struct talk_value {
	bool is_eligible;			/* at least k answered or do not know */
	bool is_missing[TALK_PARTS];
	double part[TALK_PARTS];		/* 0..1 */
	double spread, gap, ambition_gap, dont_know_rate, importance_share;	/* NaN: none */
	/* The group with the largest W1 against the others, as it is; and with the
	 * largest beyond noise, and its W1. */
	size_t gap_group, own_gap_group;	/* or TALK_NO_GROUP */
	int gap_direction, own_gap_direction;	/* 1: the group is higher on every cut; -1 lower; 0 both */
	double own_gap, own_gap_w1;		/* NaN: none */
	bool is_own_gap;			/* own_gap makes the part; else the pairs */
	double gap_levels;			/* what made it, in levels; NaN: none */
	bool has_between, has_shared;		/* else the fields below are 0 */
	struct between between;			/* of the groups; of one alone, against the others */
	struct shared shared;
	struct between_test test, leaders;	/* p is NaN when not tested */
	double multiplier, value;
	size_t rank;				/* 1 is first; 0: not eligible */
	int weightings;				/* of TALK_WEIGHTINGS in the first TALK_TOP */
	int first_weightings;			/* in the first TALK_FIRST, two of a dimension */
	double first_by_lot;			/* that share by lot; NaN: not eligible */
};

/* ret_value[i] belongs to item[i]; ret_order lists the items by rank, those that
 * are not eligible last. */
void talk_values(struct arena *a, const struct talk_item *item, size_t count, int64_t k,
		 struct talk_value *ret_value, size_t *ret_order);

/* The largest part; of equal ones the first.  False when all are 0. */
bool talk_main_reason(const struct talk_value *v, enum talk_part *ret);

/* --- what people agree on -------------------------------------------------------- */

#define TALK_GAP_SAID 0.5	/* levels between groups from which they are a reason to talk */

/* A group lies TALK_GAP_SAID or more from the others, beyond what lot gives. */
bool talk_has_gap(const struct talk_value *v);

/*
 * People agree: k answers or more, D < .25, fewer than a quarter do not know, and
 * no group lies apart (talk_has_gap), told from chance or not.
 */
bool talk_is_agreed(const struct talk_item *item, const struct talk_value *v, int64_t k);

/* Need not be talked about: people agree, and the middle is not below the wish,
 * where there is one.  The middle lies midway the two medians, as it is shown. */
bool talk_may_skip(const struct talk_item *item, const struct talk_value *v, int64_t k);

/* May be called what works: the middle is at the wish or above it, or at the
 * middle level of the scale or above it. */
bool talk_works(const struct talk_item *item, int64_t k);

struct talk {				/* items with what talk_values says of them */
	const struct talk_item *item;
	const struct talk_value *value;
	const size_t *order;
	size_t count;
	int64_t k;
};

/*
 * What all groups share and may be called what works: more than half of every
 * group on a level or higher (method/shared.h) that is the middle of the scale or
 * more, or the middle of the wish; in no group do many not know, it works
 * (talk_works), and the answers of all do not lie far apart.  The level; 0: none.
 */
int talk_shared(const struct talk_item *item, const struct talk_value *v, int64_t k);

/*
 * With what a conversation opens: of the items that all groups share the one on
 * the highest level, of these the one with the largest mean share.  When there is
 * none, of the items people agree on the one with the highest middle, what works
 * before what does not; when there is none either, the item with the smallest
 * spread, unless even that is wide, a quarter do not know, or a group lies apart.
 */
#define TALK_NO_ITEM ((size_t)-1)
struct talk_opener {
	size_t item;			/* or TALK_NO_ITEM */
	int shared;			/* the level that all groups share; 0: none */
	bool is_agreed;			/* people agree; neither: it is only the closest there is */
	bool works;			/* talk_works */
};
struct talk_opener talk_opener_of(const struct talk *t);

/*
 * Topics for a session: in order of rank, at most two of a dimension,
 * (minutes - 20) / 20 of them, and never the opener.  Returns how many.
 */
enum { TALK_OPENING_MINUTES = 20, TALK_TOPIC_MINUTES = 20 };
size_t talk_agenda(const struct talk *t, int minutes, size_t *ret_topic,
		   struct talk_opener *ret_opener);

#endif
