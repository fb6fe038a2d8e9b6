/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows and cells of what a spreadsheet copies or writes: tabs, semicolons or
 * commas, quotes, line breaks inside quotes, `sep=;` on the first line.
 */
#include "round/paste_row.h"

#include <string.h>

#include "base/out.h"

enum { CELLS_MAX = 256, BREAKS_MAX = 20 /* line breaks in one cell */ };

/* Blanks, the no-break space and the mark of byte order. */
static struct str trim(struct str s)
{
	static const struct str blanks[] = { { "\xc2\xa0", 2 }, { "\xef\xbb\xbf", 3 } };
	size_t n;

	do {
		s = str_trim(s);
		n = s.n;
		for (size_t i = 0; i < ARRAY_LEN(blanks); i++) {
			if (str_starts(s, blanks[i]))
				s = str_cut(s, blanks[i].n, s.n);
			if (str_ends(s, blanks[i]))
				s = str_cut(s, 0, s.n - blanks[i].n);
		}
	} while (s.n != n);
	return s;
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Lines end in LF, CR LF or CR: where the next one begins. */
static size_t line_after(struct str text, size_t at)
{
	while (at < text.n && !is_line_end(text.p[at]))
		at++;
	if (at + 1 < text.n && text.p[at] == '\r' && text.p[at + 1] == '\n')
		return at + 2;
	return at < text.n ? at + 1 : text.n;
}

/* Where the quote that opens at `from` closes, in front of a separator or a line
 * end; n when it does not: then it is text, such as 5" or "quoted" halfway. */
static size_t quote_end(struct str text, size_t from, char separator)
{
	int breaks = 0;

	for (size_t i = from + 1; i < text.n && breaks <= BREAKS_MAX; i++) {
		breaks += text.p[i] == '\n';
		if (text.p[i] != '"')
			continue;
		if (i + 1 < text.n && text.p[i + 1] == '"') {
			i++;
			continue;
		}
		for (size_t after = i + 1;; after++) {
			if (after >= text.n || is_line_end(text.p[after]) ||
			    text.p[after] == separator)
				return i;
			if (text.p[after] != ' ')
				return text.n;
		}
	}
	return text.n;
}

static struct str unquote(struct arena *a, struct str inner)
{
	char *copy = arena_alloc(a, inner.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < inner.n; i++) {
		copy[n++] = inner.p[i];
		if (inner.p[i] == '"' && i + 1 < inner.n && inner.p[i + 1] == '"')
			i++;
	}
	return (struct str){ copy, n };
}

/* One cell from *at; leaves *at on what ended it. */
static struct str cell_next(struct arena *a, struct str text, size_t *at, char separator)
{
	size_t from = *at, end;

	while (from < text.n && text.p[from] == ' ')
		from++;
	if (from < text.n && text.p[from] == '"') {
		end = quote_end(text, from, separator);
		if (end < text.n) {
			for (*at = end + 1; *at < text.n && text.p[*at] == ' '; ++*at)
				continue;
			return trim(unquote(a, str_cut(text, from + 1, end)));
		}
	}
	for (end = from; end < text.n && !is_line_end(text.p[end]) && text.p[end] != separator;)
		end++;
	*at = end;
	return trim(str_cut(text, from, end));
}

/* Cells beyond CELLS_MAX stay together in the last. */
static struct paste_record record_next(struct arena *a, struct str text, size_t *at, int line,
				       char separator)
{
	struct str cells[CELLS_MAX], *kept;
	struct paste_record r = { .line = line };
	size_t from = *at;

	do
		cells[r.count++] = cell_next(a, text, at, separator);
	while (*at < text.n && text.p[*at] == separator && r.count < CELLS_MAX && ++*at);
	while (*at < text.n && !is_line_end(text.p[*at]))
		++*at;
	r.text = str_cut(text, from, *at);
	*at = line_after(text, *at);
	kept = ARENA_ARRAY(a, struct str, r.count);
	memcpy(kept, cells, r.count * sizeof(*cells));
	r.cells = kept;
	return r;
}

/* --- the separator ------------------------------------------------------------ */

static bool line_has(struct str line, char separator)
{
	bool is_quoted = false;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '"')
			is_quoted = !is_quoted;
		else if (line.p[i] == separator && !is_quoted)
			return true;
	}
	return line.n && memchr(line.p, separator, line.n) && is_quoted;
}

