/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A radar, for those who ask for one.  Lines and areas run only between
 * neighbours that both have a value: a subject without one is no zero.
 */
#include <math.h>

#include "base/tr.h"
#include "chart/chart_text.h"

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
	svg_num(r->s, at_x(r, i, level));
	svg_c(r->s, ",");
	svg_num(r->s, at_y(r, i, level));
	svg_c(r->s, " ");
}

enum value { MIDDLE, LOW, HIGH, WISH };

static double value_of(const struct radar *r, size_t i, enum value which)
{
	const struct chart_radar_axis *a = &r->axes[i % r->count];
	const double values[] = { a->middle, a->low, a->high, a->wish };

	return values[which];
}

/* From each axis to the next one. */
static void outline(const struct radar *r, const char *class_name, enum value which)
{
	svg_c(r->s, "<path class=\"");
	svg_c(r->s, class_name);
	svg_c(r->s, "\" stroke-linecap=\"round\" d=\"");
	for (size_t i = 0; i < r->count; i++) {
		double here = value_of(r, i, which), next = value_of(r, i + 1, which);

		if (isnan(here))
			continue;
		svg_c(r->s, "M");
		point(r, i, here);
		svg_c(r->s, "L");
		if (isnan(next))
			point(r, i, here);	/* a dot of its own */
		else
			point(r, i + 1, next);
	}
	svg_c(r->s, "\"/>");
}

/* The middle half, one piece between two axes at a time. */
static void band(const struct radar *r)
{
	svg_c(r->s, "<path class=\"area\" d=\"");
	for (size_t i = 0; i < r->count; i++) {
		if (isnan(value_of(r, i, LOW)) || isnan(value_of(r, i + 1, LOW)))
			continue;
		svg_c(r->s, "M");
		point(r, i, value_of(r, i, LOW));
		svg_c(r->s, "L");
		point(r, i, value_of(r, i, HIGH));
		point(r, i + 1, value_of(r, i + 1, HIGH));
		point(r, i + 1, value_of(r, i + 1, LOW));
		svg_c(r->s, "Z");
	}
	svg_c(r->s, "\"/>");
}

static void spoke(const struct radar *r, size_t i)
{
	svg_c(r->s, "<path class=\"hair\" d=\"M");
	point(r, i, 0);
	svg_c(r->s, "L");
	point(r, i, r->levels);
	svg_c(r->s, "\"/><text text-anchor=\"middle\" font-size=\"15\" font-weight=\"600\" x=\"");
	svg_num(r->s, at_x(r, i, r->levels * 1.19));
	svg_c(r->s, "\" y=\"");
	svg_num(r->s, at_y(r, i, r->levels * 1.19) + 5);
	svg_c(r->s, "\">");
	svg_i64(r->s, (int64_t)i + 1);
	svg_c(r->s, "</text>");
}

static void grid(const struct radar *r)
{
	for (int level = 1; level <= r->levels; level++) {
		svg_c(r->s, "<polygon class=\"hair\" points=\"");
		for (size_t i = 0; i < r->count; i++)
			point(r, i, level);
		svg_c(r->s, "\"/>");
	}
	for (size_t i = 0; i < r->count; i++)
		spoke(r, i);
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
		svg_c(&s, axes[i].words.n ? ": " : "");
		svg_text(&s, axes[i].words);
	}
	svg_c(&s, ".</desc>");
	grid(&r);
	band(&r);
	outline(&r, "ring", WISH);
	outline(&r, "poly", MIDDLE);
	svg_c(&s, "</svg>");
	return svg_done(&s);
}
