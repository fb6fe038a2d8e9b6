/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of `peil pieces`: the tree, the moments, the break-downs. */
#ifndef PEIL_CLI_RECOMPUTE_PIECES_H
#define PEIL_CLI_RECOMPUTE_PIECES_H

#include "cli/recompute_json.h"

/* Groups of a tree, parents first, and where their sheets are counted. */
struct groups {
	int64_t k;
	size_t count, *parent, *node;
	struct str *name;
	int64_t *sheets, *piece, *shown;
};

bool groups_find(const struct groups *g, struct str name, size_t *ret);

/* Counts at the moments of the document and writes pieces, visible and
 * not_counted (recompute_moments.c). */
bool moments_answer(struct arena *a, const json_t *moments, const struct groups *g, struct out *o,
		    struct err *e);

/* Writes which break-downs each question can bear (recompute_breakdown.c); the
 * sheets have been placed. */
bool breakdowns_answer(struct arena *a, const json_t *breakdowns, const struct groups *g,
		       struct out *o, struct err *e);

/* ,"visible":{…}: per group what its figures hold, from g->piece. */
void groups_put_visible(struct out *o, const struct groups *g);

#endif
