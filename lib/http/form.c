/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms as browsers send them, and percent codes.  Pure. */
#include "http/http.h"

#include "base/utf8.h"

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The result is never longer than the text. */
static bool decode(struct arena *a, struct str text, bool plus_is_blank, struct str *ret)
{
	char *to = arena_alloc(a, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '+' && plus_is_blank) {
			c = ' ';
		} else if (c == '%') {
			bool is_whole = text.n - i > 2;
			int high = is_whole ? hex_value(text.p[i + 1]) : -1;
			int low = is_whole ? hex_value(text.p[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		}
		to[n++] = c;
	}
	*ret = (struct str){ to, n };
	return true;
}

struct str form_line_feeds(struct arena *a, struct str s)
{
	char *to = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			continue;
		to[n++] = s.p[i] == '\r' || s.p[i] == '\v' || s.p[i] == '\f' ? '\n' : s.p[i];
	}
	return (struct str){ to, n };
}

static bool decode_field(struct arena *a, struct str piece, struct form_field *ret)
{
	struct str value, name = str_split(piece, '=', &value);

	if (!decode(a, name, true, &ret->name) || !utf8_text_ok(ret->name))
		return false;
	if (!decode(a, value, true, &ret->value))
		return false;
	ret->value = form_line_feeds(a, ret->value);
	return utf8_text_ok(ret->value);
}

static size_t count_pieces(struct str text)
{
	size_t count = 0;

	while (text.n) {
		struct str piece = str_split(text, '&', &text);

		count += piece.n > 0;
	}
	return count;
}

bool form_parse(struct arena *a, struct str text, size_t max,
		const struct form_field **ret, size_t *ret_count, struct err *e)
{
	size_t count = count_pieces(text), at = 0;
	struct form_field *fields;

	if (count > max)
		return err_set(e, ERR_INPUT, "a form with %zu fields", count);
	fields = ARENA_ARRAY(a, struct form_field, count);
	while (text.n) {
		struct str piece = str_split(text, '&', &text);

		if (piece.n && !decode_field(a, piece, &fields[at++]))
			return err_set(e, ERR_INPUT, "field %zu of a form is not text", at);
	}
	*ret = fields;
	*ret_count = count;
	return true;
}

bool url_decode(struct arena *a, struct str text, struct str *ret)
{
	struct str decoded;

	if (!decode(a, text, false, &decoded) || !utf8_text_ok(decoded))
		return false;
	*ret = decoded;
	return true;
}
