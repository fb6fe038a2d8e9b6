/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The statement compiler: reads sql/ and writes everything the program can ask
 * of its database.
 *
 *	statements SQL_FOLDER OUT.h OUT.c DEPFILE
 *
 * SQL_FOLDER holds files of named statements and schema/NNNN.sql.  A statement
 * looks like this; its parameters are named in the order of $1, $2, …:
 *
 *	-- name: unit_list (round)
 *	SELECT id, name FROM unit WHERE round = $1 ORDER BY position;
 *
 * OUT.h has one value of enum sql for each, OUT.c the texts and the schema.
 * Whatever would need text to be put together at run time is refused, so that
 * a value from outside can only ever be a parameter.
 */
#include "text.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum {
	PARAMETERS_MAX = 14,	/* as many as db_query takes */
	NAME_MAX_CHARS = 48,
};

struct statement {
	char *file;
	int line, body_line;
	char *name;
	char *parameters[PARAMETERS_MAX];
	int parameter_count;
	struct text body;	/* as it stands in the file */
	struct text sql;	/* without comments */
};

struct step {
	char *name;
	char *sql;
};

struct program {
	const char *folder;
	struct statement *statements;
	size_t statement_count;
	struct step *steps;
	size_t step_count;
	struct text dependencies;
};

static bool is_name(const char *p, size_t n)
{
	if (!n || n > NAME_MAX_CHARS || !islower((unsigned char)*p))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!islower((unsigned char)p[i]) && !isdigit((unsigned char)p[i]) && p[i] != '_')
			return false;
	return true;
}

/* --- the body: one statement, parameters in order --------------------------- */

struct scan {
	const struct statement *st;
	struct text *sql;
	const char *p;
	int line;
	int used;		/* parameters seen so far */
	bool is_ended;		/* the semicolon has been read */
	bool is_end_refused;	/* said once */
};

/* What a program would fill in before it runs the text. */
static const char *concatenation_at(const char *p)
{
	if (*p == '{' || *p == '}')
		return "a brace";
	if (p[0] == '|' && p[1] == '|')
		return "||";
	if (*p == '%' && (isalpha((unsigned char)p[1]) || p[1] == '.' || p[1] == '*'))
		return "a printf conversion";
	return NULL;
}

static void scan_parameter(struct scan *s)
{
	const char *end = s->p + 1;
	int n = 0;

	for (; isdigit((unsigned char)*end) && n <= PARAMETERS_MAX; end++)
		n = n * 10 + (*end - '0');
	if (n < 1)
		complain(s->st->file, s->line, "a lone '$'; write $1, $2, …");
	else if (n > s->st->parameter_count)
		complain(s->st->file, s->line,
			 "$%d has no name; name it after '-- name: %s'", n, s->st->name);
	else if (n > s->used + 1)
		complain(s->st->file, s->line,
			 "$%d comes before $%d; number parameters by first appearance", n,
			 s->used + 1);
	if (n > s->used && n <= PARAMETERS_MAX)
		s->used = n;
	text_bytes(s->sql, s->p, (size_t)(end - s->p));
	s->p = end;
}

/* '…' or "…", with the quote doubled inside. */
static void scan_quoted(struct scan *s)
{
	char quote = *s->p;
	int first = s->line;

	text_bytes(s->sql, s->p++, 1);
	while (*s->p && *s->p != quote) {
		if (concatenation_at(s->p))
			complain(s->st->file, s->line,
				 "%s inside quotes; bind the text as a parameter",
				 concatenation_at(s->p));
		if (*s->p == '\n')
			s->line++;
		text_bytes(s->sql, s->p++, 1);
	}
	if (!*s->p) {
		complain(s->st->file, first, "the quote is not closed; close it");
		return;
	}
	text_bytes(s->sql, s->p++, 1);
}

static void scan_one(struct scan *s)
{
	if (s->is_ended && !isspace((unsigned char)*s->p) && !s->is_end_refused) {
		complain(s->st->file, s->line,
			 "a second statement under the name %s; give it a name of its own",
			 s->st->name);
		s->is_end_refused = true;
	}
	if (concatenation_at(s->p))
		complain(s->st->file, s->line,
			 "%s puts text together; make the text in C and bind it",
			 concatenation_at(s->p));
	else if (*s->p == '?' || *s->p == ':' || *s->p == '@')
		complain(s->st->file, s->line, "'%c' marks a parameter; write $1, $2, …", *s->p);
	else if (s->p[0] == '/' && s->p[1] == '*')
		complain(s->st->file, s->line, "a comment of this form is not read; use --");
	if (*s->p == ';')
		s->is_ended = true;
	else if (!s->is_ended)
		text_bytes(s->sql, s->p, 1);
	if (*s->p == '\n')
		s->line++;
	s->p++;
}

