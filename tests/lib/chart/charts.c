/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Charts, compared whole with the files in tests/golden, and the promises that
 * hold for all of them.  PEIL_GOLDEN=write makes the files anew.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chart/chart.h"

static const char *golden_folder;

static const struct str level_names[] = {
	STR("Bij enkelen"), STR("In proef"), STR("In afspraken"), STR("Gewoon"), STR("Samen"),
};

static struct arena *arena;
static struct view view;

static int begin(void **state)
{
	(void)state;
	arena = arena_new(8 << 20);
	view = (struct view){ .a = arena, .lang = LANG_NL };
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_freep(&arena);
	return 0;
}

static size_t times(struct str text, const char *what)
{
	size_t n = strlen(what), count = 0;

	for (size_t i = 0; i + n <= text.n; i++)
		count += memcmp(text.p + i, what, n) == 0;
	return count;
}

static struct str read_golden(const char *path)
{
	char *p = arena_alloc(arena, 1 << 18);
	FILE *f = fopen(path, "rb");
	size_t n = f ? fread(p, 1, 1 << 18, f) : 0;

	if (f)
		fclose(f);
	return (struct str){ p, n };
}

static void write_golden(const char *path, struct str text)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(text.p, 1, text.n, f), text.n);
	assert_int_equal(fputc('\n', f), '\n');
	assert_int_equal(fclose(f), 0);
}

static void is_golden(const char *name, struct markup made)
{
	const char *mode = getenv("PEIL_GOLDEN");
	char path[400];
	struct str file;

	snprintf(path, sizeof(path), "%s/%s.svg", golden_folder, name);
	if (mode && strcmp(mode, "write") == 0)
		write_golden(path, made.html);
	file = read_golden(path);
	assert_true(file.n > 0);
	file.n--;	/* the line end */
	if (!str_eq(file, made.html))
		fail_msg("%s differs:\n" STR_FMT, path, STR_ARG(made.html));
}

/* What every chart promises: a name, no style, no script, all tags closed. */
static void is_proper(struct str svg)
{
	assert_int_equal(times(svg, "style="), 0);
	assert_int_equal(times(svg, "<script"), 0);
	assert_int_equal(times(svg, "nan"), 0);
	assert_int_equal(times(svg, "null"), 0);
	assert_int_equal(times(svg, "role=\"img\""), 1);
	assert_int_equal(times(svg, "aria-label"), 1);
	assert_int_equal(times(svg, "<svg"), times(svg, "</svg>"));
	assert_int_equal(times(svg, "<text"), times(svg, "</text>"));
}

static struct chart_dots dots(struct tally all)
{
	return (struct chart_dots){
		.id = STR("c1"), .title = STR("Data en kwaliteit"), .all = all, .levels = level_names,
	};
}

static struct tally five(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e)
{
	return (struct tally){ .levels = 5, .c = { a, b, c, d, e } };
}

static void dots_with_wish(void **state)
{
	struct chart_dots c = dots(five(3, 6, 5, 4, 0));
	struct markup made;

	(void)state;
	c.wish = c.wish_high = 4;
	c.all.dont_know = 3;
	made = chart_dots(&view, &c);
	is_golden("dots", made);
	is_proper(made.html);
	assert_int_equal(times(made.html, "<circle class=\"dot\""), 18);
	assert_int_equal(times(made.html, "class=\"goalcol\""), 1);
	assert_int_equal(times(made.html, "Weet ik niet: 3."), 1);
}

static void cells_above_sixty(void **state)
{
	struct chart_dots c = dots(five(0, 24, 27, 9, 1));
	struct markup made;

	(void)state;
	c.wish = 3;
	c.wish_high = 4;
	made = chart_dots(&view, &c);
	is_golden("heat", made);
	is_proper(made.html);
	assert_int_equal(times(made.html, "<circle"), 0);
	assert_int_equal(times(made.html, ">27</text>"), 1);
	assert_int_equal(times(made.html, ">0</text>"), 1);
	assert_int_equal(times(made.html, "class=\"h0\""), 1);
	assert_int_equal(times(made.html, "class=\"h4\""), 1);
	assert_int_equal(times(made.html, "class=\"goalline\""), 2);
	assert_int_equal(times(made.html, "De wens ligt tussen ‘In afspraken’ en ‘Gewoon’."), 1);
}

