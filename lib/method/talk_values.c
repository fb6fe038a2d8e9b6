/* SPDX-License-Identifier: EUPL-1.2 */
/* Conversation value: its parts, from the answers of one item. */
#include "method/talk.h"

#include <math.h>

#include "base/str.h"
#include "method/talk_order.h"

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

static const struct between_test untested = { (double)NAN, false, 0, (double)NAN, (double)NAN };

static struct tally others(const struct tally *all, const struct tally *group)
{
	struct tally rest = *all;

	for (int i = 0; i < all->levels; i++)
		rest.c[i] -= group->c[i];
	return rest;
}

static void find_gap(const struct talk_item *item, int64_t k, struct talk_value *v)
{
	v->gap = v->own_gap = (double)NAN;
	v->gap_group = v->own_gap_group = TALK_NO_GROUP;
	for (size_t i = 0; i < item->groups; i++) {
		const struct tally rest = others(&item->now, &item->group[i]);
		double own;
		struct gap g;

		if (tally_n(&item->group[i]) < k || tally_n(&rest) < k ||
		    !gap_of(&item->group[i], &rest, &g))
			continue;
		own = gap_beyond_noise(&item->group[i], &rest);
		if (v->gap_group == TALK_NO_GROUP || g.w1 > v->gap) {
			v->gap = g.w1;
			v->gap_group = i;
			v->gap_direction = gap_direction(&item->group[i], &rest);
		}
		if (v->own_gap_group == TALK_NO_GROUP || own > v->own_gap) {
			v->own_gap = own;
			v->own_gap_w1 = g.w1;
			v->own_gap_group = i;
			v->own_gap_direction = gap_direction(&item->group[i], &rest);
		}
	}
}

/* The groups; or, where one alone has answers enough, that one and the others. */
static void compare_groups(const struct talk_item *item, int64_t k, struct talk_value *v)
{
	v->has_between = between_of(item->group, item->groups, k, &v->between);
	if (v->has_between) {
		between_test(item->group, item->groups, k, &v->test);
	} else if (v->gap_group != TALK_NO_GROUP) {
		const struct tally pair[] = {
			item->group[v->gap_group], others(&item->now, &item->group[v->gap_group]),
		};

		v->has_between = between_of(pair, ARRAY_LEN(pair), k, &v->between);
		between_test(pair, ARRAY_LEN(pair), k, &v->test);
	} else {
		v->test = untested;
	}
	v->leaders = untested;
	if (item->leaders && item->others) {
		const struct tally pair[] = { *item->leaders, *item->others };

		between_test(pair, ARRAY_LEN(pair), k, &v->leaders);
	}
	v->has_shared = shared_of(item->group, item->groups, k, &v->shared);
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

static void parts_of(const struct talk_item *item, int64_t k, struct talk_value *v)
{
	const int levels = item->now.levels;
	const bool has_now = tally_n(&item->now) >= k, has_wish = tally_n(&item->wish) >= k;
	const bool has_importance = tally_n(&item->importance) >= k;

	*v = (struct talk_value){ .is_eligible = tally_n(&item->now) + item->now.dont_know >= k,
				  .first_by_lot = (double)NAN };
	v->spread = v->is_eligible && has_now ? spread_d(&item->now) : (double)NAN;
	v->ambition_gap = v->is_eligible && has_now && has_wish ?
		interpolated_median(&item->wish) - interpolated_median(&item->now) : (double)NAN;
	v->dont_know_rate = v->is_eligible ? dont_know_rate(&item->now) : (double)NAN;
	v->importance_share = has_importance ? importance_share(&item->importance) : (double)NAN;
	find_gap(item, k, v);
	compare_groups(item, k, v);
	set_part(v, TALK_SPREAD, v->spread, uniform_spread(levels));
	set_part(v, TALK_AMBITION, v->ambition_gap, (levels - 1) / 2.0);
	set_part(v, TALK_DONT_KNOW, v->dont_know_rate, 0.4);
	v->multiplier = has_importance ? (1 + v->importance_share) / 2 : 1;
}

/* Once it is known which subjects are told from chance. */
static void value_of(const struct talk_item *item, struct talk_value *v)
{
	const double length = item->now.levels - 1;
	double sum = 0;

	v->gap_levels = v->has_between ? v->between.between_pair - v->between.within_pair
				       : (double)NAN;
	set_part(v, TALK_GAP, v->gap_levels, 0.125 * length);
	if (between_is_apart(&v->test) && v->own_gap_group != TALK_NO_GROUP) {
		const double own = capped(v->own_gap, 0.375 * length);

		v->is_own_gap = own >= v->part[TALK_GAP];
		v->gap_levels = v->is_own_gap ? v->own_gap : v->gap_levels;
		v->part[TALK_GAP] = fmax(own, v->part[TALK_GAP]);
	}
	for (int i = 0; i < TALK_PARTS; i++)
		sum += v->part[i];
	v->value = 25 * v->multiplier * sum;
}

/* One family: the groups of every subject, and leaders where they stand apart. */
static void tell_apart(struct arena *a, struct talk_value *value, size_t count)
{
	struct between_test **list = ARENA_ARRAY(a, struct between_test *, 2 * count + 1);

	for (size_t i = 0; i < count; i++) {
		list[2 * i] = &value[i].test;
		list[2 * i + 1] = &value[i].leaders;
	}
	between_tell_apart(a, list, 2 * count);
}

void talk_values(struct arena *a, const struct talk_item *item, size_t count, int64_t k,
		 struct talk_value *ret_value, size_t *ret_order)
{
	for (size_t i = 0; i < count; i++)
		parts_of(&item[i], k, &ret_value[i]);
	tell_apart(a, ret_value, count);
	for (size_t i = 0; i < count; i++)
		value_of(&item[i], &ret_value[i]);
	talk_order(a, item, count, ret_value, ret_order);
}

bool talk_main_reason(const struct talk_value *v, enum talk_part *ret)
{
	int best = 0;

	for (int i = 1; i < TALK_PARTS; i++)
		if (talk_rounded(v->part[i]) > talk_rounded(v->part[best]))
			best = i;
	*ret = (enum talk_part)best;
	return v->is_eligible && v->part[best] > 0;
}
