/* SPDX-License-Identifier: EUPL-1.2 */
/* A histogram of a thumb's size, for small multiples. */
#include "chart/chart_text.h"

enum { BASE = 32, ROOM = 28, MOST_MIN = 3 };

struct markup chart_mini(struct view *v, const struct tally *t, struct str label)
{
	struct svg s = svg_new(v);
	int64_t most = MOST_MIN;
	double width = 100.0 / t->levels;

	for (int k = 0; k < t->levels; k++)
		most = t->c[k] > most ? t->c[k] : most;
	svg_c(&s, "<svg role=\"img\" width=\"100%\" height=\"34\" aria-label=\"");
	svg_text(&s, label);
	svg_c(&s, "\">");
	for (int k = 0; k < t->levels; k++) {
		double height = (double)t->c[k] / (double)most * ROOM;

		if (t->c[k] == 0)
			continue;
		svg_c(&s, "<rect class=\"bar\" x=\"");
		svg_num(&s, k * width + width / 10);
		svg_c(&s, "%\" width=\"");
		svg_num(&s, width * 0.8);
		svg_c(&s, "%\" y=\"");
		svg_num(&s, BASE - 1 - height);
		svg_c(&s, "\" height=\"");
		svg_num(&s, height + 1);
		svg_c(&s, "\" rx=\"2\"/>");
	}
	svg_c(&s, "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"32\" y2=\"32\"/></svg>");
	return svg_done(&s);
}
