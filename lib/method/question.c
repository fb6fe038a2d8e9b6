/* SPDX-License-Identifier: EUPL-1.2 */
/* The question that opens the conversation about an item. */
#include "method/question.h"

/* The level with the most answers from `from` up to `to`, the lowest of equals. */
static int tallest_level(const struct tally *t, int from, int to)
{
	int best = from;

	for (int level = from; level <= to; level++)
		if (t->c[level - 1] > t->c[best - 1])
			best = level;
	return best;
}

static struct level_range middle(const struct tally *t)
{
	return (struct level_range){ median_low(t), median_high(t) };
}

static struct question ask_spread(const struct tally *t)
{
	const struct level_range quartiles = { quartile_1(t), quartile_3(t) };
	const int between = two_groups(t);

	if (between)
		return (struct question){ .kind = two_groups_word(t) == TWO_GROUPS_GROUPS ?
			QUESTION_TWO_GROUPS : QUESTION_TWO_PLACES, .now = {
			tallest_level(t, 1, between - 1), tallest_level(t, between + 1, t->levels),
		} };
	return (struct question){
		.kind = quartiles.low == quartiles.high ? QUESTION_OUTLIERS : QUESTION_SPREAD,
		.now = quartiles,
	};
}

/* A difference between pairs that one decimal does not show is none to ask about. */
static struct question ask_gap(const struct talk_item *item, const struct talk_value *v)
{
	if (v->is_own_gap)
		return (struct question){ .kind = QUESTION_GAP, .gap = v->own_gap_w1,
					  .direction = v->own_gap_direction };
	if (v->between.between_pair - v->between.within_pair < 0.1)
		return ask_spread(&item->now);
	return (struct question){ .kind = QUESTION_GROUPS, .within = v->between.within_pair,
				  .between = v->between.between_pair };
}

/* A count of one or two is never named.  Where fewer than k chose a level it is
 * not said how many did, so neither how many answered. */
static struct question ask_dont_know(const struct tally *t, int64_t k)
{
	const bool is_alone = tally_n(t) < k;

	if (t->dont_know < TALLY_NAMED_MIN || (is_alone && t->dont_know < k))
		return (struct question){ .kind = QUESTION_DONT_KNOW_FEW };
	if (is_alone)
		return (struct question){ .kind = QUESTION_DONT_KNOW_ALONE,
					  .dont_know = t->dont_know };
	return (struct question){ .kind = QUESTION_DONT_KNOW, .dont_know = t->dont_know,
				  .people = tally_n(t) + t->dont_know };
}

struct question question_of(const struct talk_item *item, const struct talk_value *v, int64_t k)
{
	enum talk_part part;

	if (!talk_main_reason(v, &part))
		return (struct question){ .kind = !talk_is_agreed(item, v, k) ? QUESTION_NONE
				: talk_works(item, k) ? QUESTION_STRENGTH : QUESTION_AGREED };
	switch (part) {
	case TALK_SPREAD:
		return ask_spread(&item->now);
	case TALK_GAP:
		return ask_gap(item, v);
	case TALK_AMBITION:
		return (struct question){ .kind = QUESTION_AMBITION, .now = middle(&item->now),
					  .wish = middle(&item->wish) };
	case TALK_DONT_KNOW:
	case TALK_PARTS:
		break;
	}
	return ask_dont_know(&item->now, k);
}
