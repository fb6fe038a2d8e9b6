/* SPDX-License-Identifier: EUPL-1.2 */
/* A group beside other groups: bars with their counts, all on one scale. */
#include "chart/chart_text.h"

#define FULL	2.2	/* em: of the fullest column of all groups */
#define NUMBER	1.05

struct markup chart_small(struct view *v, const struct tally *t, double most, const int *width,
			  struct str label)
{
	struct svg s = svg_new(v);
	const double foot = FULL + NUMBER;
	int columns = 0;
	double x = 0;

	for (int k = 0; k < t->levels; k++)
		columns += width ? width[k] : 1;
	svg_c(&s, "<svg role=\"img\" class=\"small5\" width=\"100%\" height=\"");
	svg_em(&s, foot + 0.15);
	svg_c(&s, "\" aria-label=\"");
	svg_text(&s, label);
	svg_c(&s, "\">");
	for (int k = 0; k < t->levels; k++) {
		const double one = 100.0 / columns, wide = one * (width ? width[k] : 1);
		const double height = (double)t->c[k] / (width ? width[k] : 1) / most * FULL;

		if (t->c[k]) {
			svg_c(&s, "<rect class=\"now\"");
			svg_percent(&s, "x", x + one / 10);
			svg_percent(&s, "width", wide - one / 5);
			svg_c(&s, " y=\"");
			svg_em(&s, foot - height);
			svg_c(&s, "\" height=\"");
			svg_em(&s, height);
			svg_c(&s, "\"/><text class=\"z\" text-anchor=\"middle\"");
			svg_percent(&s, "x", x + wide / 2);
			svg_c(&s, " y=\"");
			svg_em(&s, foot - height - 0.2);
			svg_c(&s, "\">");
			svg_i64(&s, t->c[k]);
			svg_c(&s, "</text>");
		}
		x += wide;
	}
	svg_c(&s, "<line class=\"hl\" x1=\"0\" x2=\"100%\" y1=\"");
	svg_em(&s, foot);
	svg_c(&s, "\" y2=\"");
	svg_em(&s, foot);
	svg_c(&s, "\"/></svg>");
	return svg_done(&s);
}