static void trim_end(struct text *t)
{
	while (t->n && isspace((unsigned char)t->p[t->n - 1]))
		t->p[--t->n] = '\0';
}

static void statement_finish(struct statement *st)
{
	struct scan s = { .st = st, .sql = &st->sql, .p = st->body.n ? st->body.p : "",
			  .line = st->body_line };

	while (*s.p) {
		if (s.p[0] == '-' && s.p[1] == '-')
			s.p += strcspn(s.p, "\n");
		else if (*s.p == '\'' || *s.p == '"')
			scan_quoted(&s);
		else if (*s.p == '$')
			scan_parameter(&s);
		else
			scan_one(&s);
	}
	trim_end(&st->sql);
	if (!st->sql.n)
		complain(st->file, st->line, "%s has no statement; write it below its name",
			 st->name);
	else if (!s.is_ended)
		complain(st->file, s.line > st->line ? s.line - 1 : st->line,
			 "%s does not end; put a semicolon behind it", st->name);
	for (int i = s.used; i < st->parameter_count; i++)
		complain(st->file, st->line, "the parameter %s ($%d) is not used; use or drop it",
			 st->parameters[i], i + 1);
}

/* --- the line with the name ------------------------------------------------- */

static void parameter_add(struct statement *st, const char *p, size_t n)
{
	if (!is_name(p, n)) {
		complain(st->file, st->line,
			 "'%.*s' is no parameter name; use a-z, 0-9 and _", (int)n, p);
		return;
	}
	if (st->parameter_count == PARAMETERS_MAX) {
		complain(st->file, st->line, "more than %d parameters; split the statement",
			 PARAMETERS_MAX);
		return;
	}
	for (int i = 0; i < st->parameter_count; i++)
		if (!strncmp(st->parameters[i], p, n) && !st->parameters[i][n])
			complain(st->file, st->line,
				 "the parameter %s stands here twice; use $%d twice instead",
				 st->parameters[i], i + 1);
	st->parameters[st->parameter_count++] = copy_text(p, n);
}

static void parameters_read(struct statement *st, const char *p)
{
	const char *end = strchr(p, ')');

	if (*p != '(' || !end || end[1 + strspn(end + 1, " \t")] != '\0') {
		complain(st->file, st->line,
			 "the parameters are missing; write '-- name: %s (a, b)' or '()'",
			 st->name);
		return;
	}
	p += 1 + strspn(p + 1, " \t");
	while (p < end) {
		size_t n = strcspn(p, " \t,)");

		parameter_add(st, p, n);
		p += n;
		p += strspn(p, " \t");
		if (*p != ',' && *p != ')') {
			complain(st->file, st->line, "a comma is missing between two parameters; add it");
			return;
		}
		p += strspn(p, ", \t");
	}
}

static struct statement *statement_new(struct program *g, char *file, int line, const char *after)
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
	*st = (struct statement){ .file = file, .line = line, .body_line = line + 1,
				  .name = copy_text(after, n) };
	parameters_read(st, after + n + strspn(after + n, " \t"));
	return st;
}

/* --- files ------------------------------------------------------------------ */

static char *join(const char *folder, const char *name)
{
	struct text t = { 0 };

	text_add(&t, "%s/%s", folder, name);
	return t.p;
}

static char *source_read(struct program *g, char *name)
{
	char *path = join(g->folder, name);
	size_t n = 0;
	char *text = file_read(path, &n);

	text_add(&g->dependencies, " %s", path);
	if (!text)
		complain(name, 1, "cannot be read; check its rights");
	else if (strlen(text) != n)
		complain(name, 1, "holds a NUL; save it as plain text");
	return text;
}

static void file_compile(struct program *g, char *name)
{
	char *text = source_read(g, name), *rest = text;
	struct statement *st = NULL;

	for (int line = 1; rest && *rest; line++) {
		char *end = rest + strcspn(rest, "\n");
		bool is_last = *end == '\0';

		*end = '\0';
		if (!strncmp(rest, "-- name:", 8)) {
			if (st)
				statement_finish(st);
			st = statement_new(g, name, line, rest + 8);
		} else if (st) {
			text_add(&st->body, "%s\n", rest);
		} else if (strncmp(rest, "--", 2) != 0 && rest[strspn(rest, " \t\r")] != '\0') {
			complain(name, line, "SQL without a name; write '-- name: … ()' above it");
			return;
		}
		rest = is_last ? end : end + 1;
	}
	if (st)
		statement_finish(st);
}

