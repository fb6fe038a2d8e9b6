/* SPDX-License-Identifier: EUPL-1.2 */
#include "chart/csv.h"

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

void csv_cell(struct out *o, struct str s)
{
	out_char(o, '"');
	if (looks_like_a_formula(s))
		out_char(o, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			out_char(o, '"');
		out_char(o, s.p[i]);
	}
	out_char(o, '"');
}
