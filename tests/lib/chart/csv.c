/* SPDX-License-Identifier: EUPL-1.2 */
/* Two forms of a file of rows; cells that a spreadsheet must take for text. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart/csv.h"

static const struct cell_case {
	struct str in, excel, standard;	/* standard: empty when the same */
} texts[] = {
	{ STR(""), STR("\"\""), STR("") },
	{ STR("Ruimte"), STR("\"Ruimte\""), STR("") },
	{ STR("Zorg; \"jeugd\""), STR("\"Zorg; \"\"jeugd\"\"\""), STR("") },
	{ STR("=HYPERLINK(\"x\")"), STR("\"'=HYPERLINK(\"\"x\"\")\""), STR("") },
	{ STR("+31"), STR("\"'+31\""), STR("") },
	{ STR("-1"), STR("\"'-1\""), STR("") },
	{ STR("@SUM(A1)"), STR("\"'@SUM(A1)\""), STR("") },
	{ STR("\tx"), STR("\"'\tx\""), STR("") },
	{ STR("\rx"), STR("\"'\rx\""), STR("") },
	{ STR("\nx"), STR("\"'\nx\""), STR("") },
	{ STR("＝1"), STR("\"'＝1\""), STR("") },
	{ STR("＠a"), STR("\"'＠a\""), STR("") },
	{ STR("～a"), STR("\"～a\""), STR("") },
	{ STR("'s-Graveland"), STR("\"'s-Graveland\""), STR("") },
	{ STR("a=b"), STR("\"a=b\""), STR("") },
	{ STR("12"), STR("\"12\""), STR("") },
	{ STR("0"), STR("\"0\""), STR("") },
	{ STR("007"), STR("\"'007\""), STR("\"007\"") },
	{ STR("3-4"), STR("\"'3-4\""), STR("\"3-4\"") },
	{ STR("1e5"), STR("\"'1e5\""), STR("\"1e5\"") },
	{ STR("10:30"), STR("\"'10:30\""), STR("\"10:30\"") },
	{ STR("1234567890123456"), STR("\"'1234567890123456\""), STR("\"1234567890123456\"") },
	{ STR("team 3-4"), STR("\"team 3-4\""), STR("") },
	{ STR("- -"), STR("\"'- -\""), STR("") },
	{ STR("e"), STR("\"e\""), STR("") },
};

static void check(struct str in, struct csv *f, struct str expected)
{
	struct str got;

	csv_text(f, in);
	got = out_done(&f->o);
	if (!str_eq(str_cut(got, f->form == CSV_EXCEL_NL ? 3 : 0, got.n), expected))
		fail_msg(STR_FMT ": " STR_FMT, STR_ARG(in), STR_ARG(got));
}

static void cells(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 16);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		const struct cell_case *t = &texts[i];
		struct csv excel = csv_new(a, 1000, CSV_EXCEL_NL);
		struct csv standard = csv_new(a, 1000, CSV_RFC_4180);

		check(t->in, &excel, t->excel);
		check(t->in, &standard, t->standard.n ? t->standard : t->excel);
	}
}

static void put_rows(struct csv *f)
{
	csv_name(f, STR("group"));
	csv_name(f, STR("w1"));
	csv_name(f, STR("n"));
	csv_row_end(f);
	csv_text(f, STR("Zorg, jeugd"));
	csv_number(f, 0.25);
	csv_i64(f, -7);
	csv_row_end(f);
	csv_number(f, NAN);
	csv_number(f, 1e-7);
	csv_number(f, 7000);
	csv_row_end(f);
}

static void rows(void **state)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 16);
	struct csv excel = csv_new(a, 1000, CSV_EXCEL_NL);
	struct csv standard = csv_new(a, 1000, CSV_RFC_4180);

	(void)state;
	put_rows(&excel);
	put_rows(&standard);
	assert_true(str_is(out_done(&excel.o),
			   "\xef\xbb\xbfgroup;w1;n\r\n\"Zorg, jeugd\";0,25;-7\r\n;1e-07;7000\r\n"));
	assert_true(str_is(out_done(&standard.o),
			   "group,w1,n\r\n\"Zorg, jeugd\",0.25,-7\r\n,1e-07,7000\r\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cells), cmocka_unit_test(rows) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
