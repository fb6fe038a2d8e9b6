/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A subject as a strip.  Heights in em: what stands on the line, the line, what
 * hangs from it.  They depend on the fullest columns of the page, so that rows
 * are equally high and can be compared.
 */
#include <math.h>

#include "chart/chart_text.h"

/* Across, in per cent: words, columns, a gap, those who do not know. */
#define LEFT	8.0
#define COLUMNS	78.0
#define CELL	88.5
#define CELL_WIDTH 10.0

#define FULL	2.8	/* em: of the fullest column of the page */
#define NUMBER	1.1	/* a number above or below it */
#define CELL_HEIGHT 2.7
#define LINE	0.56	/* from what stands on it, and what hangs, to the line */
#define PILE	3.3	/* em across: what fits in a column at 360 px */
#define PITCH	0.72	/* from dot to dot at most */

struct strip {
	struct svg *s;
	const struct chart_strip *c;
	double foot, hang;		/* where answers stand; where wishes hang from */
	double full;			/* answers of a full column */
	double pitch;			/* of dots */
	int64_t per_row;
};

double chart_strip_mean(const struct tally *t)
{
	int64_t sum = 0;

	for (int k = 0; k < t->levels; k++)
		sum += (k + 1) * t->c[k];
	return tally_n(t) ? (double)sum / (double)tally_n(t) : (double)NAN;
}

static double column(const struct strip *p)
{
	return COLUMNS / p->c->scale->levels;
}

static int width_of(const struct chart_strip *c, int k)
{
	return c->width ? c->width[k] : 1;
}

/* The largest step from dot to dot with which the fullest column fits. */
static void set_dots(struct strip *p)
{
	p->pitch = PITCH;
	for (;;) {
		p->per_row = (int64_t)(PILE / p->pitch);
		if (ceil(p->full / (double)p->per_row) * p->pitch <= FULL || p->pitch < 0.2)
			return;
		p->pitch -= 0.02;
	}
}

static double height_of(const struct strip *p, double count)
{
	if (!p->c->scale->is_dots)
		return count / p->full * FULL;
	return ceil(count / (double)p->per_row) * p->pitch;
}

/* Of a class, which is a bar among dots too: as high as its answers would be as dots
 * without rows that are not full. */
static double class_height(const struct strip *p, double count)
{
	return p->c->scale->is_dots ? count / (double)p->per_row * p->pitch : height_of(p, count);
}

static void number(struct strip *p, const char *class_name, double x, double y, int64_t n)
{
	svg_c(p->s, "<text class=\"");
	svg_c(p->s, class_name);
	svg_c(p->s, "\" text-anchor=\"middle\"");
	svg_percent(p->s, "x", x);
	svg_c(p->s, " y=\"");
	svg_em(p->s, y);
	svg_c(p->s, "\">");
	svg_i64(p->s, n);
	svg_c(p->s, "</text>");
}

static void rect(struct strip *p, const char *class_name, double x, double width, double y,
		 double height)
{
	svg_c(p->s, "<rect class=\"");
	svg_c(p->s, class_name);
	svg_c(p->s, "\"");
	svg_percent(p->s, "x", x);
	svg_percent(p->s, "width", width);
	svg_c(p->s, " y=\"");
	svg_em(p->s, y);
	svg_c(p->s, "\" height=\"");
	svg_em(p->s, height);
	svg_c(p->s, "\"/>");
}

/* Rows from `y` on, upwards or downwards. */
static void pile(struct strip *p, const char *class_name, double x, double y, int64_t n, int way)
{
	svg_c(p->s, "<svg");
	svg_percent(p->s, "x", x);
	svg_c(p->s, " y=\"");
	svg_em(p->s, y);
	svg_c(p->s, "\" overflow=\"visible\" aria-hidden=\"true\">");
	for (int64_t i = 0; i < n; i++) {
		const int64_t row = i / p->per_row, left = n - row * p->per_row;
		const double in_row = (double)(left < p->per_row ? left : p->per_row);

		svg_c(p->s, "<circle class=\"");
		svg_c(p->s, class_name);
		svg_c(p->s, "\" cx=\"");
		svg_em(p->s, ((double)(i % p->per_row) - (in_row - 1) / 2) * p->pitch);
		svg_c(p->s, "\" cy=\"");
		svg_em(p->s, way * ((double)row + 0.5) * p->pitch);
		svg_c(p->s, "\" r=\"");
		svg_em(p->s, p->pitch * 0.4);
		svg_c(p->s, "\"/>");
	}
	svg_c(p->s, "</svg>");
}

/* What stands on the line (way -1) or hangs from it (1).  A class is as wide as
 * its levels and as high as one of them on average: the same area an answer. */
static void columns(struct strip *p, const struct tally *t, int way)
{
	const char *mark = way < 0 ? "now" : "wish", *text = way < 0 ? "c" : "w";
	const double base = way < 0 ? p->foot : p->hang, one = column(p);
	double x = LEFT;

	for (int k = 0; k < t->levels; k++) {
		const double wide = width_of(p->c, k) * one, middle = x + wide / 2;
		const double count = (double)t->c[k] / width_of(p->c, k);
		const double height = p->c->width ? class_height(p, count) : height_of(p, count);

		if (t->c[k] && p->c->scale->is_dots && !p->c->width)
			pile(p, mark, middle, base, t->c[k], way);
		else if (t->c[k])
			rect(p, mark, x + one / 6, wide - one / 3, way < 0 ? base - height : base,
			     height);
		if (way < 0)
			number(p, t->c[k] ? text : "z", middle, base - height - 0.25, t->c[k]);
		else if (t->c[k])
			number(p, text, middle, base + height + 0.95, t->c[k]);
		x += wide;
	}
}

