/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of `peil pieces` beside the tree: the moments, the break-downs. */
#ifndef PEIL_RECOMPUTE_RECOMPUTE_PIECES_H
#define PEIL_RECOMPUTE_RECOMPUTE_PIECES_H

#include "recompute/recompute_groups.h"

/* Counts at the moments of the document and writes pieces, visible and
 * not_counted (recompute_moments.c); nothing after a fault. */
void moments_answer(struct arena *a, struct at moments, const struct groups *g,
		    struct json_writer *w);

/* Writes which break-downs each question can bear (recompute_breakdown.c); the
 * sheets have been placed. */
void breakdowns_answer(struct arena *a, struct at breakdowns, const struct groups *g,
		       struct json_writer *w);

#endif
