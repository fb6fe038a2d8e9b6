/* SPDX-License-Identifier: EUPL-1.2 */
/* UTF-8 after RFC 3629. */
#include "base/utf8.h"

/* Length of the sequence at s.p[at], or 0 when it is not well-formed. */
static size_t sequence(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	size_t left = s.n - at, n;

	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xc2 && p[0] <= 0xdf)
		n = 2;
	else if (p[0] >= 0xe0 && p[0] <= 0xef)
		n = 3;
	else if (p[0] >= 0xf0 && p[0] <= 0xf4)
		n = 4;
	else
		return 0;
	if (n > left)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
	    (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return n;
}

bool utf8_ok(struct str s)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		n = sequence(s, i);
		if (n == 0)
			return false;
	}
	return true;
}

bool utf8_text_ok(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
			return false;
		if (c == 0xef && s.n - i > 2 && (unsigned char)s.p[i + 1] == 0xbf &&
		    (unsigned char)s.p[i + 2] >= 0xbe)
			return false;
	}
	return utf8_ok(s);
}

uint32_t utf8_next(struct str s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.p + *at;
	size_t n = sequence(s, *at);
	uint32_t c;

	if (n <= 1) {
		*at += 1;
		return p[0];
	}
	c = p[0] & (0x7fu >> n);
	for (size_t i = 1; i < n; i++)
		c = c << 6 | (p[i] & 0x3fu);
	*at += n;
	return c;
}

enum { JOINER = 0x200d, FLAG_FIRST = 0x1f1e6, FLAG_LAST = 0x1f1ff };

/* Code points that are drawn with the one before them: marks of Latin, Greek,
 * Cyrillic, Hebrew and Arabic letters, variation selectors, skin tones, tags. */
static const struct {
	uint32_t first, last;
} joined[] = {
	{ 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05bd }, { 0x0610, 0x061a },
	{ 0x064b, 0x065f }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { JOINER, JOINER },
	{ 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0x1f3fb, 0x1f3ff },
	{ 0xe0020, 0xe007f }, { 0xe0100, 0xe01ef },
};

static bool is_joined(uint32_t c)
{
	for (size_t i = 0; i < ARRAY_LEN(joined); i++)
		if (c >= joined[i].first && c <= joined[i].last)
			return true;
	return false;
}

static bool is_flag_letter(uint32_t c)
{
	return c >= FLAG_FIRST && c <= FLAG_LAST;
}

size_t utf8_count(struct str s)
{
	size_t count = 0, points = 0;
	uint32_t before = 0;

	for (size_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);
		bool goes_with = is_joined(c) || before == JOINER ||
				 (is_flag_letter(c) && is_flag_letter(before) && points == 1);

		if (count && goes_with && points < UTF8_CHAR_POINTS_MAX) {
			points++;
		} else {
			count++;
			points = 1;
		}
		before = c;
	}
	return count;
}

struct str utf8_clip(struct str s, size_t bytes)
{
	if (s.n <= bytes)
		return s;
	while (bytes && ((unsigned char)s.p[bytes] & 0xc0) == 0x80)
		bytes--;
	return str_cut(s, 0, bytes);
}
