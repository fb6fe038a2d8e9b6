/* SPDX-License-Identifier: EUPL-1.2 */
/* The order of conversation values, and how it holds under other weights. */
#include "method/talk_order.h"

#include <math.h>
#include <stdlib.h>

struct sort_key {
	bool is_eligible;
	int64_t value, part[TALK_PARTS];
	size_t place;
};

int64_t talk_rounded(double value)
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
			.is_eligible = value[i].is_eligible, .value = talk_rounded(value[i].value),
			.place = i,
		};
		for (int p = 0; p < TALK_PARTS; p++)
			key[i].part[p] = talk_rounded(value[i].part[p]);
	}
	return key;
}

/* --- robustness ---------------------------------------------------------------- */

/* Under one weighting: the eligible items with their value. */
struct weighed {
	const struct talk_item *item;
	struct sort_key *key;
	size_t count;
};

#define NO_DIMENSION ((size_t)-1)

/* The first after `last` (NULL: of all), not of the dimension that is full; NULL
 * when there is none. */
static const struct sort_key *next_after(const struct weighed *w, const struct sort_key *last,
					 size_t full)
{
	const struct sort_key *best = NULL;

	for (size_t i = 0; i < w->count; i++) {
		const struct sort_key *mine = &w->key[i];

		if (full != NO_DIMENSION && w->item[mine->place].dimension == full)
			continue;
		if (mine != last && (!last || compare_keys(last, mine) < 0) &&
		    (!best || compare_keys(mine, best) < 0))
			best = mine;
	}
	return best;
}

/* Of three items two can be of one dimension, so one dimension can be full. */
_Static_assert(TALK_FIRST == 3 && TALK_PER_DIMENSION == 2, "one full dimension at most");

static void count_first(const struct weighed *w, struct talk_value *value)
{
	const struct sort_key *at = NULL, *before = NULL;
	size_t full = NO_DIMENSION;

	for (int n = 0; n < TALK_FIRST; n++) {
		before = at;
		at = next_after(w, at, full);
		if (!at)
			return;
		value[at->place].first_weightings++;
		if (before && w->item[before->place].dimension == w->item[at->place].dimension)
			full = w->item[at->place].dimension;
	}
}

static void count_weighting(const struct sort_key *key, size_t count, const int *weight,
			    struct weighed *w, struct talk_value *value)
{
	const struct sort_key *at = NULL;

	w->count = 0;
	for (size_t i = 0; i < count; i++) {
		double sum = 0;

		if (!key[i].is_eligible)
			continue;
		for (int p = 0; p < TALK_PARTS; p++)
			sum += weight[p] * value[i].part[p];
		w->key[w->count] = key[i];
		w->key[w->count++].value = talk_rounded(value[i].multiplier * sum);
	}
	for (int n = 0; n < TALK_TOP && (at = next_after(w, at, NO_DIMENSION)) != NULL; n++)
		value[at->place].weightings++;
	count_first(w, value);
}

static void count_weightings(const struct sort_key *key, size_t count, struct weighed *w,
			     struct talk_value *value)
{
	for (int i = 0; i <= 10; i++)
		for (int j = 0; i + j <= 10; j++)
			for (int l = 0; i + j + l <= 10; l++) {
				const int weight[TALK_PARTS] = { i, j, l, 10 - i - j - l };

				count_weighting(key, count, weight, w, value);
			}
}

/* How many eligible items are of the dimension of each. */
static double *sizes_of(struct arena *a, const struct talk_item *item, size_t count,
			const struct talk_value *value)
{
	double *size = ARENA_ARRAY(a, double, count + 1);

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++)
			size[i] += value[j].is_eligible && item[j].dimension == item[i].dimension;
	return size;
}

/*
 * The chance to be among the first when the order is drawn by lot, n items of
 * which s of the same dimension: first or second 2/n; third after two others, in
 * n (n - 1) orders.  Two of one other dimension, which is then full, leave n - s_d
 * items for the third place, two of different dimensions n - 2; two of the own
 * dimension close it.  An item j stands for s_d - 1 orders in which it is first
 * and another of its dimension second.
 */
static double by_lot(const struct talk_item *item, size_t count, const struct talk_value *value,
		     const double *size, size_t at, double n)
{
	double after_full = 0, same = (size[at] - 1) * (size[at] - 2);

	if (n <= 2)
		return 1;
	for (size_t j = 0; j < count; j++) {
		if (!value[j].is_eligible || item[j].dimension == item[at].dimension)
			continue;
		same += size[j] - 1;
		after_full += (size[j] - 1) / (n - size[j]);
	}
	return 2 / n + (after_full + ((n - 1) * (n - 2) - same) / (n - 2)) / (n * (n - 1));
}

static void set_lot(struct arena *a, const struct talk_item *item, size_t count,
		    struct talk_value *value)
{
	const double *size = sizes_of(a, item, count, value);
	double n = 0;

	for (size_t i = 0; i < count; i++)
		n += value[i].is_eligible;
	for (size_t i = 0; i < count; i++)
		if (value[i].is_eligible)
			value[i].first_by_lot = by_lot(item, count, value, size, i, n);
}

void talk_order(struct arena *a, const struct talk_item *item, size_t count,
		struct talk_value *ret_value, size_t *ret_order)
{
	struct sort_key *key = keys_of(a, ret_value, count);
	struct weighed w = { item, ARENA_ARRAY(a, struct sort_key, count + 1), 0 };

	count_weightings(key, count, &w, ret_value);
	set_lot(a, item, count, ret_value);
	qsort(key, count, sizeof(*key), compare_keys);
	for (size_t i = 0; i < count; i++) {
		ret_order[i] = key[i].place;
		if (key[i].is_eligible)
			ret_value[key[i].place].rank = i + 1;
	}
}
