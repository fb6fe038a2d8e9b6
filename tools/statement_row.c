/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows: what a statement promises behind its arrow, and what its SELECT or
 * RETURNING gives.  The text is read only as far as the list of columns: each
 * is `name`, `table.name` or ends in `AS name`.
 */
#include "statement.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *skip_blanks(const char *p)
{
	return p + strspn(p, " \t");
}

void row_read(struct rows *rows, const char *file, int line, const char *after)
{
	struct row r = { .file = file, .line = line };
	const char *p = skip_blanks(after);
	size_t n = strcspn(p, " \t(");
	const struct row *old;

	if (!is_name(p, n)) {
		complain(file, line, "'%.*s' is no name; use a-z, 0-9 and _", (int)n, p);
		return;
	}
	r.name = copy_text(p, n);
	p = skip_blanks(p + n);
	if (*p != '(') {
		complain(file, line, "the columns are missing; write '-- row: %s (a, b)'", r.name);
		return;
	}
	p = names_read(file, line, p, "column", COLUMNS_MAX, &r.columns);
	if (!p)
		return;
	if (*p || r.columns.count == 0)
		complain(file, line, "a row is its name and its columns, nothing else");
	old = row_find(rows, r.name);
	if (old)
		complain(file, line, "the row %s is there already (%s:%d); use that one", old->name,
			 old->file, old->line);
	rows->all = need_memory(rows->all, (rows->count + 1) * sizeof(r));
	rows->all[rows->count++] = r;
}

void statement_result_read(struct statement *st, const char *after)
{
	const char *p = skip_blanks(after);
	size_t n;

	if (!*p)
		return;
	st->has_result = true;
	if (strncmp(p, "->", 2) != 0) {
		complain(st->file, st->line,
			 "behind the parameters stands only what is given: -> row, -> (a, b)");
		return;
	}
	p = skip_blanks(p + 2);
	n = strcspn(p, " \t(");
	if (n && !is_name(p, n))
		complain(st->file, st->line, "'%.*s' is no name of a row", (int)n, p);
	else if (n)
		st->row = copy_text(p, n);
	p = skip_blanks(p + n);
	if (*p == '(')
		p = names_read(st->file, st->line, p, "column", COLUMNS_MAX, &st->own);
	else if (!n)
		complain(st->file, st->line, "the row is missing behind the arrow");
	if (p && *p)
		complain(st->file, st->line, "'%s' behind the row; drop it", p);
}

struct row *row_find(const struct rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->count; i++)
		if (!strcmp(rows->all[i].name, name))
			return &rows->all[i];
	return NULL;
}

/* --- what is selected -------------------------------------------------------- */

