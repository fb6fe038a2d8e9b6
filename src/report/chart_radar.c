/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A radar, for those who ask for one: the middle as a line, the middle half as
 * an area, the wish dashed.  Subjects without a middle leave a hole at the
 * centre, which is why the dots come first.
 */
#include <math.h>

#include "base/tr.h"
#include "report/chart_text.h"

enum { CENTRE = 160, REACH = 118 };

struct radar {
	struct svg *s;
	const struct chart_radar_axis *axes;
	size_t count;
	int levels;
};

static double at_x(const struct radar *r, size_t i, double level)
{
	return CENTRE + REACH * level / r->levels * sin(2 * M_PI * (double)i / (double)r->count);
}

static double at_y(const struct radar *r, size_t i, double level)
{
	return CENTRE - REACH * level / r->levels * cos(2 * M_PI * (double)i / (double)r->count);
}

static void point(const struct radar *r, size_t i, double level)
{
	if (isnan(level))
		level = 0;
	svg_num(r->s, at_x(r, i, level));
	svg_c(r->s, ",");
	svg_num(r->s, at_y(r, i, level));
	svg_c(r->s, " ");
}

static double value_of(const struct chart_radar_axis *a, int which)
{
	return which == 0 ? a->middle : which == 1 ? a->low : which == 2 ? a->high : a->wish;
}

static void polygon(const struct radar *r, const char *class_name, int which)
{
	svg_c(r->s, "<polygon class=\"");
	svg_c(r->s, class_name);
	svg_c(r->s, "\" points=\"");
	for (size_t i = 0; i < r->count; i++)
		point(r, i, value_of(&r->axes[i], which));
	svg_c(r->s, "\"/>");
}

static void grid(const struct radar *r)
{
	for (int level = 1; level <= r->levels; level++) {
		svg_c(r->s, "<polygon class=\"hair\" points=\"");
		for (size_t i = 0; i < r->count; i++)
			point(r, i, level);
		svg_c(r->s, "\"/>");
	}
	for (size_t i = 0; i < r->count; i++) {
		svg_c(r->s, "<text text-anchor=\"middle\" font-size=\"15\" font-weight=\"600\" x=\"");
		svg_num(r->s, at_x(r, i, r->levels * 1.19));
		svg_c(r->s, "\" y=\"");
		svg_num(r->s, at_y(r, i, r->levels * 1.19) + 5);
		svg_c(r->s, "\">");
		svg_i64(r->s, (int64_t)i + 1);
		svg_c(r->s, "</text>");
	}
}

/* The band between the quartiles: the outer outline, then the inner one. */
static void band(const struct radar *r)
{
	svg_c(r->s, "<path class=\"area\" fill-rule=\"evenodd\" d=\"M");
	for (size_t i = 0; i < r->count; i++)
		point(r, i, r->axes[i].high);
	svg_c(r->s, "ZM");
	for (size_t i = 0; i < r->count; i++)
		point(r, i, r->axes[i].low);
	svg_c(r->s, "Z\"/>");
}

struct markup chart_radar(struct view *v, struct str title, const struct chart_radar_axis *axes,
			  size_t count, int levels)
{
	struct svg s = svg_new(v);
	struct radar r = { &s, axes, count, levels };

	svg_c(&s, "<svg viewBox=\"0 0 320 320\" role=\"img\" aria-labelledby=\"radar-t radar-d\">"
		  "<title id=\"radar-t\">");
	svg_text(&s, title);
	svg_c(&s, "</title><desc id=\"radar-d\">");
	for (size_t i = 0; i < count; i++) {
		svg_c(&s, i ? "; " : "");
		svg_i64(&s, (int64_t)i + 1);
		svg_c(&s, " ");
		svg_text(&s, axes[i].name);
	}
	svg_c(&s, ".</desc>");
	grid(&r);
	band(&r);
	polygon(&r, "ring", 3);
	polygon(&r, "poly", 0);
	svg_c(&s, "</svg>");
	return svg_done(&s);
}
