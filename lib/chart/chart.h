/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Charts as inline SVG, without style attributes and without scripts: x in
 * per cent, sizes in em, colours from the style sheet's classes.  Each has an
 * accessible name and a description with the counts; the page puts a table
 * beside it.
 */
#ifndef PEIL_CHART_CHART_H
#define PEIL_CHART_CHART_H

#include "html/view.h"
#include "method/method.h"

enum { CHART_DOTS_MAX = 60 };	/* above: heat cells with counts */

struct chart_dots {
	struct str id;			/* unique in the page */
	struct str title;
	struct tally all;		/* everyone shown */
	const struct tally *leaders;	/* part of all, drawn as diamonds; NULL: none */
	const struct tally *others;	/* whom they are compared with; NULL: the rest of all */
	int wish;			/* level of the wish's median, 0: none */
	bool is_cells;			/* cells even for few, beside a chart with many */
	int wish_high;			/* above wish when its median lies between two levels */
	const struct str *levels;	/* their names, lowest first; one per level of `all` */
};

/* Dot columns up to CHART_DOTS_MAX answers, heat cells above; the level names
 * in a row above it; medians of leaders and others on an axis below. */
struct markup chart_dots(struct view *v, const struct chart_dots *c);

/* Mini histogram; label is its accessible name. */
struct markup chart_mini(struct view *v, const struct tally *t, struct str label);

struct chart_radar_axis {
	struct str name;
	double middle, low, high, wish;	/* levels; NaN leaves it out */
	struct str words;		/* the same in level names, for the description */
};

/* Every axis with its middle as a line, the middle half as an area, the wish
 * dashed.  What is left out leaves a gap, never a point at the centre. */
struct markup chart_radar(struct view *v, struct str title, const struct chart_radar_axis *axes,
			  size_t count, int levels);

/* QR code of a text, black on white with a quiet zone. */
struct markup chart_qr(struct view *v, struct str text, struct str label);

#endif
