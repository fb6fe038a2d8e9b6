/* SPDX-License-Identifier: EUPL-1.2 */
/* Groups of a document about pieces: a tree with sheets. */
#ifndef PEIL_CLI_RECOMPUTE_GROUPS_H
#define PEIL_CLI_RECOMPUTE_GROUPS_H

#include "cli/recompute_json.h"

/* Groups of a tree, parents first, and where their sheets are counted. */
struct groups {
	int64_t k;
	size_t count, *parent, *node;
	struct str *name;
	int64_t *sheets, *piece, *shown;
};

bool groups_find(const struct groups *g, struct str name, size_t *ret);

/* The groups of a document; a fault is said with its path.  `g` lives as long
 * as `a` and `array`. */
bool groups_read(struct arena *a, const json_t *array, int64_t k, struct groups *g, struct err *e);

/* ,"visible":{…}: per group what its figures hold, from g->piece. */
void groups_put_visible(struct out *o, const struct groups *g);

#endif
