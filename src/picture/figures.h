/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every figure of one histogram, for the statistician's exports: the names and
 * values of `peil figures`, flat, and those of `peil gaps` for a comparison.
 * The order and the number of figures depend on `levels` only, so that the
 * names of one call are the columns of all.
 */
#ifndef PEIL_PICTURE_FIGURES_H
#define PEIL_PICTURE_FIGURES_H

#include "base/out.h"
#include "method/compare.h"

/* index 0: none; else it belongs behind the name: "count_3".  value NaN: not
 * defined. */
typedef void figure_fn(void *ctx, const char *name, int index, double value);

/* members below zero: not known, and the range is not defined.  A tally of a
 * picture without levels rests on fewer than k answers: its counts and figures
 * are not defined, but for don't know and not applicable where those stand. */
void figures_each(const struct tally *t, int64_t members, int levels, figure_fn *put, void *ctx);

struct figures_gap {
	int64_t n_others;
	struct gap gap;
	struct wmw wmw;
	double bh, by;
};

/* gap NULL: not defined. */
void figures_gap_each(const struct figures_gap *gap, figure_fn *put, void *ctx);

#endif
