/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What silent members can still change.  Of N people n answered on the scale
 * and u = N - n did not.  Whoever said that the question does not apply is no
 * longer one of them: N is the size of the group less those.
 *
 * Bounds: the silent ones may think anything.  Prediction: they resemble the
 * others (Dirichlet with 1/K a level, so that every cumulative count of the
 * silent ones is beta-binomial).  With u = 0 both have no width.
 */
#ifndef PEIL_METHOD_RANGE_H
#define PEIL_METHOD_RANGE_H

#include "method/method.h"

enum { SILENT_MAX = 10 * 1000 * 1000 };	/* one pass over them takes a tenth of a second */

struct range_at_least {
	int level;
	int64_t observed;		/* answers on this level or higher */
	int64_t possible_low, possible_high;
	int64_t credible_low, credible_high;	/* 95 %, of the members */
};

struct range {
	int64_t members;		/* N */
	int median_min, median_max;	/* 0 without members */
	double spread_min, spread_max;
	bool has_prediction;		/* false without answers: the fields below are 0 */
	/* The chance that the lower, and the upper, median of the members is at or
	 * under each level. */
	double median_at_most[TALLY_LEVELS_MAX], upper_median_at_most[TALLY_LEVELS_MAX];
	/* 95 %: from the lower to the upper median, 2.5 % at most on either side. */
	int credible_median_low, credible_median_high;
	struct range_at_least at_least[TALLY_LEVELS_MAX - 1];	/* from level 2 up */
};

/* `size` is that of the whole group.  False when it is smaller than what was
 * answered, or SILENT_MAX is passed. */
bool range_of(const struct tally *t, int64_t size, struct range *ret);

/* "zeker", "waarschijnlijk", "dit kan nog schuiven": how sure it is that the
 * middle, from the lower to the upper median, is one level. */
enum certainty { CERTAINTY_OPEN, CERTAINTY_LIKELY, CERTAINTY_SURE };
enum certainty range_certainty(const struct range *r);

/*
 * The largest group on one side of a cut: the highest level on which, or above
 * which, more than half of the answers lie; when that is the lowest level, the
 * answers on it.  Certain when those are more than half of all members too,
 * whatever the silent ones think; likely when the prediction says so.
 */
struct range_majority {
	int level;
	bool is_or_higher;		/* false: on the lowest level itself */
	int64_t observed;
	int64_t possible_low, possible_high;	/* of the members */
	enum certainty certainty;
};

/* r is the range of t.  False without answers. */
bool range_majority(const struct tally *t, const struct range *r, struct range_majority *ret);

#endif
