/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Conversation value: where to begin talking, from released histograms only.
 *
 *	spread    D of the item against D of equally used levels
 *	gap       largest W1 of a group against the others, full at 0.375 (K-1) levels
 *	ambition  how far the wish lies above now, full at (K-1)/2 levels
 *	dont_know share that does not know, full at 0.4
 *	value     25 * multiplier * sum of the parts, 0..100
 *
 * The multiplier lies between a half and one, by the share that calls the item
 * important (level 4 of 5 or higher).  A part that cannot be computed, or would
 * rest on fewer than k answers, counts as 0 and is marked as missing.
 *
 * Order: value, then the parts don't know, spread, gap, ambition, then the
 * order of the items; compared after rounding to 12 decimals, so that the same
 * fractions are the same however they were computed.
 *
 * Robustness: the share of all 286 weightings of the four parts (multiples of a
 * tenth that add up to one) in which the item is among the first five.
 */
#ifndef PEIL_METHOD_TALK_H
#define PEIL_METHOD_TALK_H

#include "base/arena.h"
#include "method/method.h"

enum { TALK_WEIGHTINGS = 286, TALK_TOP = 5 };

enum talk_part { TALK_DONT_KNOW, TALK_SPREAD, TALK_GAP, TALK_AMBITION, TALK_PARTS };

#define TALK_NO_GROUP ((size_t)-1)

/* What is known of one item.  With groups, `now` is their sum. */
struct talk_item {
	struct tally now, wish, importance;	/* wish and importance may be empty */
	const struct tally *group;		/* now, per released group */
	size_t groups;
	size_t dimension;
};

struct talk_value {
	bool is_eligible;			/* at least k answered or do not know */
	bool is_missing[TALK_PARTS];
	double part[TALK_PARTS];		/* 0..1 */
	double spread, gap, ambition_gap, dont_know_rate, importance_share;	/* NaN: none */
	size_t gap_group;			/* or TALK_NO_GROUP */
	int gap_direction;			/* 1: the group is higher on every cut; -1 lower; 0 both */
	double multiplier, value;
	size_t rank;				/* 1 is first; 0: not eligible */
	int weightings;				/* of TALK_WEIGHTINGS in the first TALK_TOP */
};

/* ret_value[i] belongs to item[i]; ret_order lists the items by rank, those that
 * are not eligible last. */
void talk_values(struct arena *a, const struct talk_item *item, size_t count, int64_t k,
		 struct talk_value *ret_value, size_t *ret_order);

/* The largest part; of equal ones the first.  False when all are 0. */
bool talk_main_reason(const struct talk_value *v, enum talk_part *ret);

/* --- what people agree on -------------------------------------------------------- */

#define TALK_GAP_SAID 0.5	/* levels between groups from which they are a reason to talk */

/*
 * People agree: k answers or more, D < .25, fewer than a quarter do not know,
 * and no group lies TALK_GAP_SAID or more from the others.
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
 * With what a conversation opens.  Of the items people agree on the one with the
 * highest middle, what works before what does not; when there is none, the item
 * with the smallest spread, unless even that is wide, a quarter do not know, or
 * a group lies apart.
 */
#define TALK_NO_ITEM ((size_t)-1)
struct talk_opener {
	size_t item;			/* or TALK_NO_ITEM */
	bool is_agreed;			/* else it is only the closest there is */
	bool works;			/* talk_works */
};
struct talk_opener talk_opener_of(const struct talk *t);

/*
 * Topics for a session: in order of rank, at most two of a dimension,
 * (minutes - 20) / 20 of them, and never the opener.  Returns how many.
 */
enum { TALK_OPENING_MINUTES = 20, TALK_TOPIC_MINUTES = 20, TALK_PER_DIMENSION = 2 };
size_t talk_agenda(const struct talk *t, int minutes, size_t *ret_topic,
		   struct talk_opener *ret_opener);

#endif
