/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What stands out in the picture of a whole organisation, where the program
 * itself picks: each visible group one level down against all others, and
 * leaders against the others, for every subject with k answers on both sides;
 * sensitive ones are not compared.
 * Wilcoxon-Mann-Whitney each, and Benjamini-Hochberg over all of them.  Within
 * a group nothing is tested.  Leaders who are one of those groups are tested
 * once, as that group: the adjusted p of the leaders is the group's.
 */
#ifndef PEIL_PICTURE_PICTURE_CHANCE_H
#define PEIL_PICTURE_PICTURE_CHANCE_H

#include "method/compare.h"
#include "picture/picture.h"

struct picture_gap {
	bool is_there;			/* k answers on both sides */
	int64_t n, n_others;
	struct gap gap;
	struct wmw wmw;
	double bh, by;
};

struct picture_chance {			/* of one subject */
	struct picture_gap leaders;
	struct picture_gap *group;	/* per unit of `units` */
};

/* One per subject.  `units` lists the visible groups under the root. */
const struct picture_chance *picture_chance_of(struct arena *a, const struct picture *p,
					       const struct model *m, const size_t *units,
					       size_t unit_count, int64_t k);

static inline bool picture_gap_is_apart(const struct picture_gap *d)
{
	return d->is_there && d->bh <= DISCOVERY_RATE;
}

#endif
