/* SPDX-License-Identifier: EUPL-1.2 */
#include "report/csv.h"

static bool looks_like_a_formula(struct str s)
{
	return s.n && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '-' || s.p[0] == '@' ||
		       s.p[0] == '\t' || s.p[0] == '\r');
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
