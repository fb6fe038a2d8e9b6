/* SPDX-License-Identifier: EUPL-1.2 */
#include "chart/csv.h"

#include <math.h>
#include <string.h>

enum { SPREADSHEET_DIGITS = 15 };	/* of more it makes zeros */

struct csv csv_new(struct arena *a, size_t max, enum csv_form form)
{
	struct csv f = { .o = out_new(a, max), .form = form };

	if (form == CSV_EXCEL_NL)
		out_c(&f.o, "\xef\xbb\xbf");
	return f;
}

static void begin_cell(struct csv *f)
{
	if (f->has_cell)
		out_char(&f->o, f->form == CSV_EXCEL_NL ? ';' : ',');
	f->has_cell = true;
}

/* Also with the wide signs that Excel takes for the usual ones in some languages. */
static bool looks_like_a_formula(struct str s)
{
	static const struct str starts[] = {
		STR("="), STR("+"), STR("-"), STR("@"), STR("\t"), STR("\r"), STR("\n"),
		STR("\xef\xbc\x9d"), STR("\xef\xbc\x8b"), STR("\xef\xbc\x8d"), STR("\xef\xbc\xa0"),
	};

	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (str_starts(s, starts[i]))
			return true;
	return false;
}

/* Digits with signs between them that are of a number, a date or a time: 3-4, 1e5,
 * 10:30, 007.  A number that stays as it was typed, such as 12, does not. */
static bool looks_like_a_number(struct str s)
{
	size_t digits = 0;
	bool has_sign = false;

	for (size_t i = 0; i < s.n; i++) {
		char ch = s.p[i];

		if (ch >= '0' && ch <= '9')
			digits++;
		else if (ch != '\0' && strchr(" .,:/-eE%", ch))
			has_sign = true;
		else
			return false;
	}
	return digits && (has_sign || digits > SPREADSHEET_DIGITS || (s.p[0] == '0' && s.n > 1));
}

void csv_text(struct csv *f, struct str s)
{
	begin_cell(f);
	out_char(&f->o, '"');
	if (looks_like_a_formula(s) || (f->form == CSV_EXCEL_NL && looks_like_a_number(s)))
		out_char(&f->o, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			out_char(&f->o, '"');
		out_char(&f->o, s.p[i]);
	}
	out_char(&f->o, '"');
}

void csv_i64(struct csv *f, int64_t value)
{
	begin_cell(f);
	out_i64(&f->o, value);
}

void csv_number(struct csv *f, double value)
{
	char bytes[40];
	struct out o = out_over(bytes, sizeof(bytes));
	struct str text;

	begin_cell(f);
	if (!isfinite(value))
		return;
	out_number(&o, value);
	text = out_done(&o);
	for (size_t i = 0; i < text.n; i++)
		out_char(&f->o, text.p[i] == '.' && f->form == CSV_EXCEL_NL ? ',' : text.p[i]);
}

void csv_name(struct csv *f, struct str name)
{
	begin_cell(f);
	out_str(&f->o, name);
}

void csv_row_end(struct csv *f)
{
	out_c(&f->o, "\r\n");
	f->has_cell = false;
}
