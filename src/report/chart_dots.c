/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One column a level.  Up to CHART_DOTS_MAX answers every answer is a dot, so
 * that two camps and single answers can be seen; above that a cell whose shade
 * and number say how many.  A line below shows the middle of the leaders and of
 * the others when they are compared.
 */
#include <math.h>

#include "report/chart_text.h"

enum { PER_ROW = 4, ROWS_MIN = 2 };

#define PITCH	0.78	/* from dot to dot, em */
#define RADIUS	0.31
#define FOOT	0.25	/* under the lowest row */
#define LANE	1.7	/* the line below */

/* A column's place: the width of the figure shared out, with a gap. */
static void column(struct svg *s, const struct chart_dots *c, int k, const char *class_name,
		   double height)
{
	double width = 100.0 / c->all.levels;

	svg_c(s, "<rect class=\"");
	svg_c(s, class_name);
	svg_c(s, "\" x=\"");
	svg_num(s, k * width + 0.6);
	svg_c(s, "%\" y=\"0\" width=\"");
	svg_num(s, width - 1.2);
	svg_c(s, "%\" height=\"");
	svg_em(s, height);
	svg_c(s, "\" rx=\"5\"/>");
}

static void diamond(struct svg *s, double x, double y, double r)
{
	svg_c(s, "<svg x=\"");
	svg_em(s, x);
	svg_c(s, "\" y=\"");
	svg_em(s, y);
	svg_c(s, "\" overflow=\"visible\" aria-hidden=\"true\"><rect class=\"lead\" x=\"");
	svg_em(s, -r);
	svg_c(s, "\" y=\"");
	svg_em(s, -r);
	svg_c(s, "\" width=\"");
	svg_em(s, 2 * r);
	svg_c(s, "\" height=\"");
	svg_em(s, 2 * r);
	svg_c(s, "\" transform=\"rotate(45)\"/></svg>");
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

/* The dots of one level, rows from the bottom up, leaders on top. */
static void pile(struct svg *s, const struct chart_dots *c, int k, double height)
{
	int64_t n = c->all.c[k], leaders = c->leaders ? c->leaders->c[k] : 0;

	if (n == 0)
		return;
	svg_c(s, "<svg x=\"");
	svg_num(s, (k + 0.5) * 100.0 / c->all.levels);
	svg_c(s, "%\" y=\"");
	svg_em(s, height - FOOT);
	svg_c(s, "\" overflow=\"visible\" aria-hidden=\"true\">");
	for (int64_t i = 0; i < n; i++) {
		int64_t row = i / PER_ROW, left = n - row * PER_ROW;
		double in_row = (double)(left < PER_ROW ? left : PER_ROW);
		double x = ((double)(i % PER_ROW) - (in_row - 1) / 2) * PITCH;
		double y = -(double)row * PITCH - PITCH / 2;

		if (i >= n - leaders)
			diamond(s, x, y, 0.24);
		else
			dot(s, x, y);
	}
	svg_c(s, "</svg>");
}

static void place(struct svg *s, const char *name, double x)
{
	svg_c(s, name);
	svg_num(s, x);
	svg_c(s, "%\"");
}

/* Middles of leaders (diamond) and of the others (dot) on one line. */
static void compare(struct svg *s, const struct chart_dots *c, double y)
{
	struct tally others = c->all;
	double width = 100.0 / c->all.levels, lead, rest;

	for (int k = 0; k < others.levels; k++)
		others.c[k] -= c->leaders->c[k];
	lead = (interpolated_median(c->leaders) - 0.5) * width;
	rest = (interpolated_median(&others) - 0.5) * width;
	if (isnan(lead) || isnan(rest))
		return;
	svg_c(s, "<svg y=\"");
	svg_em(s, y);
	svg_c(s, "\" width=\"100%\" overflow=\"visible\" aria-hidden=\"true\">"
		 "<line class=\"axis\" x1=\"1%\" x2=\"99%\" y1=\"0\" y2=\"0\" stroke-dasharray=\"1 4\"/>"
		 "<line class=\"gap\"");
	place(s, " x1=\"", fmin(lead, rest));
	place(s, " x2=\"", fmax(lead, rest));
	svg_c(s, " y1=\"0\" y2=\"0\"/><circle class=\"dot\"");
	place(s, " cx=\"", rest);
	svg_c(s, " cy=\"0\" r=\"0.37em\"/><svg");
	place(s, " x=\"", lead);
	svg_c(s, " overflow=\"visible\" aria-hidden=\"true\">");
	diamond(s, 0, 0, 0.3);
	svg_c(s, "</svg></svg>");
}

static double dots_height(const struct chart_dots *c)
{
	int64_t rows = ROWS_MIN;

	for (int k = 0; k < c->all.levels; k++) {
		int64_t need = (c->all.c[k] + PER_ROW - 1) / PER_ROW;

		rows = need > rows ? need : rows;
	}
	return (double)rows * PITCH + 0.5;
}

/* A cell of the heat row: its shade in five steps of the largest count. */
static void heat(struct svg *s, const struct chart_dots *c, int k, int64_t most, double height)
{
	static const char *const shades[] = { "h0", "h1", "h2", "h3", "h4" };
	int64_t step = c->all.c[k] ? 1 + (c->all.c[k] * 3) / most : 0;

	column(s, c, k, shades[step > 4 ? 4 : step], height);
	svg_c(s, "<text aria-hidden=\"true\" text-anchor=\"middle\"");
	svg_c(s, step >= 3 ? " class=\"inv\"" : "");
	place(s, " x=\"", (k + 0.5) * 100.0 / c->all.levels);
	svg_c(s, " y=\"");
	svg_em(s, height / 2 + 0.35);
	svg_c(s, "\">");
	svg_i64(s, c->all.c[k]);
	svg_c(s, "</text>");
}

static int64_t most_of(const struct tally *t)
{
	int64_t most = 1;

	for (int k = 0; k < t->levels; k++)
		most = t->c[k] > most ? t->c[k] : most;
	return most;
}

struct markup chart_dots(struct view *v, const struct chart_dots *c)
{
	struct svg s = svg_new(v);
	bool is_heat = tally_n(&c->all) > CHART_DOTS_MAX;
	double height = is_heat ? 2.2 : dots_height(c), lane = c->leaders ? LANE : 0.2;

	svg_level_row(&s, c->model, c->wish);
	svg_open(&s, c, height + lane);
	for (int k = 0; k < c->all.levels; k++) {
		if (is_heat)
			heat(&s, c, k, most_of(&c->all), height);
		if (k + 1 == c->wish)
			column(&s, c, k, is_heat ? "goalline" : "goalcol", height);
		else if (!is_heat)
			column(&s, c, k, "col", height);
		if (!is_heat)
			pile(&s, c, k, height);
	}
	if (c->leaders)
		compare(&s, c, height + lane / 2 + 0.1);
	svg_c(&s, "</svg>");
	return svg_done(&s);
}
