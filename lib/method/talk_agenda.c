/* SPDX-License-Identifier: EUPL-1.2 */
/* What people agree on, with what a conversation opens, and the agenda. */
#include "method/talk.h"

#include <math.h>

#include "method/talk_order.h"

/* --- what people agree on ------------------------------------------------------ */

static bool is_known(const struct tally *t)
{
	return 4 * t->dont_know < tally_n(t) + t->dont_know;
}

bool talk_has_gap(const struct talk_value *v)
{
	return !isnan(v->own_gap) && talk_rounded(v->own_gap) >= talk_rounded(TALK_GAP_SAID);
}

/* Twice the middle as it is shown: between two levels lies midway. */
static int twice_middle(const struct tally *t)
{
	return median_low(t) + median_high(t);
}

static bool has_wish(const struct talk_item *item, int64_t k)
{
	return tally_n(&item->wish) >= k;
}

static bool is_below_wish(const struct talk_item *item, int64_t k)
{
	return has_wish(item, k) && twice_middle(&item->now) < twice_middle(&item->wish);
}

bool talk_is_agreed(const struct talk_item *item, const struct talk_value *v, int64_t k)
{
	return tally_n(&item->now) >= k && spread_word(&item->now) == SPREAD_CLOSE &&
	       is_known(&item->now) && !talk_has_gap(v);
}

bool talk_may_skip(const struct talk_item *item, const struct talk_value *v, int64_t k)
{
	return talk_is_agreed(item, v, k) && !is_below_wish(item, k);
}

bool talk_works(const struct talk_item *item, int64_t k)
{
	if (tally_n(&item->now) < k)
		return false;
	return (has_wish(item, k) && !is_below_wish(item, k)) ||
	       twice_middle(&item->now) >= item->now.levels + 1;
}

int talk_shared(const struct talk_item *item, const struct talk_value *v, int64_t k)
{
	const int level = v->shared.level;
	const bool is_high = 2 * level >= item->now.levels + 1 ||
			     (level > 0 && has_wish(item, k) && 2 * level >= twice_middle(&item->wish));

	if (!v->has_shared || !v->shared.is_known || !is_high || !is_known(&item->now) ||
	    !talk_works(item, k) || spread_word(&item->now) == SPREAD_FAR)
		return 0;
	return level;
}

/* Could be called the closest there is. */
static bool may_be_closest(const struct talk *t, size_t i)
{
	const struct tally *now = &t->item[i].now;

	return tally_n(now) >= t->k && spread_word(now) != SPREAD_FAR && is_known(now) &&
	       !talk_has_gap(&t->value[i]);
}

/* Whether item i, which may open, opens better than the one found so far. */
static bool opens_better(const struct talk *t, size_t i, const struct talk_opener *mine,
			 const struct talk_opener *best)
{
	const struct tally *now = &t->item[i].now, *other;

	if (best->item == TALK_NO_ITEM || mine->shared != best->shared)
		return best->item == TALK_NO_ITEM || mine->shared > best->shared;
	if (mine->shared)
		return talk_rounded(t->value[i].shared.mean_share) >
		       talk_rounded(t->value[best->item].shared.mean_share);
	if (mine->is_agreed != best->is_agreed)
		return mine->is_agreed;
	other = &t->item[best->item].now;
	if (!mine->is_agreed)
		return talk_rounded(spread_d(now)) < talk_rounded(spread_d(other));
	if (mine->works != best->works)
		return mine->works;
	return talk_rounded(interpolated_median(now)) > talk_rounded(interpolated_median(other));
}

struct talk_opener talk_opener_of(const struct talk *t)
{
	struct talk_opener best = { .item = TALK_NO_ITEM };

	for (size_t i = 0; i < t->count; i++) {
		const struct talk_opener mine = {
			.item = i, .shared = talk_shared(&t->item[i], &t->value[i], t->k),
			.is_agreed = talk_is_agreed(&t->item[i], &t->value[i], t->k),
			.works = talk_works(&t->item[i], t->k),
		};

		if ((mine.shared || may_be_closest(t, i)) && opens_better(t, i, &mine, &best))
			best = mine;
	}
	return best;
}

/* --- agenda -------------------------------------------------------------------- */

static size_t taken_of_dimension(const struct talk_item *item, const size_t *topic, size_t n,
				 size_t dimension)
{
	size_t same = 0;

	for (size_t i = 0; i < n; i++)
		same += item[topic[i]].dimension == dimension;
	return same;
}

size_t talk_agenda(const struct talk *t, int minutes, size_t *ret_topic,
		   struct talk_opener *ret_opener)
{
	const int room = (minutes - TALK_OPENING_MINUTES) / TALK_TOPIC_MINUTES;
	size_t n = 0;

	*ret_opener = talk_opener_of(t);
	for (size_t i = 0; i < t->count && (int64_t)n < room; i++) {
		const size_t at = t->order[i];

		if (at != ret_opener->item && t->value[at].is_eligible && t->value[at].value > 0 &&
		    taken_of_dimension(t->item, ret_topic, n, t->item[at].dimension) <
			    TALK_PER_DIMENSION)
			ret_topic[n++] = at;
	}
	return n;
}