/* Beside a chart of many: the same measure for few. */
static void cells_for_few_when_asked(void **state)
{
	struct chart_dots c = dots(five(0, 4, 2, 0, 0));
	struct markup made;

	(void)state;
	c.is_cells = true;
	made = chart_dots(&view, &c);
	is_proper(made.html);
	assert_int_equal(times(made.html, "<circle"), 0);
	assert_int_equal(times(made.html, ">4</text>"), 1);
	assert_int_equal(times(made.html, "class=\"h0\""), 3);
}

static void from_nobody_to_sixty(void **state)
{
	static const int64_t counts[] = { 0, 1, 60 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		struct chart_dots c = dots(five(0, 0, counts[i], 0, 0));
		struct markup made = chart_dots(&view, &c);

		is_proper(made.html);
		assert_int_equal(times(made.html, "<circle"), counts[i]);
		assert_int_equal(times(made.html, "class=\"col\""), 5);
	}
	is_golden("dots-none", chart_dots(&view, &(struct chart_dots){
		.id = STR("leeg"), .title = STR("Niets"), .all = five(0, 0, 0, 0, 0), .levels = level_names,
	}));
}

static void texts_are_escaped(void **state)
{
	struct chart_dots c = dots(five(1, 0, 0, 0, 0));
	const struct str hostile = STR("</title><script>alert(1)</script>\" onload='x' &");
	const struct tally t = five(1, 2, 0, 0, 0);
	const struct chart_strip_scale scale = { 5, true, 2, 2 };
	const struct str names[] = { hostile, hostile, hostile, hostile, hostile };
	const struct chart_strip row = { .id = STR("c2"), .title = STR("x"), .names = names,
		.scale = &scale, .now = t };
	struct markup made[7];

	(void)state;
	c.title = hostile;
	made[0] = chart_dots(&view, &c);
	made[1] = chart_mini(&view, &t, hostile);
	made[2] = chart_strip(&view, &row);
	made[3] = chart_qr(&view, STR("https://peil.example/s/ABCD"), hostile);
	made[4] = chart_parts(&view, &t, hostile);
	made[5] = chart_whisker(&view, 1, 2, 3, hostile);
	made[6] = chart_small(&view, &t, 2, NULL, hostile);
	for (size_t i = 0; i < ARRAY_LEN(made); i++) {
		is_proper(made[i].html);
		assert_int_equal(times(made[i].html, "onload='x'"), 0);
		assert_true(times(made[i].html, "&lt;script&gt;alert(1)&lt;/script&gt;&quot; "
				  "onload=&#39;x&#39; &amp;") >= 1);
	}
}

static void ids_belong_to_one_chart(void **state)
{
	struct chart_dots a = dots(five(1, 2, 3, 0, 0)), b = a;
	struct str one, two;

	(void)state;
	b.id = STR("t1");
	one = chart_dots(&view, &a).html;
	two = chart_dots(&view, &b).html;
	assert_int_equal(times(one, " id=\""), 2);
	assert_int_equal(times(one, "<title id=\"c1-t\">"), 1);
	assert_int_equal(times(one, "<desc id=\"c1-d\">"), 1);
	assert_int_equal(times(one, "aria-labelledby=\"c1-t c1-d\""), 1);
	assert_int_equal(times(two, "aria-labelledby=\"t1-t t1-d\""), 1);
	assert_int_equal(times(two, "c1-"), 0);
}

/* The outermost dot of every row stays in its column: x in em times the
 * smallest size of an em (5.6 % of the figure) against half a column. */
static void dots_stay_in_their_column(void **state)
{
	const struct str many[9] = { { 0 } };

	(void)state;
	for (int n = 3; n <= 9; n++) {
		struct chart_dots c = { .id = STR("x"), .title = STR("x"), .levels = many,
			.all = { .levels = n, .c = { 60 } } };
		struct str html;
		double widest = 0;

		html = chart_dots(&view, &c).html;
		for (size_t i = 0; i + 4 < html.n; i++)
			if (memcmp(html.p + i, "cx=\"", 4) == 0)
				widest = fmax(widest, fabs(strtod(html.p + i + 4, NULL)));
		assert_true((widest + 0.31) * 5.6 <= (100.0 / n - 1.2) / 2);
		if (n == 5)	/* four side by side */
			assert_true(times(html, "cx=\"-1.17em\"") > 0);
	}
}

