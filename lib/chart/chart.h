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
	int wish;			/* level of the wish's median, 0: none */
	bool is_cells;			/* cells even for few, beside a chart with many */
	int wish_high;			/* above wish when its median lies between two levels */
	const struct str *levels;	/* their names, lowest first; one per level of `all` */
};

/* Dot columns up to CHART_DOTS_MAX answers, heat cells above; the level names
 * in a row above it. */
struct markup chart_dots(struct view *v, const struct chart_dots *c);

/* Mini histogram; label is its accessible name. */
struct markup chart_mini(struct view *v, const struct tally *t, struct str label);

/*
 * A row among rows on one page (chart_strip.c): answers stand on a hairline, wishes
 * hang from it, in the same columns and on one scale; on the line the mean of others
 * (a dot) and of leaders (a diamond); after a gap a dashed cell of those who do not
 * know.  The page has the names of the columns once, above all rows.
 */
struct chart_strip_scale {		/* the same for every row of a page */
	int levels;			/* columns */
	bool is_dots;			/* an answer is a dot, a wish a ring; else bars */
	double most_now, most_wish;	/* the largest of a column, over all rows */
};

struct chart_strip {
	struct str id;			/* unique in the page */
	struct str title;
	const struct chart_strip_scale *scale;
	struct tally now;		/* of fewer levels than columns: classes */
	const struct tally *wish;	/* NULL: not shown */
	const int *width;		/* columns of each class; NULL: one each */
	const struct str *names;	/* of the levels or classes */
	const struct tally *leaders, *others;	/* NULL: not compared */
	bool is_apart;			/* their difference may be told */
};

struct markup chart_strip(struct view *v, const struct chart_strip *c);

/* The mean level, from 1; NaN without answers.  Where the strip puts a mark. */
double chart_strip_mean(const struct tally *t);

/* The answers to a statement: one bar in parts, each with its number
 * (chart_parts.c). */
struct markup chart_parts(struct view *v, const struct tally *t, struct str label);

/* How many of `all` it can be, between two ends, and where the half lies
 * (chart_whisker.c). */
struct markup chart_whisker(struct view *v, int64_t low, int64_t high, int64_t all,
			    struct str label);

/* A histogram of a group among others: its counts, on one scale.  width as in
 * chart_strip. */
struct markup chart_small(struct view *v, const struct tally *t, double most, const int *width,
			  struct str label);

/* QR code of a text, black on white with a quiet zone. */
struct markup chart_qr(struct view *v, struct str text, struct str label);

#endif
