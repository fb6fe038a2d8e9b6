/* SPDX-License-Identifier: EUPL-1.2 */
/* What a page was showing, so that only what changed on it is a change. */
#include <sodium.h>
#include <string.h>

#include "base/must.h"
#include "scan/scan.h"

static const char digits_of[] = "0123456789abcdef";

uint32_t scan_print(struct str text)
{
	uint8_t hash[crypto_generichash_BYTES_MIN];
	uint32_t print;

	if (text.n == 0)
		return 0;
	must(crypto_generichash(hash, sizeof(hash), (const uint8_t *)text.p, text.n, NULL, 0) == 0);
	memcpy(&print, hash, sizeof(print));
	return print ? print : 1;
}

struct str scan_lines(struct arena *a, struct str text)
{
	char *p = arena_alloc(a, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\r')
			p[n++] = text.p[i];
	return (struct str){ p, n };
}

void scan_was_out(struct out *o, uint64_t value, int digits)
{
	while (digits--)
		out_char(o, digits_of[value >> (4 * digits) & 15]);
}

bool scan_was_take(struct str *s, int digits, uint64_t *ret)
{
	uint64_t value = 0;

	if (s->n < (size_t)digits)
		return false;
	for (int i = 0; i < digits; i++) {
		const char *at = s->p[i] ? strchr(digits_of, s->p[i]) : NULL;

		if (!at)
			return false;
		value = value << 4 | (uint64_t)(at - digits_of);
	}
	*s = str_cut(*s, (size_t)digits, s->n);
	*ret = value;
	return true;
}

/* Without knowing what the page was showing, no text is no choice. */
bool scan_text_changed(struct str text, bool is_known, uint32_t shown)
{
	return is_known ? scan_print(text) != shown : text.n > 0;
}

int scan_answer_merged(int stored, int sent, int shown)
{
	return sent == ANSWER_NONE || sent == shown ? stored : sent;
}