static bool is_letter(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Behind the word, the quoted text or the character at `p`. */
static const char *token_end(const char *p)
{
	const char *start = p;

	if (*p == '\'' || *p == '"') {
		p = strchr(p + 1, *p);
		return p ? p + 1 : start + strlen(start);
	}
	while (is_letter(*p))
		p++;
	return p == start ? p + 1 : p;
}

static bool is_word(const char *p, const char *end, const char *word)
{
	return (size_t)(end - p) == strlen(word) && !strncasecmp(p, word, strlen(word));
}

static bool is_any(const char *p, const char *end, const char *const *words)
{
	for (; *words; words++)
		if (is_word(p, end, *words))
			return true;
	return false;
}

/* The first of these words outside all brackets; the end of the text when
 * there is none.  A comma counts when `with_comma`. */
static const char *find_outside(const char *p, const char *const *words, bool with_comma)
{
	int depth = 0;

	while (*p) {
		const char *end = token_end(p);

		if (depth == 0 && (is_any(p, end, words) || (with_comma && *p == ',')))
			return p;
		depth += (*p == '(') - (*p == ')');
		p = end;
	}
	return p;
}

/* Where the list of what is given begins; NULL: the statement gives nothing. */
static const char *list_find(const char *sql)
{
	static const char *const writes[] = { "INSERT", "UPDATE", "DELETE", "REPLACE", NULL };
	static const char *const select[] = { "SELECT", NULL }, *const returning[] = { "RETURNING",
										      NULL };
	const char *p = sql + strspn(sql, " \t\r\n"), *end;

	p = find_outside(p, is_any(p, token_end(p), writes) ? returning : select, false);
	if (!*p)
		return NULL;
	p = token_end(p);
	p += strspn(p, " \t\r\n");
	end = token_end(p);
	return is_word(p, end, "DISTINCT") ? end : p;
}

/* The name under which one column is given; NULL: it has none. */
static char *column_name(const char *p, const char *end)
{
	const char *word, *before;

	while (end > p && isspace((unsigned char)end[-1]))
		end--;
	for (word = end; word > p && is_letter(word[-1]);)
		word--;
	for (before = word; before > p && isspace((unsigned char)before[-1]);)
		before--;
	if (before > p && before[-1] == '.') {
		for (before--; before > p && is_letter(before[-1]);)
			before--;
	} else if (before - p > 2 && !strncasecmp(before - 2, "AS", 2) && !is_letter(before[-3])) {
		before = p;
	}
	return before == p && is_name(word, (size_t)(end - word))
		? copy_text(word, (size_t)(end - word)) : NULL;
}

static bool columns_read(const struct statement *st, const char *p, struct names *ret)
{
	static const char *const ends[] = { "FROM", "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER",
					    "LIMIT", "UNION", "EXCEPT", "INTERSECT", NULL };

	for (bool is_last = false; !is_last;) {
		const char *end;
		char *name;

		p += strspn(p, " \t\r\n");
		end = find_outside(p, ends, true);
		is_last = *end != ',';
		name = column_name(p, end);
		if (!name) {
			while (end > p && isspace((unsigned char)end[-1]))
				end--;
			complain(st->file, st->line, "%s: '%.*s' has no name; write … AS name",
				 st->name, (int)(end - p), p);
			return false;
		}
		if (ret->count == COLUMNS_MAX) {
			complain(st->file, st->line, "%s: more than %d columns", st->name,
				 COLUMNS_MAX);
			return false;
		}
		ret->name[ret->count++] = name;
		p = is_last ? end : end + 1;
	}
	return true;
}

/* --- what is promised -------------------------------------------------------- */

static struct names promised(const struct rows *rows, const struct statement *st)
{
	struct names all = { 0 };
	const struct row *r = st->row ? row_find(rows, st->row) : NULL;

	for (int i = 0; r && i < r->columns.count; i++)
		all.name[all.count++] = r->columns.name[i];
	for (int i = 0; i < st->own.count && all.count < COLUMNS_MAX; i++)
		all.name[all.count++] = st->own.name[i];
	return all;
}

/* -> (): nothing is read, only whether there is a row. */
static bool is_bare(const struct statement *st)
{
	return st->has_result && !st->row && st->own.count == 0;
}

static void compare(const struct rows *rows, const struct statement *st, const char *list)
{
	const struct names says = promised(rows, st);
	struct names gives = { 0 };

	if (!columns_read(st, list, &gives))
		return;
	for (int i = 0; i < gives.count && i < says.count; i++)
		if (strcmp(gives.name[i], says.name[i]) != 0) {
			complain(st->file, st->line,
				 "column %d of %s is %s, but its row says %s", i + 1, st->name,
				 gives.name[i], says.name[i]);
			return;
		}
	if (gives.count != says.count)
		complain(st->file, st->line, "%s gives %d columns, but its row has %d", st->name,
			 gives.count, says.count);
}

void statement_result_check(const struct rows *rows, const struct statement *st)
{
	const char *list = st->sql.n ? list_find(st->sql.p) : NULL;
	struct row *r = st->row ? row_find(rows, st->row) : NULL;

	if (st->row && !r)
		complain(st->file, st->line, "%s: no row has the name %s; write '-- row: %s (…)'",
			 st->name, st->row, st->row);
	if (r)
		r->is_used = true;
	if (!st->sql.n || (st->row && !r))
		return;
	if (list && !st->has_result)
		complain(st->file, st->line, "%s selects; name its row: -> row, -> (a, b)", st->name);
	else if (!list && st->has_result)
		complain(st->file, st->line, "%s selects nothing, so it has no row", st->name);
	else if (list && !is_bare(st))
		compare(rows, st, list);
	else if (list && (strncmp(list, "1", 1) != 0 || !is_word(skip_blanks(list + 1),
			  token_end(skip_blanks(list + 1)), "FROM")))
		complain(st->file, st->line, "%s: a row without columns is SELECT 1 FROM …", st->name);
}

char *statement_columns(const struct rows *rows, const struct statement *st)
{
	const struct names all = promised(rows, st);
	struct text t = { 0 };

	if (!st->has_result)
		return NULL;
	if (is_bare(st))
		text_add(&t, "1");
	for (int i = 0; i < all.count; i++)
		text_add(&t, "%s%s", i ? " " : "", all.name[i]);
	return t.p;
}

void rows_check(const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (!rows->all[i].is_used)
			complain(rows->all[i].file, rows->all[i].line,
				 "no statement gives the row %s; drop it", rows->all[i].name);
}
