/* SPDX-License-Identifier: EUPL-1.2 */
/* Cells that a spreadsheet must take for text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart/csv.h"

static void cells(void **state)
{
	static const struct {
		struct str in, out;
	} cases[] = {
		{ STR(""), STR("\"\"") },
		{ STR("Ruimte"), STR("\"Ruimte\"") },
		{ STR("Zorg; \"jeugd\""), STR("\"Zorg; \"\"jeugd\"\"\"") },
		{ STR("=HYPERLINK(\"x\")"), STR("\"'=HYPERLINK(\"\"x\"\")\"") },
		{ STR("+31"), STR("\"'+31\"") },
		{ STR("-1"), STR("\"'-1\"") },
		{ STR("@SUM(A1)"), STR("\"'@SUM(A1)\"") },
		{ STR("\tx"), STR("\"'\tx\"") },
		{ STR("\rx"), STR("\"'\rx\"") },
		{ STR("\nx"), STR("\"'\nx\"") },
		{ STR("＝1"), STR("\"'＝1\"") },
		{ STR("＠a"), STR("\"'＠a\"") },
		{ STR("～a"), STR("\"～a\"") },
		{ STR("'s-Graveland"), STR("\"'s-Graveland\"") },
		{ STR("a=b"), STR("\"a=b\"") },
	};
	SCOPED(arena_freep) struct arena *a = arena_new(1 << 16);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct out o = out_new(a, 1000);

		csv_cell(&o, cases[i].in);
		if (!str_eq(out_done(&o), cases[i].out))
			fail_msg("case %zu: " STR_FMT, i, STR_ARG(out_done(&o)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cells) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
