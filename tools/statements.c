/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The statement compiler: reads files of named statements and the schema, and
 * writes everything the program can ask of its database.
 *
 *	statements OUT.c DEPFILE SCHEMA_FOLDER FILE.sql…	all of the house
 *	statements --header OUT.h FILE.sql…	those of one room
 *
 * SCHEMA_FOLDER holds NNNN.sql, the steps of the schema.  A statement looks
 * like this; its parameters are named in the order of $1, $2, …, and one that
 * selects says what it gives:
 *
 *	-- row: unit (id, name)
 *
 *	-- name: unit_list (round) -> unit
 *	SELECT id, name FROM unit WHERE round = $1 ORDER BY position;
 *
 *	-- name: unit_by_code (code, now) -> unit (organisation)	a row and more
 *	-- name: unit_largest (round) -> (name, size)	a row of its own
 *	-- name: unit_exists (round) -> ()		SELECT 1: is there one?
 *
 * A list in brackets may go on in comment lines below it.
 *
 * OUT.h, "ROOM/sql.h", has SQL_UNIT_LIST for each statement and a value for each
 * column: UNIT_ID, UNIT_NAME, UNIT_COLUMNS of a row, UNIT_BY_CODE_ORGANISATION
 * and UNIT_LARGEST_SIZE of a statement.  A new one builds anew what includes
 * this header, and nothing of other rooms.  OUT.c has the texts and the schema.
 * Both come in the order of names, wherever the files lie.
 *
 * Refused are columns that differ from their row, numbers that stand for a
 * name of C, and whatever would need text to be put together at run time, so
 * that a value from outside can only ever be a parameter.
 */
#include "statement.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct step {
	char *name;
	char *sql;
};

struct program {
	struct statement *statements;
	size_t statement_count;
	struct rows rows;
	struct step *steps;
	size_t step_count;
	struct text dependencies;
};

/* --- the line with the name ------------------------------------------------- */

bool is_name(const char *p, size_t n)
{
	if (!n || n > NAME_MAX_CHARS || !islower((unsigned char)*p))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!islower((unsigned char)p[i]) && !isdigit((unsigned char)p[i]) && p[i] != '_')
			return false;
	return true;
}

static bool name_add(const char *file, int line, const char *p, size_t n, const char *what, int max,
		     struct names *ret)
{
	if (!is_name(p, n)) {
		complain(file, line, "'%.*s' is no %s name; use a-z, 0-9 and _", (int)n, p, what);
		return false;
	}
	if (ret->count == max) {
		complain(file, line, "more than %d %ss; split the statement", max, what);
		return false;
	}
	for (int i = 0; i < ret->count; i++)
		if (!strncmp(ret->name[i], p, n) && !ret->name[i][n])
			complain(file, line, "the %s %s stands here twice", what, ret->name[i]);
	ret->name[ret->count++] = copy_text(p, n);
	return true;
}

const char *names_read(const char *file, int line, const char *p, const char *what, int max,
		       struct names *ret)
{
	const char *end = strchr(p, ')');

	if (!end) {
		complain(file, line, "the bracket of the %ss is not closed; close it", what);
		return NULL;
	}
	p += 1 + strspn(p + 1, " \t");
	while (p < end) {
		size_t n = strcspn(p, " \t,)");

		if (!name_add(file, line, p, n, what, max, ret))
			return NULL;
		p += n;
		p += strspn(p, " \t");
		if (*p != ',' && *p != ')') {
			complain(file, line, "a comma is missing between two %ss; add it", what);
			return NULL;
		}
		p += strspn(p, ", \t");
	}
	end++;
	return end + strspn(end, " \t");
}

