/* SPDX-License-Identifier: EUPL-1.2 */
#include "upkeep/say.h"

#include <stdio.h>

#include "base/utf8.h"

enum { COLUMNS = 80, WORDS_MAX = 400, MB = 1000000 };

void say_behind(const struct say *s, struct str before, struct str text)
{
	unsigned at = (unsigned)utf8_count(before);

	printf(STR_FMT, STR_ARG(before));
	while (text.p && text.n) {
		struct str word = str_split(text, ' ', &text);
		unsigned n = (unsigned)utf8_count(word);

		if (at > s->indent && at + 1 + n > COLUMNS) {
			printf("\n%*s", (int)s->indent, "");
			at = s->indent;
		} else if (at > 0) {
			printf(" ");
			at++;
		}
		printf(STR_FMT, STR_ARG(word));
		at += n;
	}
	printf("\n");
}

void say_text(const struct say *s, struct str text)
{
	say_behind(s, (struct str){ 0 }, text);
}

void say_list(const struct say *s, const char *text, const struct str *args, size_t count)
{
	say_text(s, tr_fill(s->a, tr(s->lang, text), args, count));
}

struct str say_number(const struct say *s, int64_t n)
{
	struct out o = out_new(s->a, WORDS_MAX);

	out_i64(&o, n);
	return out_done(&o);
}

struct str say_size(const struct say *s, int64_t bytes)
{
	struct out o = out_new(s->a, WORDS_MAX);

	if (bytes < 10 * MB)
		out_decimal(&o, (double)bytes / MB, 1, s->lang == LANG_NL ? ',' : '.');
	else
		out_i64(&o, bytes / MB);
	out_c(&o, " MB");
	return out_done(&o);
}

struct str say_date(const struct say *s, int64_t ms)
{
	struct out o = out_new(s->a, WORDS_MAX);
	struct moment at = clock_local(ms);

	out_date(&o, at.date, s->lang);
	out_c(&o, ", ");
	out_time(&o, at, s->lang);
	return out_done(&o);
}

struct str say_count(const struct say *s, int64_t n, const char *text)
{
	struct str number = say_number(s, n);

	return tr_fill(s->a, text, &number, 1);
}
