/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What closing now would show: which groups will not be seen on their own, and
 * where they count instead.  It follows from what the round's page tells anyway,
 * how many handed in of each group of k people or more.  Of a smaller one nothing
 * is looked at, not even whether somebody handed in: where others count would
 * else say so.
 */
#ifndef PEIL_CLOSING_OUTLOOK_H
#define PEIL_CLOSING_OUTLOOK_H

#include "base/list.h"
#include "round/unit.h"

enum outlook_why {
	OUTLOOK_NEARLY,		/* one or two more would do */
	OUTLOOK_FEW,
	OUTLOOK_SMALL,		/* fewer than k people */
};

enum { OUTLOOK_NEARLY_MAX = 2 };

struct outlook_row {
	const struct unit *unit;
	enum outlook_why why;
	const struct unit *home;	/* where it counts; NULL: nowhere */
	bool is_open;			/* not known: small groups wait there too */
};

struct outlook { LIST_OF(struct outlook_row); };

/* Those with the least to do come first. */
void outlook_make(struct arena *a, const struct unit_tree *tree, int64_t k, struct outlook *ret);

/* Of some it is not known where they count. */
bool outlook_is_open(const struct outlook *o);

#endif
