/* SPDX-License-Identifier: EUPL-1.2 */
/* What the charts share: writing SVG without ever an unescaped text. */
#ifndef PEIL_CHART_CHART_TEXT_H
#define PEIL_CHART_CHART_TEXT_H

#include "chart/chart.h"

struct svg {
	struct out o;
	struct view *v;
};

struct svg svg_new(struct view *v);
void svg_c(struct svg *s, const char *literal);		/* our own text */
void svg_text(struct svg *s, struct str text);		/* escaped */
void svg_em(struct svg *s, double em);			/* "1.25em" */
void svg_num(struct svg *s, double x);			/* two decimals */
void svg_i64(struct svg *s, int64_t n);
struct markup svg_done(struct svg *s);

/* "In proef: 4, In afspraken: 6." */
void svg_counts(struct svg *s, const struct str *levels, const struct tally *t);
/* " Weet ik niet: 3." */
void svg_dont_know(struct svg *s, const struct tally *t);
/* The row of level names above a chart; the wish's is marked. */
void svg_level_row(struct svg *s, const struct chart_dots *c);
bool svg_is_wish(const struct chart_dots *c, int level);
/* name="12.5%" with a blank in front */
void svg_percent(struct svg *s, const char *name, double x);
/* One level's place: the width of the figure shared out, with a gap. */
void svg_column(struct svg *s, const struct chart_dots *c, int k, const char *class_name,
		double height_em);
/* The opening tag of a chart, its title, and its desc, which the caller ends. */
void svg_named(struct svg *s, struct str id, struct str title, double height_em);
/* The same of dots or cells, with the whole desc. */
void svg_open(struct svg *s, const struct chart_dots *c, double height_em);

/* Cells with counts, for many answers (chart_heat.c). */
#define HEAT_HEIGHT	2.2	/* em */
void chart_heat(struct svg *s, const struct chart_dots *c);

#endif
