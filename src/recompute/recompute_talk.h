/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of `peil talk`, for its answer by item and its answer together. */
#ifndef PEIL_RECOMPUTE_RECOMPUTE_TALK_H
#define PEIL_RECOMPUTE_RECOMPUTE_TALK_H

#include "method/talk.h"
#include "recompute/recompute_json.h"

enum {
	TALK_LEVELS = 5,
	TALK_NAMES = 3,				/* item, dimension, group */
	TALK_NUMBERS = 3 * TALK_LEVELS + 1,
};

struct row {
	struct str name[TALK_NAMES];
	int64_t number[TALK_NUMBERS];
	size_t item;
};

struct table {
	struct row *row;
	size_t rows;
	struct talk_item *item;
	const struct row **first;		/* per item: where its names stand */
	size_t items;
};

/* One object about all items and groups: what opens, where differences lie, who can
 * teach whom. */
void talk_put_together(struct json_writer *w, const struct table *t, const struct talk *talk);

#endif