static void mini_histogram(void **state)
{
	const struct tally t = five(0, 4, 8, 2, 0), none = five(0, 0, 0, 0, 0);
	struct markup made = chart_mini(&view, &t, STR("Ruimte: In proef 4, In afspraken 8"));

	(void)state;
	is_golden("mini", made);
	is_proper(made.html);
	assert_int_equal(times(made.html, "<rect"), 3);
	assert_int_equal(times(chart_mini(&view, &none, STR("Ruimte")).html, "<rect"), 0);
}

/* --- strips ------------------------------------------------------------------- */

static struct chart_strip_scale scale_of(double now, double wish, bool is_dots)
{
	return (struct chart_strip_scale){ 5, is_dots, now, wish };
}

static struct chart_strip strip(const struct chart_strip_scale *scale, struct tally now)
{
	return (struct chart_strip){
		.id = STR("c1"), .title = STR("Data en kwaliteit"), .scale = scale, .now = now,
		.names = level_names,
	};
}

/* The value of `name` of the first element of the class, or NaN. */
static double value_at(struct str html, const char *class_name, const char *name)
{
	char *text = arena_alloc(arena, html.n + 1), *at;

	memcpy(text, html.p, html.n);
	text[html.n] = 0;
	at = strstr(text, class_name);
	at = at ? strstr(at, name) : NULL;
	return at ? strtod(at + strlen(name), NULL) : (double)NAN;
}

static void strip_of_many(void **state)
{
	const struct tally leaders = five(2, 2, 1, 8, 1), others = five(41, 33, 12, 47, 22);
	const struct tally wish = five(5, 34, 29, 26, 76);
	const struct chart_strip_scale scale = scale_of(117, 81, false);
	struct chart_strip c = strip(&scale, five(43, 35, 13, 55, 23));
	struct markup made;

	(void)state;
	c.now.dont_know = 5;
	c.wish = &wish;
	c.leaders = &leaders;
	c.others = &others;
	made = chart_strip(&view, &c);
	is_golden("strip", made);
	is_proper(made.html);
	assert_int_equal(times(made.html, "<rect class=\"now\""), 5);
	assert_int_equal(times(made.html, "<rect class=\"wish\""), 5);
	assert_int_equal(times(made.html, "<rect class=\"dk\""), 1);
	assert_int_equal(times(made.html, "class=\"same\""), 1);
	assert_int_equal(times(made.html, "Nu: Bij enkelen: 43, In proef: 35, In afspraken: 13, Gewoon: 55, "
			       "Samen: 23. Weet ik niet: 5. Wens over twee jaar: Bij enkelen: 5, "
			       "In proef: 34, In afspraken: 29, Gewoon: 26, Samen: 76. Waarvan "
			       "leidinggevenden: Bij enkelen: 2, In proef: 2, In afspraken: 1, "
			       "Gewoon: 8, Samen: 1."), 1);
	c.is_apart = true;
	assert_int_equal(times(chart_strip(&view, &c).html, "class=\"gapl\""), 1);
}

/* Marks stand at the means: of 46 over 14, and of (41 + 66 + 36 + 188 + 110) over 155. */
static void marks_at_the_means(void **state)
{
	const struct tally leaders = five(2, 2, 1, 8, 1), others = five(41, 33, 12, 47, 22);
	const struct chart_strip_scale scale = scale_of(60, 1, false);
	struct chart_strip c = strip(&scale, five(43, 35, 13, 55, 23));
	struct str html;

	(void)state;
	c.leaders = &leaders;
	c.others = &others;
	html = chart_strip(&view, &c).html;
	assert_true(fabs(value_at(html, "class=\"oth\"", "cx=\"") - (8 + (441.0 / 155 - 0.5) * 15.6)) < 0.01);
	assert_true(fabs(value_at(html, "class=\"same\"", "x2=\"") - (8 + (46.0 / 14 - 0.5) * 15.6)) < 0.01);
}

