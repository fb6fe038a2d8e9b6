/* SPDX-License-Identifier: EUPL-1.2 */
/* The picture of a closed round: what its pieces add up to, unit by unit. */
#ifndef PEIL_PICTURE_PICTURE_H
#define PEIL_PICTURE_PICTURE_H

#include "closing/histogram.h"

struct picture {
	struct unit_tree tree;
	const struct histogram *at;	/* per unit: sum of the pieces at or under it */
	bool *is_visible;		/* per unit: at least one piece of ordinary questions */
	struct histogram leaders, others;	/* of the whole round */
	bool has_leaders;		/* both sides have a piece */
};

/* From released pieces only.  ERR_CONFLICT while the round is not closed. */
bool picture_get(struct db *db, struct arena *a, const struct round *r,
		 const struct model *m, struct picture *ret, struct err *e);

#endif