static struct statement *statement_new(struct program *g, const char *file, int line,
				       const char *after)
{
	size_t n;
	struct statement *st;

	after += strspn(after, " \t");
	n = strcspn(after, " \t(");
	if (!is_name(after, n)) {
		complain(file, line, "'%.*s' is no name; use a-z, 0-9 and _", (int)n, after);
		after = "unnamed";
		n = strlen(after);
	}
	for (size_t i = 0; i < g->statement_count; i++) {
		const struct statement *old = &g->statements[i];

		if (strlen(old->name) == n && !strncmp(old->name, after, n))
			complain(file, line, "%s has this name already (%s:%d); choose another",
				 old->name, old->file, old->line);
	}
	g->statements = need_memory(g->statements, (g->statement_count + 1) * sizeof(*st));
	st = &g->statements[g->statement_count++];
	*st = (struct statement){ .file = file, .line = line, .name = copy_text(after, n) };
	after += n + strspn(after + n, " \t");
	if (*after != '(') {
		complain(file, line, "the parameters are missing; write '-- name: %s (a, b)' or '()'",
			 st->name);
		return st;
	}
	after = names_read(file, line, after, "parameter", PARAMETERS_MAX, &st->parameters);
	if (after)
		statement_result_read(st, after);
	return st;
}

/* --- files ------------------------------------------------------------------ */

static char *source_read(struct program *g, const char *path)
{
	size_t n = 0;
	char *text = file_read(path, &n);

	text_dependency(&g->dependencies, path);
	if (!text)
		complain(path, 1, "cannot be read; check its rights");
	else if (strlen(text) != n)
		complain(path, 1, "holds a NUL; save it as plain text");
	return text;
}

struct reader {
	char *rest;		/* what was not read yet */
	int line;		/* of the line read last, from 1 */
};

static char *line_next(struct reader *r)
{
	char *line = r->rest, *end;

	if (!line || !*line)
		return NULL;
	end = line + strcspn(line, "\n");
	r->rest = *end ? end + 1 : end;
	*end = '\0';
	r->line++;
	return line;
}

static bool is_head(const char *line)
{
	return !strncmp(line, "-- name:", 8) || !strncmp(line, "-- row:", 7);
}

/* The line, and the comment lines below it as long as a bracket is open. */
static char *head_read(struct reader *r, const char *first)
{
	struct text t = { 0 };

	text_add(&t, "%s", first);
	while (strrchr(t.p, '(') && !strchr(strrchr(t.p, '('), ')') && !strncmp(r->rest, "--", 2) &&
	       !is_head(r->rest))
		text_add(&t, " %s", line_next(r) + 2);
	return t.p;
}

static void file_compile(struct program *g, const char *path)
{
	struct reader r = { .rest = source_read(g, path) };
	struct statement *st = NULL;

	for (char *line = line_next(&r); line; line = line_next(&r)) {
		int at = r.line;

		if (is_head(line)) {
			char *head = head_read(&r, line);

			if (st)
				statement_body_check(st);
			st = NULL;
			if (head[3] == 'r')
				row_read(&g->rows, path, at, head + 7);
			else
				st = statement_new(g, path, at, head + 8);
			if (st)
				st->body_line = r.line + 1;
		} else if (st) {
			text_add(&st->body, "%s\n", line);
		} else if (strncmp(line, "--", 2) != 0 && line[strspn(line, " \t\r")] != '\0') {
			complain(path, at, "SQL without a name; write '-- name: … ()' above it");
			return;
		}
	}
	if (st)
		statement_body_check(st);
}

static int is_sql_file(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 4 && d->d_name[0] != '.' && !strcmp(d->d_name + n - 4, ".sql");
}

/* The folder is a dependency too, so that a new step is found by itself. */
static void schema_read(struct program *g, const char *folder)
{
	struct dirent **found = NULL;
	int count = scandir(folder, &found, is_sql_file, alphasort);

	text_dependency(&g->dependencies, folder);
	if (count <= 0)
		complain(folder, 1, "no .sql files here; is it the right folder?");
	for (int i = 0; i < count; i++) {
		struct text path = { 0 };
		char expected[32];

		text_add(&path, "%s/%s", folder, found[i]->d_name);
		(void)snprintf(expected, sizeof(expected), "%04zu.sql", g->step_count + 1);
		if (strcmp(found[i]->d_name, expected) != 0)
			complain(path.p, 1, "expected %s here; number the steps without gaps",
				 expected);
		g->steps = need_memory(g->steps, (g->step_count + 1) * sizeof(*g->steps));
		g->steps[g->step_count++] = (struct step){ .name = found[i]->d_name,
							   .sql = source_read(g, path.p) };
	}
}