/* The same count is as high in every row, and all rows are equally high. */
static void one_scale_for_all_rows(void **state)
{
	const struct chart_strip_scale scale = scale_of(117, 81, false);
	const struct chart_strip a = strip(&scale, five(40, 0, 0, 0, 0)), b = strip(&scale, five(0, 0, 117, 0, 40));
	const struct str one = chart_strip(&view, &a).html, two = chart_strip(&view, &b).html;

	(void)state;
	assert_true(fabs(value_at(one, "class=\"now\"", " height=\"") - 40.0 / 117 * 2.8) < 0.01);
	assert_true(fabs(value_at(two, "class=\"now\"", " height=\"") - 2.8) < 0.01);
	assert_true(fabs(value_at(one, "width=\"100%\"", " height=\"") -
			 value_at(two, "width=\"100%\"", " height=\"")) < 0.001);
}

/* Every dot in its column at 360 px, 13 px an em, and inside the height of a full one. */
static void dots_fit_whatever_their_number(void **state)
{
	(void)state;
	for (int64_t n = 1; n <= CHART_DOTS_MAX; n++) {
		const struct tally wish = five(0, 0, 0, n, 0);
		const struct chart_strip_scale scale = scale_of((double)n, (double)n, true);
		struct chart_strip c = strip(&scale, five(0, 0, n, 0, 0));
		double widest = 0, highest = 0;
		struct str html;

		c.wish = &wish;
		html = chart_strip(&view, &c).html;
		is_proper(html);
		assert_int_equal(times(html, "<circle class=\"now\""), n);
		assert_int_equal(times(html, "<circle class=\"wish\""), n);
		for (size_t i = 0; i + 4 < html.n; i++) {
			if (memcmp(html.p + i, "cx=\"", 4) == 0)
				widest = fmax(widest, fabs(strtod(html.p + i + 4, NULL)));
			if (memcmp(html.p + i, "cy=\"", 4) == 0)
				highest = fmax(highest, fabs(strtod(html.p + i + 4, NULL)));
		}
		assert_true((widest + 0.3) * 13 <= 0.156 * 326 / 2);
		assert_true(highest <= 2.8);
	}
}

/* Three classes over five columns: a bar as wide as its levels, the same area an answer. */
static void strip_of_classes(void **state)
{
	static const int width[] = { 2, 1, 2 };
	static const struct str names[] = { STR("laag"), STR("midden"), STR("hoog") };
	const struct chart_strip_scale scale = scale_of(10, 0, false);
	struct chart_strip c = strip(&scale, (struct tally){ .levels = 3, .c = { 20, 10, 0 } });
	struct str html;

	(void)state;
	c.width = width;
	c.names = names;
	html = chart_strip(&view, &c).html;
	is_proper(html);
	assert_int_equal(times(html, "<rect class=\"now\""), 2);
	assert_true(fabs(value_at(html, "class=\"now\"", " width=\"") - (31.2 - 5.2)) < 0.01);
	assert_true(fabs(value_at(html, "class=\"now\"", " height=\"") - 2.8) < 0.01);
	assert_int_equal(times(html, "Nu: laag: 20, midden: 10, hoog: 0."), 1);
	/* Among dots too: nine of two levels are half as high as nine of one. */
	c.scale = &(const struct chart_strip_scale){ 5, true, 10, 0 };
	c.now = (struct tally){ .levels = 3, .c = { 9, 0, 0 } };
	html = chart_strip(&view, &c).html;
	c.now = (struct tally){ .levels = 3, .c = { 0, 9, 0 } };
	assert_true(fabs(2 * value_at(html, "class=\"now\"", " height=\"") -
			 value_at(chart_strip(&view, &c).html, "class=\"now\"", " height=\"")) < 0.02);
}

static void strip_of_nobody_and_of_all(void **state)
{
	const struct chart_strip_scale none = scale_of(0, 0, true), most = scale_of(1e6, 1e6, false);
	const struct chart_strip a = strip(&none, five(0, 0, 0, 0, 0));
	const struct chart_strip b = strip(&most, five(1000000, 0, 0, 0, 1));

	(void)state;
	is_proper(chart_strip(&view, &a).html);
	is_proper(chart_strip(&view, &b).html);
	assert_int_equal(times(chart_strip(&view, &b).html, ">1000000</text>"), 1);
}

