/* SPDX-License-Identifier: EUPL-1.2 */
/* One bar in as many parts as there are answers to choose from: all answers side
 * by side, so that the length of each part is its share. */
#include "chart/chart_text.h"

enum { PARTS = 5, LIGHT_FROM = 3 };	/* shades; from here the number is light */

/* The shade of part k of `parts`: the ends are the ends, whatever their number. */
static int shade_of(int k, int parts)
{
	return k * (PARTS - 1) / (parts - 1);
}

struct markup chart_parts(struct view *v, const struct tally *t, struct str label)
{
	static const char *const shades[PARTS] = { "p0", "p1", "p2", "p3", "p4" };
	struct svg s = svg_new(v);
	const double n = (double)tally_n(t);
	double x = 0;

	svg_c(&s, "<svg role=\"img\" class=\"parts\" width=\"100%\" height=\"1.6em\" aria-label=\"");
	svg_text(&s, label);
	svg_c(&s, "\">");
	for (int k = 0; k < t->levels; k++) {
		const double width = (double)t->c[k] * 100 / n;
		const int shade = shade_of(k, t->levels);

		if (t->c[k] == 0)
			continue;
		svg_c(&s, "<rect class=\"");
		svg_c(&s, shades[shade]);
		svg_c(&s, "\" y=\"0\" height=\"1.6em\"");
		svg_percent(&s, "x", x);
		svg_percent(&s, "width", width);
		svg_c(&s, "/><text text-anchor=\"middle\" class=\"c");
		svg_c(&s, shade >= LIGHT_FROM ? " inv" : "");
		svg_c(&s, "\" y=\"1.15em\"");
		svg_percent(&s, "x", x + width / 2);
		svg_c(&s, ">");
		svg_i64(&s, t->c[k]);
		svg_c(&s, "</text>");
		x += width;
	}
	svg_c(&s, "</svg>");
	return svg_done(&s);
}
