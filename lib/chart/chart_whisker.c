/* SPDX-License-Identifier: EUPL-1.2 */
/* From how many to how many it can be, on a line from nobody to all. */
#include "base/tr.h"
#include "chart/chart_text.h"

#define BAR	1.9	/* em: the middle of the bar */
#define HALF_BAR 0.33
#define TICK	0.6
#define NUMBERS	3.7
#define NEAR	16.0	/* per cent: nearer than this two numbers touch */

static void upright(struct svg *s, const char *class_name, double x, double half)
{
	svg_c(s, "<line class=\"");
	svg_c(s, class_name);
	svg_c(s, "\"");
	svg_percent(s, "x1", x);
	svg_percent(s, "x2", x);
	svg_c(s, " y1=\"");
	svg_em(s, BAR - half);
	svg_c(s, "\" y2=\"");
	svg_em(s, BAR + half);
	svg_c(s, "\"/>");
}

static void number(struct svg *s, const char *class_name, const char *anchor, double x, int64_t n)
{
	svg_c(s, "<text class=\"");
	svg_c(s, class_name);
	svg_c(s, "\" text-anchor=\"");
	svg_c(s, anchor);
	svg_c(s, "\"");
	svg_percent(s, "x", x);
	svg_c(s, " y=\"");
	svg_em(s, NUMBERS);
	svg_c(s, "\">");
	svg_i64(s, n);
	svg_c(s, "</text>");
}

/* At the ends a number stands inside; two that would touch make room. */
static void ends(struct svg *s, double from, double to, int64_t low, int64_t high, int64_t all)
{
	const bool is_near = to - from < NEAR;

	if (low > 0 && from > NEAR)
		number(s, "l", "start", 0, 0);
	if (high < all && to < 100 - NEAR)
		number(s, "l", "end", 100, all);
	number(s, "c b", from < 4 ? "start" : is_near ? "end" : "middle", is_near ? from + 2 : from,
	       low);
	if (high > low)
		number(s, "c b", to > 96 ? "end" : is_near ? "start" : "middle",
		       is_near && to <= 96 ? to - 1 : to, high);
}

struct markup chart_whisker(struct view *v, int64_t low, int64_t high, int64_t all,
			    struct str label)
{
	struct svg s = svg_new(v);
	const double from = (double)low * 100 / (double)all, to = (double)high * 100 / (double)all;

	svg_c(&s, "<svg role=\"img\" class=\"whisker\" width=\"100%\" height=\"4em\" aria-label=\"");
	svg_text(&s, label);
	svg_c(&s, "\"><line class=\"hl\" x1=\"0\" x2=\"100%\" y1=\"");
	svg_em(&s, BAR);
	svg_c(&s, "\" y2=\"");
	svg_em(&s, BAR);
	svg_c(&s, "\"/>");
	upright(&s, "half", 50, 1);
	svg_c(&s, "<text class=\"l\" x=\"50%\" y=\".75em\" text-anchor=\"middle\">");
	svg_text(&s, str_from(tr(v->lang, N_("de helft"))));
	svg_c(&s, "</text><rect class=\"now\" height=\"");
	svg_em(&s, 2 * HALF_BAR);
	svg_c(&s, "\" y=\"");
	svg_em(&s, BAR - HALF_BAR);
	svg_c(&s, "\"");
	svg_percent(&s, "x", from);
	svg_percent(&s, "width", to - from);
	svg_c(&s, "/>");
	upright(&s, "whisk", from, TICK);
	upright(&s, "whisk", to, TICK);
	ends(&s, from, to, low, high, all);
	svg_c(&s, "</svg>");
	return svg_done(&s);
}
