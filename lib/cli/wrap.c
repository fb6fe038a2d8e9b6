/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/wrap.h"

#include "base/utf8.h"

/* May a line end at the blank at i, behind the word that began at `word`? */
static bool may_break(struct str text, size_t word, size_t i, int depth)
{
	char next = i + 1 < text.n ? text.p[i + 1] : '-';
	bool is_option = text.p[word] == '-' && i > word + 1;

	return depth == 0 && (!is_option || next == '-' || next == '[');
}

/* The part from `at` that no line ends in. */
static struct str next_part(struct str text, size_t at)
{
	size_t word = at;
	int depth = 0;

	for (size_t i = at; i < text.n; i++) {
		depth += (text.p[i] == '[') - (text.p[i] == ']');
		if (text.p[i] != ' ')
			continue;
		if (may_break(text, word, i, depth))
			return str_cut(text, at, i);
		word = i + 1;
	}
	return str_cut(text, at, text.n);
}

void wrap_line(FILE *to, struct str text, size_t at, size_t indent)
{
	bool is_first = true;

	for (size_t from = 0; from < text.n;) {
		struct str part = next_part(text, from);
		size_t wide = utf8_count(part);

		if (!is_first && at + 1 + wide > WRAP_COLUMNS) {
			fprintf(to, "\n%*s", (int)indent, "");
			at = indent;
		} else if (!is_first) {
			(void)fputc(' ', to);
			at++;
		}
		fprintf(to, "%.*s", (int)part.n, part.p);
		at += wide;
		from += part.n + 1;
		is_first = false;
	}
	(void)fputc('\n', to);
}
