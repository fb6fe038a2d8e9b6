/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/tr.h"

#include <string.h>

static const struct message *find(const char *source)
{
	size_t low = 0, high = tr_en_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(source, tr_en[mid].source);

		if (order == 0)
			return &tr_en[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

const char *tr(enum lang lang, const char *source)
{
	const struct message *m = lang == LANG_EN ? find(source) : NULL;

	return m ? m->one : source;
}

const char *tr_n(enum lang lang, int64_t n, const char *one, const char *many)
{
	const struct message *m = lang == LANG_EN ? find(one) : NULL;

	if (n == 1)
		return m ? m->one : one;
	return m && m->many ? m->many : many;
}

struct str tr_fill(struct arena *a, const char *text, const struct str *args, size_t count)
{
	struct out o = out_new(a, 1 << 20);

	for (const char *p = text; *p; p++) {
		size_t at = p[0] == '%' && p[1] >= '1' && p[1] <= '9' ? (size_t)(p[1] - '1') : count;

		if (at < count) {
			out_str(&o, args[at]);
			p++;
		} else {
			out_char(&o, *p);
		}
	}
	return out_done(&o);
}
