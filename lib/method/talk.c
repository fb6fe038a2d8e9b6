/* SPDX-License-Identifier: EUPL-1.2 */
/* Conversation value, its order and robustness, and the agenda. */
#include "method/talk.h"

#include <math.h>
#include <stdlib.h>

/* D of equally used levels: (K+1)/(2K) for odd K, K/(2(K-1)) for even K. */
static double uniform_spread(int levels)
{
	if (levels % 2)
		return (levels + 1) / (2.0 * levels);
	return levels / (2.0 * (levels - 1));
}

static double capped(double value, double full)
{
	if (value <= 0)
		return 0;
	return value >= full ? 1 : value / full;
}

static struct tally others(const struct tally *all, const struct tally *group)
{
	struct tally rest = *all;

	for (int i = 0; i < all->levels; i++)
		rest.c[i] -= group->c[i];
	return rest;
}

static void find_gap(const struct talk_item *item, int64_t k, struct talk_value *v)
{
	v->gap = (double)NAN;
	v->gap_group = TALK_NO_GROUP;
	for (size_t i = 0; i < item->groups; i++) {
		const struct tally rest = others(&item->now, &item->group[i]);
		struct gap g;

		if (tally_n(&item->group[i]) < k || tally_n(&rest) < k ||
		    !gap_of(&item->group[i], &rest, &g))
			continue;
		if (v->gap_group != TALK_NO_GROUP && g.w1 <= v->gap)
			continue;
		v->gap = g.w1;
		v->gap_group = i;
		v->gap_direction = gap_direction(&item->group[i], &rest);
	}
}

/* Rates importance on level 4 or higher of five; of K levels on the upper 2/5. */
static double importance_share(const struct tally *t)
{
	const int64_t n = tally_n(t);
	int64_t high = 0;

	for (int i = 0; i < t->levels; i++)
		if (5 * (i + 1) > 3 * t->levels)
			high += t->c[i];
	return (double)high / (double)n;
}

static void set_part(struct talk_value *v, enum talk_part part, double value, double full)
{
	v->is_missing[part] = isnan(value);
	v->part[part] = isnan(value) ? 0 : capped(value, full);
}

static void value_of(const struct talk_item *item, int64_t k, struct talk_value *v)
{
	const int levels = item->now.levels;
	const bool has_now = tally_n(&item->now) >= k, has_wish = tally_n(&item->wish) >= k;
	const bool has_importance = tally_n(&item->importance) >= k;
	double sum = 0;

	*v = (struct talk_value){ .is_eligible = tally_n(&item->now) + item->now.dont_know >= k };
	v->spread = v->is_eligible && has_now ? spread_d(&item->now) : (double)NAN;
	v->ambition_gap = v->is_eligible && has_now && has_wish ?
		interpolated_median(&item->wish) - interpolated_median(&item->now) : (double)NAN;
	v->dont_know_rate = v->is_eligible ? dont_know_rate(&item->now) : (double)NAN;
	v->importance_share = has_importance ? importance_share(&item->importance) : (double)NAN;
	find_gap(item, k, v);
	set_part(v, TALK_SPREAD, v->spread, uniform_spread(levels));
	set_part(v, TALK_GAP, v->gap, 0.375 * (levels - 1));
	set_part(v, TALK_AMBITION, v->ambition_gap, (levels - 1) / 2.0);
	set_part(v, TALK_DONT_KNOW, v->dont_know_rate, 0.4);
	v->multiplier = has_importance ? (1 + v->importance_share) / 2 : 1;
	for (int i = 0; i < TALK_PARTS; i++)
		sum += v->part[i];
	v->value = 25 * v->multiplier * sum;
}

/* --- order --------------------------------------------------------------------- */

struct sort_key {
	bool is_eligible;
	int64_t value, part[TALK_PARTS];
	size_t place;
};

static int64_t rounded(double value)
{
	return llround(value * 1e12);
}

/* Before (-1) or after (1): never equal, because places differ. */
static int compare_keys(const void *x, const void *y)
{
	const struct sort_key *a = x, *b = y;

	if (a->is_eligible != b->is_eligible)
		return a->is_eligible ? -1 : 1;
	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	for (int i = 0; i < TALK_PARTS; i++)
		if (a->part[i] != b->part[i])
			return a->part[i] > b->part[i] ? -1 : 1;
	return a->place < b->place ? -1 : 1;
}

static struct sort_key *keys_of(struct arena *a, const struct talk_value *value, size_t count)
{
	struct sort_key *key = ARENA_ARRAY(a, struct sort_key, count + 1);