static int is_sql_file(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 4 && d->d_name[0] != '.' && !strcmp(d->d_name + n - 4, ".sql");
}

static void folder_read(struct program *g, const char *below,
			void (*each)(struct program *, char *name))
{
	struct dirent **found = NULL;
	char *path = *below ? join(g->folder, below) : copy_text(g->folder, strlen(g->folder));
	int count = scandir(path, &found, is_sql_file, alphasort);

	text_add(&g->dependencies, " %s", path);
	if (count <= 0)
		complain(path, 1, "no .sql files here; is it the right folder?");
	for (int i = 0; i < count; i++)
		each(g, *below ? join(below, found[i]->d_name)
			       : copy_text(found[i]->d_name, strlen(found[i]->d_name)));
}

static void step_read(struct program *g, char *name)
{
	char expected[32];

	(void)snprintf(expected, sizeof(expected), "schema/%04zu.sql", g->step_count + 1);
	if (strcmp(name, expected) != 0)
		complain(name, 1, "expected %s here; number the steps without gaps", expected);
	g->steps = need_memory(g->steps, (g->step_count + 1) * sizeof(*g->steps));
	g->steps[g->step_count++] = (struct step){ .name = name, .sql = source_read(g, name) };
}

/* --- what is written -------------------------------------------------------- */

static void write_header(const struct program *g, const char *path)
{
	struct text t = { 0 };

	text_add(&t, "/* Made from sql/ by tools/statements.c. */\n"
		 "#ifndef PEIL_STORE_STATEMENTS_H\n#define PEIL_STORE_STATEMENTS_H\n\n"
		 "enum sql {\n");
	for (size_t i = 0; i < g->statement_count; i++) {
		const struct statement *st = &g->statements[i];

		text_add(&t, "\tSQL_");
		for (const char *p = st->name; *p; p++)
			text_add(&t, "%c", toupper((unsigned char)*p));
		text_add(&t, ",\t/*");
		for (int k = 0; k < st->parameter_count; k++)
			text_add(&t, " %s", st->parameters[k]);
		text_add(&t, " */\n");
	}
	text_add(&t, "\tSQL_COUNT\n};\n\n#endif\n");
	if (!file_write(path, &t))
		complain(path, 1, "cannot be written");
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

static void write_texts(const struct program *g, const char *path)
{
	struct text t = { 0 };

	text_add(&t, "/* Made from sql/ by tools/statements.c. */\n"
		 "#include \"store/text.h\"\n\n"
		 "const struct sql_text sql_texts[SQL_COUNT] = {\n");
	for (size_t i = 0; i < g->statement_count; i++) {
		text_add(&t, "\t{ \"%s\", %d,", g->statements[i].name,
			 g->statements[i].parameter_count);
		add_text(&t, g->statements[i].sql.p);
		text_add(&t, " },\n");
	}
	text_add(&t, "};\n\nconst struct schema_step schema_steps[] = {\n");
	for (size_t i = 0; i < g->step_count; i++) {
		text_add(&t, "\t{ \"%s\",", g->steps[i].name);
		add_text(&t, g->steps[i].sql);
		text_add(&t, " },\n");
	}
	text_add(&t, "};\n\nconst int schema_step_count = %zu;\n", g->step_count);
	if (!file_write(path, &t))
		complain(path, 1, "cannot be written");
}

int main(int argc, char **argv)
{
	struct program g = { 0 };
	struct text depfile = { 0 };

	if (argc != 5) {
		fputs("usage: statements SQL_FOLDER OUT.h OUT.c DEPFILE\n", stderr);
		return 2;
	}
	g.folder = argv[1];
	folder_read(&g, "", file_compile);
	folder_read(&g, "schema", step_read);
	if (complaints())
		return 1;
	write_header(&g, argv[2]);
	write_texts(&g, argv[3]);
	text_add(&depfile, "%s %s:%s\n", argv[2], argv[3], g.dependencies.p);
	if (!file_write(argv[4], &depfile))
		complain(argv[4], 1, "cannot be written");
	return complaints() ? 1 : 0;
}
