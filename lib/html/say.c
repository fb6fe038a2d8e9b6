/* SPDX-License-Identifier: EUPL-1.2 */
#include "html/say.h"

#include <math.h>

void said_add(struct view *v, struct said *s, const char *rule, const char *text,
	 const struct str *args, size_t count)
{
	if (s->count < SENTENCES_MAX)
		s->list[s->count++] = (struct sentence){ rule, tr_fill(v->a, text, args, count) };
}

struct str said_number(struct view *v, int64_t n)
{
	struct out o = out_new(v->a, 40);

	out_i64(&o, n);
	return out_done(&o);
}

struct str said_decimal(struct view *v, double x, int decimals)
{
	struct out o = out_new(v->a, 40);

	out_decimal(&o, x, decimals, v->lang == LANG_NL ? ',' : '.');
	return out_done(&o);
}

struct str said_count(struct view *v, int64_t n)
{
	if (n == 0)
		return str_from(tr(v->lang, "geen"));
	return n <= 2 ? str_from(tr(v->lang, "enkele")) : said_number(v, n);
}

/* In 10^12ths, so that the same fraction is the same however it was computed.
 * One of 10^12 pairs less than all is still less. */
struct str said_of_ten(struct view *v, double share)
{
	const int64_t parts = llround(share * 1e12);
	struct str tenths;

	if (share <= 0 || share >= 1)
		return str_from(tr(v->lang, share <= 0 ? N_("geen") : N_("alle")));
	if (parts < 50000000000)
		return str_from(tr(v->lang, N_("bijna geen")));
	if (parts >= 950000000000)
		return str_from(tr(v->lang, N_("bijna alle")));
	tenths = said_number(v, (parts + 50000000000) / 100000000000);
	return tr_fill(v->a, tr(v->lang, N_("%1 van de 10")), &tenths, 1);
}
