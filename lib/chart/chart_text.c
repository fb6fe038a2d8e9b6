/* SPDX-License-Identifier: EUPL-1.2 */
#include "chart/chart_text.h"

#include "base/tr.h"

enum { SVG_BYTES_MAX = 256 * 1024 };

struct svg svg_new(struct view *v)
{
	return (struct svg){ out_new(v->a, SVG_BYTES_MAX), v };
}

void svg_c(struct svg *s, const char *literal)
{
	out_c(&s->o, literal);
}

void svg_text(struct svg *s, struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		switch (text.p[i]) {
		case '&': out_c(&s->o, "&amp;"); break;
		case '<': out_c(&s->o, "&lt;"); break;
		case '>': out_c(&s->o, "&gt;"); break;
		case '"': out_c(&s->o, "&quot;"); break;
		case '\'': out_c(&s->o, "&#39;"); break;
		default: out_char(&s->o, text.p[i]);
		}
}

/* Zeros at the end go: a page has thousands of numbers. */
void svg_num(struct svg *s, double x)
{
	out_decimal(&s->o, x, 2, '.');
	if (s->o.is_failed)
		return;
	while (s->o.p[s->o.n - 1] == '0')
		s->o.n--;
	if (s->o.p[s->o.n - 1] == '.')
		s->o.n--;
}

void svg_em(struct svg *s, double em)
{
	svg_num(s, em);
	out_c(&s->o, "em");
}

void svg_i64(struct svg *s, int64_t n)
{
	out_i64(&s->o, n);
}

struct markup svg_done(struct svg *s)
{
	/* Half a chart would break the page around it. */
	return (struct markup){ s->o.is_failed ? (struct str){ 0 } : out_done(&s->o) };
}

void svg_counts(struct svg *s, const struct str *levels, const struct tally *t)
{
	for (int k = 0; k < t->levels; k++) {
		svg_c(s, k ? ", " : "");
		svg_text(s, levels[k]);
		svg_c(s, ": ");
		svg_i64(s, t->c[k]);
	}
	svg_c(s, ".");
}

bool svg_is_wish(const struct chart_dots *c, int level)
{
	return level == c->wish || (c->wish && level == c->wish_high);
}

void svg_level_row(struct svg *s, const struct chart_dots *c)
{
	svg_c(s, "<div class=\"lv\" aria-hidden=\"true\">");
	for (int k = 0; k < c->all.levels; k++) {
		svg_c(s, svg_is_wish(c, k + 1) ? "<span class=\"goal\">" : "<span>");
		svg_text(s, c->levels[k]);
		svg_c(s, "</span>");
	}
	svg_c(s, "</div>");
}

void svg_percent(struct svg *s, const char *name, double x)
{
	svg_c(s, " ");
	svg_c(s, name);
	svg_c(s, "=\"");
	svg_num(s, x);
	svg_c(s, "%\"");
}

void svg_column(struct svg *s, const struct chart_dots *c, int k, const char *class_name,
		double height_em)
{
	double width = 100.0 / c->all.levels;

	svg_c(s, "<rect class=\"");
	svg_c(s, class_name);
	svg_c(s, "\"");
	svg_percent(s, "x", k * width + 0.6);
	svg_c(s, " y=\"0\"");
	svg_percent(s, "width", width - 1.2);
	svg_c(s, " height=\"");
	svg_em(s, height_em);
	svg_c(s, "\" rx=\"5\"/>");
}

static void wish_words(struct svg *s, const struct chart_dots *c)
{
	bool is_between = c->wish_high > c->wish;
	const struct str args[] = {
		c->levels[c->wish - 1],
		c->levels[(is_between ? c->wish_high : c->wish) - 1],
	};
	const char *text = is_between ? N_("De wens ligt tussen ‘%1’ en ‘%2’.") : N_("De wens is ‘%1’.");

	svg_c(s, " ");
	svg_text(s, tr_fill(s->v->a, tr(s->v->lang, text), args, ARRAY_LEN(args)));
}

void svg_dont_know(struct svg *s, const struct tally *t)
{
	if (t->dont_know == 0)
		return;
	svg_c(s, " ");
	svg_text(s, str_from(tr(s->v->lang, N_("Weet ik niet:"))));
	svg_c(s, " ");
	svg_i64(s, t->dont_know);
	svg_c(s, ".");
}

void svg_named(struct svg *s, struct str id, struct str title, double height_em)
{
	svg_c(s, "<svg role=\"img\" aria-labelledby=\"");
	svg_text(s, id);
	svg_c(s, "-t ");
	svg_text(s, id);
	svg_c(s, "-d\" width=\"100%\" height=\"");
	svg_em(s, height_em);
	svg_c(s, "\"><title id=\"");
	svg_text(s, id);
	svg_c(s, "-t\">");
	svg_text(s, title);
	svg_c(s, "</title><desc id=\"");
	svg_text(s, id);
	svg_c(s, "-d\">");
}

void svg_open(struct svg *s, const struct chart_dots *c, double height_em)
{
	svg_named(s, c->id, c->title, height_em);
	svg_counts(s, c->levels, &c->all);
	svg_dont_know(s, &c->all);
	if (c->wish)
		wish_words(s, c);
	svg_c(s, "</desc>");
}