/* A tab anywhere wins, since nobody types one inside a name; else what most lines
 * have, and of two the semicolon, since names have commas. */
static char separator_find(struct str text)
{
	size_t semicolons = 0, commas = 0;

	if (text.n && memchr(text.p, '\t', text.n))
		return '\t';
	for (size_t at = 0; at < text.n;) {
		size_t next = line_after(text, at);
		struct str line = str_cut(text, at, next);

		semicolons += line_has(line, ';');
		commas += line_has(line, ',');
		at = next;
	}
	return commas > semicolons ? ',' : ';';
}

/* "sep=;" as spreadsheets write it, alone on the first line. */
static bool separator_is_told(struct str text, size_t *at, char *ret)
{
	size_t next = line_after(text, 0);
	struct str line = trim(str_cut(text, 0, next));

	if (line.n > 1 && line.p[0] == '"' && line.p[line.n - 1] == '"')
		line = str_cut(line, 1, line.n - 1);
	if (line.n == 4 && next < text.n && memchr(text.p, '\t', next))
		line = (struct str){ "sep=\t", 5 };
	if (line.n != 5 || (line.p[0] | 0x20) != 's' || (line.p[1] | 0x20) != 'e' ||
	    (line.p[2] | 0x20) != 'p' || line.p[3] != '=' || !strchr(";,\t|", line.p[4]))
		return false;
	*ret = line.p[4];
	*at = next;
	return true;
}

/* --- all of it ---------------------------------------------------------------- */

/* Nothing but separators is what a spreadsheet makes of an empty row. */
static bool is_empty(const struct paste_record *r)
{
	for (size_t i = 0; i < r->count; i++)
		for (size_t k = 0; k < r->cells[i].n; k++)
			if (!strchr(" \t;,\"", r->cells[i].p[k]))
				return false;
	return true;
}

static int lines_in(struct str s)
{
	int n = 0;

	for (size_t at = 0; at < s.n; at = line_after(s, at))
		n++;
	return n;
}

void paste_records_read(struct arena *a, struct str text, struct paste_records *ret)
{
	static const struct str bom = { "\xef\xbb\xbf", 3 };
	size_t at = 0, from;
	int line = 1;

	*ret = (struct paste_records){ 0 };
	if (str_starts(text, bom))
		text = str_cut(text, bom.n, text.n);
	if (separator_is_told(text, &at, &ret->separator))
		line++;
	else
		ret->separator = separator_find(text);
	while (at < text.n) {
		struct paste_record r;

		from = at;
		r = record_next(a, text, &at, line, ret->separator);
		line += lines_in(str_cut(text, from, at));
		if (is_empty(&r))
			continue;
		if (ret->count == PASTE_LINES_MAX - 1 && at < text.n) {
			r = (struct paste_record){ .line = r.line, .is_rest = true,
						   .text = str_cut(text, from, text.n) };
			at = text.n;
		}
		*LIST_ADD(a, ret) = r;
	}
}

bool paste_has_break(struct str cell)
{
	for (size_t i = 0; i < cell.n; i++)
		if (is_line_end(cell.p[i]))
			return true;
	return false;
}

void paste_cell_out(struct out *o, struct str cell, char separator)
{
	bool is_quoted = false;

	for (size_t i = 0; i < cell.n; i++)
		is_quoted |= cell.p[i] == separator || strchr("\"\r\n", cell.p[i]) != NULL;
	out_c(o, is_quoted ? "\"" : "");
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == '"')
			out_char(o, '"');
		out_char(o, cell.p[i]);
	}
	out_c(o, is_quoted ? "\"" : "");
}
