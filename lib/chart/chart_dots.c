/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One column a level.  Up to CHART_DOTS_MAX answers every answer is a dot, so
 * that two camps and single answers can be seen.
 */
#include "chart/chart_text.h"

enum { ROWS_MIN = 2 };

#define PITCH	0.78	/* from dot to dot, em */
#define RADIUS	0.31
#define FOOT	0.25	/* under the lowest row */
#define BELOW	0.2	/* the columns */
#define WIDTH	17.8	/* of the figure at least: the style sheet's 5.6cqi an em */

/* As many dots side by side as fit in the narrowest column. */
static int64_t per_row(const struct chart_dots *c)
{
	double room = (1.0 / c->all.levels - 0.012) * WIDTH;

	return 1 + (int64_t)((room - 2 * RADIUS) / PITCH);
}

static void dot(struct svg *s, double x, double y)
{
	svg_c(s, "<circle class=\"dot\" cx=\"");
	svg_em(s, x);
	svg_c(s, "\" cy=\"");
	svg_em(s, y);
	svg_c(s, "\" r=\"");
	svg_em(s, RADIUS);
	svg_c(s, "\"/>");
}

/* The dots of one level, rows from the bottom up. */
static void pile(struct svg *s, const struct chart_dots *c, int k, double height)
{
	int64_t n = c->all.c[k];
	int64_t in_full = per_row(c);

	if (n == 0)
		return;
	svg_c(s, "<svg");
	svg_percent(s, "x", (k + 0.5) * 100.0 / c->all.levels);
	svg_c(s, " y=\"");
	svg_em(s, height - FOOT);
	svg_c(s, "\" overflow=\"visible\" aria-hidden=\"true\">");
	for (int64_t i = 0; i < n; i++) {
		int64_t row = i / in_full, left = n - row * in_full;
		double in_row = (double)(left < in_full ? left : in_full);
		double x = ((double)(i % in_full) - (in_row - 1) / 2) * PITCH;
		double y = -(double)row * PITCH - PITCH / 2;

		dot(s, x, y);
	}
	svg_c(s, "</svg>");
}

static double dots_height(const struct chart_dots *c)
{
	int64_t rows = ROWS_MIN, in_full = per_row(c);

	for (int k = 0; k < c->all.levels; k++) {
		int64_t need = (c->all.c[k] + in_full - 1) / in_full;

		rows = need > rows ? need : rows;
	}
	return (double)rows * PITCH + 0.5;
}

struct markup chart_dots(struct view *v, const struct chart_dots *c)
{
	struct svg s = svg_new(v);
	bool is_heat = c->is_cells || tally_n(&c->all) > CHART_DOTS_MAX;
	double height = is_heat ? HEAT_HEIGHT : dots_height(c);

	svg_level_row(&s, c);
	svg_open(&s, c, height + BELOW);
	if (is_heat)
		chart_heat(&s, c);
	for (int k = 0; k < c->all.levels && !is_heat; k++) {
		svg_column(&s, c, k, svg_is_wish(c, k + 1) ? "goalcol" : "col", height);
		pile(&s, c, k, height);
	}
	svg_c(&s, "</svg>");
	return svg_done(&s);
}