static int by_statement_name(const void *a, const void *b)
{
	return strcmp(((const struct statement *)a)->name, ((const struct statement *)b)->name);
}

static int by_row_name(const void *a, const void *b)
{
	return strcmp(((const struct row *)a)->name, ((const struct row *)b)->name);
}

/* Is what is selected what is promised?  Rows may be of another file. */
static void check(struct program *g)
{
	for (size_t i = 0; i < g->statement_count; i++)
		statement_result_check(&g->rows, &g->statements[i]);
	rows_check(&g->rows);
}

/* --- what is written -------------------------------------------------------- */

/* Every enum value so far, to refuse one that is made twice. */
struct values {
	char **all;
	size_t count;
};

static char *upper(const char *before, const char *between, const char *after)
{
	struct text t = { 0 };

	text_add(&t, "%s%s%s", before, between, after);
	for (char *p = t.p; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	return t.p;
}

static const char *value_new(struct values *v, const char *file, int line, const char *before,
			     const char *after)
{
	char *name = upper(before, "_", after);

	for (size_t i = 0; i < v->count; i++)
		if (!strcmp(v->all[i], name))
			complain(file, line, "%s is the name of another value already; choose "
				 "another name", name);
	v->all = need_memory(v->all, (v->count + 1) * sizeof(*v->all));
	return v->all[v->count++] = name;
}

static void add_row(struct text *t, struct values *v, const struct row *r)
{
	text_add(t, "\nenum {\n");
	for (int i = 0; i < r->columns.count; i++)
		text_add(t, "\t%s,\n", value_new(v, r->file, r->line, r->name, r->columns.name[i]));
	text_add(t, "\t%s\n};\n", value_new(v, r->file, r->line, r->name, "columns"));
}

static void add_own_columns(struct text *t, struct values *v, const struct statement *st)
{
	if (st->own.count == 0)
		return;
	text_add(t, "\nenum {\n");
	for (int i = 0; i < st->own.count; i++) {
		text_add(t, "\t%s",
			 value_new(v, st->file, st->line, st->name, st->own.name[i]));
		if (i == 0 && st->row)
			text_add(t, " = %s", upper(st->row, "_", "columns"));
		text_add(t, ",\n");
	}
	text_add(t, "};\n");
}

static void add_statement(struct text *t, struct values *v, const struct statement *st)
{
	text_add(t, "extern const struct sql sql_%s;\t/*", st->name);
	for (int k = 0; k < st->parameters.count; k++)
		text_add(t, " %s", st->parameters.name[k]);
	text_add(t, " */\n#define %s SQL_TAKES(%d, sql_%s)\n",
		 value_new(v, st->file, st->line, "sql", st->name), st->parameters.count, st->name);
}

/* "…/finding/sql.h" is guarded by PEIL_FINDING_SQL_H. */
static char *guard_of(const char *path)
{
	const char *from = path, *last = path;
	char *name;

	for (const char *p = path; *p; p++)
		if (*p == '/') {
			from = last;
			last = p + 1;
		}
	name = upper("PEIL", "_", from);
	for (char *p = name; *p; p++)
		if (!isalnum((unsigned char)*p))
			*p = '_';
	return name;
}

/* The names of statements and columns.  Also made, for its checks alone, of all
 * files together: two rooms may not make the same name. */
static struct text header_make(const struct program *g, const char *path)
{
	struct text t = { 0 };
	struct values v = { 0 };
	char *guard = guard_of(path);

	text_add(&t, "/* Made from files of named statements by tools/statements.c. */\n"
		 "#ifndef %s\n#define %s\n\n#include \"store/takes.h\"\n\n", guard, guard);
	for (size_t i = 0; i < g->statement_count; i++)
		add_statement(&t, &v, &g->statements[i]);
	text_add(&t, "\n/* The columns of rows, then those of one statement. */\n");
	for (size_t i = 0; i < g->rows.count; i++)
		add_row(&t, &v, &g->rows.all[i]);
	for (size_t i = 0; i < g->statement_count; i++)
		add_own_columns(&t, &v, &g->statements[i]);
	text_add(&t, "\n#endif\n");
	return t;
}

static void add_text(struct text *t, const char *sql)
{
	while (*sql) {
		size_t n = strcspn(sql, "\n");
		char *line;

		n += sql[n] == '\n';
		line = copy_text(sql, n);
		text_add(t, "\n\t\t");
		text_c_string(t, line);
		sql += n;
	}
}

static void add_statements(struct text *t, const struct program *g)
{
	for (size_t i = 0; i < g->statement_count; i++) {
		const struct statement *st = &g->statements[i];
		const char *columns = statement_columns(&g->rows, st);

		text_add(t, "const struct sql sql_%s = { \"%s\", %d, \"%s\",", st->name, st->name,
			 st->parameters.count, columns ? columns : "");
		add_text(t, st->sql.p);
		text_add(t, ", %zu };\n", i);
	}
	text_add(t, "\nconst struct sql *const sql_all[] = {\n");
	for (size_t i = 0; i < g->statement_count; i++)
		text_add(t, "\t&sql_%s,\n", g->statements[i].name);
	text_add(t, "};\n\nconst size_t sql_count = %zu;\n", g->statement_count);
}

static void write_texts(const struct program *g, const char *path)
{
	struct text t = { 0 };

	text_add(&t, "/* Made from files of named statements by tools/statements.c. */\n"
		 "#include \"store/text.h\"\n\n");
	add_statements(&t, g);
	text_add(&t, "\nconst struct schema_step schema_steps[] = {\n");
	for (size_t i = 0; i < g->step_count; i++) {
		text_add(&t, "\t{ \"%s\",", g->steps[i].name);
		add_text(&t, g->steps[i].sql);
		text_add(&t, " },\n");
	}
	text_add(&t, "};\n\nconst int schema_step_count = %zu;\n", g->step_count);
	if (!file_write(path, &t))
		complain(path, 1, "cannot be written");
}

static void order(struct program *g)
{
	if (g->statement_count)
		qsort(g->statements, g->statement_count, sizeof(*g->statements), by_statement_name);
	if (g->rows.count)
		qsort(g->rows.all, g->rows.count, sizeof(*g->rows.all), by_row_name);
}

static int header_of_room(struct program *g, const char *to)
{
	struct text t;

	order(g);
	t = header_make(g, to);
	if (!complaints() && !file_write(to, &t))
		complain(to, 1, "cannot be written");
	return complaints() ? 1 : 0;
}

static int texts_of_all(struct program *g, const char *to, const char *depfile, const char *schema)
{
	struct text depends = { 0 };

	schema_read(g, schema);
	order(g);
	check(g);
	if (!complaints())
		(void)header_make(g, to);
	if (complaints())
		return 1;
	write_texts(g, to);
	text_add(&depends, "%s:%s\n", to, g->dependencies.p);
	if (!file_write(depfile, &depends))
		complain(depfile, 1, "cannot be written");
	return complaints() ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct program g = { 0 };
	bool is_header = argc > 3 && !strcmp(argv[1], "--header");

	if (!is_header && argc < 5) {
		fputs("usage: statements OUT.c DEPFILE SCHEMA_FOLDER FILE.sql…\n"
		      "       statements --header OUT.h FILE.sql…\n", stderr);
		return 2;
	}
	for (int i = is_header ? 3 : 4; i < argc; i++)
		file_compile(&g, argv[i]);
	return is_header ? header_of_room(&g, argv[2]) : texts_of_all(&g, argv[1], argv[2], argv[3]);
}