static void parts_fill_the_bar(void **state)
{
	const struct tally t = five(42, 35, 26, 42, 32), two = five(3, 0, 0, 0, 1);
	const struct tally classes = { .levels = 3, .c = { 4, 3, 3 } };
	struct markup made = chart_parts(&view, &t, STR("Ik weet het"));

	(void)state;
	is_golden("parts", made);
	is_proper(made.html);
	assert_int_equal(times(made.html, "<rect"), 5);
	made = chart_parts(&view, &two, STR("x"));
	assert_int_equal(times(made.html, "width=\"75%\""), 1);
	assert_int_equal(times(made.html, "x=\"75%\" width=\"25%\""), 1);
	made = chart_parts(&view, &classes, STR("x"));	/* the ends have the shades of the ends */
	assert_int_equal(times(made.html, "class=\"p0\"") + times(made.html, "class=\"p2\"") +
			 times(made.html, "class=\"p4\""), 3);
}

static void whisker_from_nobody_to_all(void **state)
{
	struct markup made = chart_whisker(&view, 91, 144, 222, STR("91 tot 144 van 222"));

	(void)state;
	is_golden("whisker", made);
	is_proper(made.html);
	for (const char **n = (const char *[]){ ">0<", ">91<", ">144<", ">222<", NULL }; *n; n++)
		assert_int_equal(times(made.html, *n), 1);
	made = chart_whisker(&view, 10, 10, 10, STR("alle"));
	is_proper(made.html);
	assert_int_equal(times(made.html, ">10<"), 1);
	made = chart_whisker(&view, 0, 3, 222, STR("weinig"));
	assert_int_equal(times(made.html, ">0<"), 1);
}

static void small_bars_share_a_scale(void **state)
{
	const struct tally t = five(0, 4, 8, 2, 0), half = five(0, 0, 4, 0, 0);
	struct markup made = chart_small(&view, &t, 8, NULL, STR("Ruimte"));

	(void)state;
	is_golden("small", made);
	is_proper(made.html);
	assert_int_equal(times(made.html, "<rect"), 3);
	assert_true(fabs(value_at(chart_small(&view, &half, 8, NULL, STR("x")).html, "class=\"now\"", " height=\"") - 1.1) < 0.01);
}

static void qr_code(void **state)
{
	struct markup made = chart_qr(&view, STR("https://peil.example/s/ABCDEFGHJKMN"),
				      STR("QR-code van je link"));

	(void)state;
	is_golden("qr", made);
	is_proper(made.html);
	/* Version 3 is 29 modules and twice the quiet zone. */
	assert_int_equal(times(made.html, "viewBox=\"0 0 37 37\""), 1);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(dots_with_wish, begin, end),
		cmocka_unit_test_setup_teardown(cells_above_sixty, begin, end),
		cmocka_unit_test_setup_teardown(cells_for_few_when_asked, begin, end),
		cmocka_unit_test_setup_teardown(from_nobody_to_sixty, begin, end),
		cmocka_unit_test_setup_teardown(texts_are_escaped, begin, end),
		cmocka_unit_test_setup_teardown(ids_belong_to_one_chart, begin, end),
		cmocka_unit_test_setup_teardown(dots_stay_in_their_column, begin, end),
		cmocka_unit_test_setup_teardown(mini_histogram, begin, end),
		cmocka_unit_test_setup_teardown(strip_of_many, begin, end),
		cmocka_unit_test_setup_teardown(marks_at_the_means, begin, end),
		cmocka_unit_test_setup_teardown(one_scale_for_all_rows, begin, end),
		cmocka_unit_test_setup_teardown(dots_fit_whatever_their_number, begin, end),
		cmocka_unit_test_setup_teardown(strip_of_classes, begin, end),
		cmocka_unit_test_setup_teardown(strip_of_nobody_and_of_all, begin, end),
		cmocka_unit_test_setup_teardown(parts_fill_the_bar, begin, end),
		cmocka_unit_test_setup_teardown(whisker_from_nobody_to_all, begin, end),
		cmocka_unit_test_setup_teardown(small_bars_share_a_scale, begin, end),
		cmocka_unit_test_setup_teardown(qr_code, begin, end),
	};

	golden_folder = argc > 1 ? argv[1] : "tests/golden";
	return cmocka_run_group_tests(tests, NULL, NULL);
}