static void dont_know(struct strip *p)
{
	const int64_t n = p->c->now.dont_know;
	const double fill = fmin((double)n / p->full * FULL, CELL_HEIGHT);

	if (n)
		rect(p, "dkf", CELL, CELL_WIDTH, p->foot - fill, fill);
	rect(p, "dk", CELL, CELL_WIDTH, p->foot - CELL_HEIGHT, CELL_HEIGHT);
	number(p, n ? "c" : "z", CELL + CELL_WIDTH / 2, p->foot - CELL_HEIGHT / 2 + 0.35, n);
}

static void words_left(struct strip *p)
{
	svg_c(p->s, "<text class=\"l\" x=\"0\" y=\"");
	svg_em(p->s, p->foot);
	svg_c(p->s, "\">");
	svg_text(p->s, str_from(tr(p->s->v->lang, N_("nu"))));
	svg_c(p->s, "</text>");
	if (!p->c->wish)
		return;
	svg_c(p->s, "<text class=\"w\" x=\"0\" y=\"");
	svg_em(p->s, p->hang + 0.8);
	svg_c(p->s, "\">");
	svg_text(p->s, str_from(tr(p->s->v->lang, N_("wens"))));
	svg_c(p->s, "</text>");
}

static void line(struct strip *p, const char *class_name, double from, double to)
{
	svg_c(p->s, "<line class=\"");
	svg_c(p->s, class_name);
	svg_c(p->s, "\"");
	svg_percent(p->s, "x1", from);
	svg_percent(p->s, "x2", to);
	svg_c(p->s, " y1=\"");
	svg_em(p->s, p->foot + LINE);
	svg_c(p->s, "\" y2=\"");
	svg_em(p->s, p->foot + LINE);
	svg_c(p->s, "\"/>");
}

static double place(const struct strip *p, double level)
{
	return LEFT + (level - 0.5) * column(p);
}

static void compare(struct strip *p)
{
	const double lead = place(p, chart_strip_mean(p->c->leaders));
	const double rest = place(p, chart_strip_mean(p->c->others));

	line(p, p->c->is_apart ? "gapl" : "same", fmin(lead, rest), fmax(lead, rest));
	svg_c(p->s, "<circle class=\"oth\"");
	svg_percent(p->s, "cx", rest);
	svg_c(p->s, " cy=\"");
	svg_em(p->s, p->foot + LINE);
	svg_c(p->s, "\" r=\"0.3em\"/><svg");
	svg_percent(p->s, "x", lead);
	svg_c(p->s, " y=\"");
	svg_em(p->s, p->foot + LINE);
	svg_c(p->s, "\" overflow=\"visible\" aria-hidden=\"true\"><rect class=\"ldr\" x=\"-.28em\" "
		    "y=\"-.28em\" width=\".56em\" height=\".56em\" transform=\"rotate(45)\"/></svg>");
}

/* "Nu: In proef: 4, In afspraken: 6. Weet ik niet: 3. Wens over twee jaar: …" */
static void describe(struct strip *p)
{
	const struct chart_strip *c = p->c;

	svg_text(p->s, str_from(tr(p->s->v->lang, N_("Nu:"))));
	svg_c(p->s, " ");
	svg_counts(p->s, c->names, &c->now);
	svg_dont_know(p->s, &c->now);
	if (c->wish) {
		svg_c(p->s, " ");
		svg_text(p->s, str_from(tr(p->s->v->lang, N_("Wens over twee jaar:"))));
		svg_c(p->s, " ");
		svg_counts(p->s, c->names, c->wish);
	}
	if (c->leaders) {
		svg_c(p->s, " ");
		svg_text(p->s, str_from(tr(p->s->v->lang, N_("Waarvan leidinggevenden:"))));
		svg_c(p->s, " ");
		svg_counts(p->s, c->names, c->leaders);
	}
}

/* Nothing hangs where no wishes are shown. */
static double hanging(const struct strip *p)
{
	const double most = p->c->scale->most_wish;

	return most > 0 ? height_of(p, most) + NUMBER : 0;
}

struct markup chart_strip(struct view *v, const struct chart_strip *c)
{
	struct svg s = svg_new(v);
	struct strip p = { .s = &s, .c = c };

	p.full = fmax(1, fmax(c->scale->most_now, c->scale->most_wish));
	set_dots(&p);
	p.foot = fmax(NUMBER + height_of(&p, c->scale->most_now), CELL_HEIGHT + 0.2);
	p.hang = p.foot + 2 * LINE;
	svg_named(&s, c->id, c->title, p.hang + hanging(&p));
	describe(&p);
	svg_c(&s, "</desc>");
	words_left(&p);
	line(&p, "hl", LEFT, LEFT + COLUMNS);
	columns(&p, &c->now, -1);
	if (c->wish)
		columns(&p, c->wish, 1);
	dont_know(&p);
	if (c->leaders && c->others && tally_n(c->leaders) && tally_n(c->others))
		compare(&p);
	svg_c(&s, "</svg>");
	return svg_done(&s);
}
