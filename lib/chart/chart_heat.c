/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Many answers: one cell a level, whose number says how many and whose shade
 * how many compared with the fullest.
 */
#include "chart/chart_text.h"

enum { SHADES = 4, SHADE_DARK = 3 };	/* from here the number is light */

static int64_t most_of(const struct tally *t)
{
	int64_t most = 1;

	for (int k = 0; k < t->levels; k++)
		most = t->c[k] > most ? t->c[k] : most;
	return most;
}

/* 0 for nobody; the fullest cell has the darkest shade. */
static int shade_of(int64_t count, int64_t most)
{
	return count ? 1 + (int)(count * (SHADES - 1) / most) : 0;
}

void chart_heat(struct svg *s, const struct chart_dots *c)
{
	static const char *const shades[SHADES + 1] = { "h0", "h1", "h2", "h3", "h4" };
	int64_t most = most_of(&c->all);

	for (int k = 0; k < c->all.levels; k++) {
		int shade = shade_of(c->all.c[k], most);

		svg_column(s, c, k, shades[shade], HEAT_HEIGHT);
		if (svg_is_wish(c, k + 1))
			svg_column(s, c, k, "goalline", HEAT_HEIGHT);
		svg_c(s, "<text aria-hidden=\"true\" text-anchor=\"middle\"");
		svg_c(s, shade >= SHADE_DARK ? " class=\"inv\"" : "");
		svg_percent(s, "x", (k + 0.5) * 100.0 / c->all.levels);
		svg_c(s, " y=\"");
		svg_em(s, HEAT_HEIGHT / 2 + 0.35);
		svg_c(s, "\">");
		svg_i64(s, c->all.c[k]);
		svg_c(s, "</text>");
	}
}