	for (size_t i = 0; i < count; i++) {
		key[i] = (struct sort_key){
			.is_eligible = value[i].is_eligible, .value = rounded(value[i].value),
			.place = i,
		};
		for (int p = 0; p < TALK_PARTS; p++)
			key[i].part[p] = rounded(value[i].part[p]);
	}
	return key;
}

/* Counts one weighting for the first TALK_TOP items, kept sorted by insertion. */
static void count_weighting(const struct sort_key *key, size_t count, const int *weight,
			    struct talk_value *value)
{
	struct sort_key top[TALK_TOP + 1];
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		struct sort_key mine = key[i];
		double sum = 0;
		size_t at = n;

		if (!mine.is_eligible)
			continue;
		for (int p = 0; p < TALK_PARTS; p++)
			sum += weight[p] * value[i].part[p];
		mine.value = rounded(value[i].multiplier * sum);
		while (at > 0 && compare_keys(&mine, &top[at - 1]) < 0) {
			top[at] = top[at - 1];
			at--;
		}
		top[at] = mine;
		n = n < TALK_TOP ? n + 1 : n;
	}
	for (size_t i = 0; i < n; i++)
		value[top[i].place].weightings++;
}

static void count_weightings(const struct sort_key *key, size_t count, struct talk_value *value)
{
	for (int i = 0; i <= 10; i++)
		for (int j = 0; i + j <= 10; j++)
			for (int l = 0; i + j + l <= 10; l++) {
				const int weight[TALK_PARTS] = { i, j, l, 10 - i - j - l };

				count_weighting(key, count, weight, value);
			}
}

void talk_values(struct arena *a, const struct talk_item *item, size_t count, int64_t k,
		 struct talk_value *ret_value, size_t *ret_order)
{
	struct sort_key *key;

	for (size_t i = 0; i < count; i++)
		value_of(&item[i], k, &ret_value[i]);
	key = keys_of(a, ret_value, count);
	count_weightings(key, count, ret_value);
	qsort(key, count, sizeof(*key), compare_keys);
	for (size_t i = 0; i < count; i++) {
		ret_order[i] = key[i].place;
		if (key[i].is_eligible)
			ret_value[key[i].place].rank = i + 1;
	}
}

bool talk_main_reason(const struct talk_value *v, enum talk_part *ret)
{
	int best = 0;

	for (int i = 1; i < TALK_PARTS; i++)
		if (rounded(v->part[i]) > rounded(v->part[best]))
			best = i;
	*ret = (enum talk_part)best;
	return v->is_eligible && v->part[best] > 0;
}

/* --- what people agree on ------------------------------------------------------ */

static bool is_known(const struct tally *t)
{
	return 4 * t->dont_know < tally_n(t) + t->dont_know;
}

static bool has_gap(const struct talk_value *v)
{
	return !isnan(v->gap) && rounded(v->gap) >= rounded(TALK_GAP_SAID);
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
	       is_known(&item->now) && !has_gap(v);
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

/* Could be called the closest there is. */
static bool may_be_closest(const struct talk *t, size_t i)
{
	const struct tally *now = &t->item[i].now;

	return tally_n(now) >= t->k && spread_word(now) != SPREAD_FAR && is_known(now) &&
	       !has_gap(&t->value[i]);
}

/* Whether item i opens better than the one found so far. */
static bool opens_better(const struct talk *t, size_t i, const struct talk_opener *best)
{
	const struct tally *now = &t->item[i].now, *other;
	const bool is_agreed = talk_is_agreed(&t->item[i], &t->value[i], t->k);
	const bool works = talk_works(&t->item[i], t->k);

	if (!may_be_closest(t, i))
		return false;
	if (best->item == TALK_NO_ITEM || is_agreed != best->is_agreed)
		return best->item == TALK_NO_ITEM || is_agreed;
	other = &t->item[best->item].now;
	if (!is_agreed)
		return rounded(spread_d(now)) < rounded(spread_d(other));
	if (works != best->works)
		return works;
	return rounded(interpolated_median(now)) > rounded(interpolated_median(other));
}

struct talk_opener talk_opener_of(const struct talk *t)
{
	struct talk_opener best = { .item = TALK_NO_ITEM };

	for (size_t i = 0; i < t->count; i++)
		if (opens_better(t, i, &best))
			best = (struct talk_opener){
				.item = i, .works = talk_works(&t->item[i], t->k),
				.is_agreed = talk_is_agreed(&t->item[i], &t->value[i], t->k),
			};
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
