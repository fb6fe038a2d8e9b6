/* SPDX-License-Identifier: EUPL-1.2 */
/* Groups of a document about pieces: a tree with sheets. */
#ifndef PEIL_RECOMPUTE_RECOMPUTE_GROUPS_H
#define PEIL_RECOMPUTE_RECOMPUTE_GROUPS_H

#include "recompute/recompute_json.h"

enum { GROUPS_MAX = 10 * 1000 };	/* looked up by name among the ones before */

/* Groups of a tree, parents first, and where their sheets are counted. */
struct groups {
	struct at list;			/* where they stand */
	int64_t k;
	size_t count, *parent, *node;
	struct str *name;
	int64_t *sheets, *piece, *shown;
};

bool groups_find(const struct groups *g, struct str name, size_t *ret);

/* The groups of a document.  `g` lives as long as `a` and what `list` stands on. */
void groups_read(struct arena *a, struct at list, int64_t k, struct groups *g);

/* "visible":{…}: per group what its figures hold, from g->piece. */
void groups_put_visible(struct json_writer *w, const struct groups *g);

#endif
