/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * template -o view_NAME.c NAME.html	compiles one template
 * template --header NAME.h FILE…		writes the prototypes of these
 *
 * Exit 0: written.  1: the templates have problems, all of them are on
 * standard error as "file:line: what; cure" and nothing is written.  2: wrong
 * usage.
 */
#include "template.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { FILE_MAX = 256 * 1024 };		/* a template is some kilobytes */

static bool file_read(struct pool *pool, const char *path, const char **ret, size_t *ret_n)
{
	FILE *f = fopen(path, "rb");
	char *text = pool_alloc(pool, FILE_MAX + 1);
	bool is_ok;

	if (!f) {
		fprintf(stderr, "%s:0: cannot be read; does the file exist?\n", path);
		return false;
	}
	*ret = text;
	*ret_n = fread(text, 1, FILE_MAX + 1, f);
	is_ok = !ferror(f) && *ret_n <= FILE_MAX;
	fclose(f);
	if (!is_ok)
		fprintf(stderr, "%s:0: cannot be read whole; a template has at most 256 KiB\n", path);
	return is_ok;
}

/* Whether the file holds these bytes already. */
static bool is_same(const char *path, const struct buf *b)
{
	FILE *f = fopen(path, "rb");
	char piece[4096];
	size_t at = 0, n;

	if (!f)
		return false;
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0 && n <= b->n - at && memcmp(piece, b->p + at, n) == 0)
		at += n;
	fclose(f);
	return n == 0 && at == b->n;
}

/* Writes only when the content differs, so that nothing is rebuilt in vain. */
static bool file_write(const char *path, const struct buf *b)
{
	bool is_ok;
	FILE *f;

	if (is_same(path, b))
		return true;
	f = fopen(path, "wb");
	is_ok = f && fwrite(b->p, 1, b->n, f) == b->n;
	if (f)
		is_ok = fclose(f) == 0 && is_ok;
	if (!is_ok)
		fprintf(stderr, "template: %s cannot be written\n", path);
	return is_ok;
}

/* Elements that an earlier part opened and this one ends. */
static void start_closes(struct tpl *t)
{
	struct slice list = t->head.closes;

	while (list.n) {
		size_t n = 0;

		list = slice_trim(list);
		while (n < list.n && !is_blank(list.p[n]))
			n++;
		if (n && t->tag_count < TAGS_MAX)
			t->tags[t->tag_count++].name = (struct slice){ list.p, n, list.line };
		list.p += n;
		list.n -= n;
	}
}

static bool tpl_start(struct tpl *t, struct pool *pool, const char *path)
{
	*t = (struct tpl){ .pool = pool, .path = path, .line = 1,
			   .code = { .pool = pool }, .literal = { .pool = pool } };
	return file_read(pool, path, &t->text, &t->n) && head_read(t);
}

static int compile(struct pool *pool, const char *path, const char *to)
{
	struct tpl *t = pool_alloc(pool, sizeof(*t));
	struct buf o = { .pool = pool };

	if (!tpl_start(t, pool, path))
		return 1;
	start_closes(t);
	html_body(t);
	check_end(t);
	if (t->problem_count)
		return 1;
	emit_file(t, &o);
	return file_write(to, &o) ? 0 : 1;
}

static bool is_listed(const struct buf *o, const char *line, size_t n)
{
	for (size_t at = 0; at + n <= o->n; at++)
		if (memcmp(o->p + at, line, n) == 0)
			return true;
	return false;
}

static void include(struct pool *pool, struct buf *o, struct slice name)
{
	struct buf line = { .pool = pool };

	buf_c(&line, "#include ");
	buf_bytes(&line, name.p, name.n);
	buf_char(&line, '\n');
	if (!is_listed(o, line.p, line.n))
		buf_bytes(o, line.p, line.n);
}

/* "…/finding/views.h" is guarded by PEIL_FINDING_VIEWS_H. */
static void guard(struct buf *o, const char *start, const char *to)
{
	const char *from = to;

	for (const char *p = to, *last = to; *p; p++)
		if (*p == '/') {
			from = last;
			last = p + 1;
		}
	buf_c(o, start);
	buf_c(o, " PEIL_");
	for (const char *p = from; *p; p++)
		buf_char(o, isalnum((unsigned char)*p) ? (char)toupper((unsigned char)*p) : '_');
	buf_char(o, '\n');
}

static int header(struct pool *pool, const char *to, char **paths, int count)
{
	struct buf o = { .pool = pool }, prototypes = { .pool = pool };
	struct tpl *t = pool_alloc(pool, sizeof(*t));
	bool is_ok = true;

	buf_c(&o, "/* Made by the template compiler. */\n");
	guard(&o, "#ifndef", to);
	guard(&o, "#define", to);
	buf_c(&o, "\n#include \"html/view.h\"\n");
	for (int i = 0; i < count; i++) {
		if (!tpl_start(t, pool, paths[i])) {
			is_ok = false;
			continue;
		}
		is_ok = is_ok && t->problem_count == 0;
		for (size_t j = 0; j < t->use_count; j++)
			include(pool, &o, t->uses[j]);
		emit_prototype(t, &prototypes);
		buf_c(&prototypes, ";\n");
	}
	buf_char(&o, '\n');
	buf_bytes(&o, prototypes.p, prototypes.n);
	buf_c(&o, "\n#endif\n");
	return is_ok && file_write(to, &o) ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct pool pool = { 0 };
	int result = 2;

	if (argc == 4 && strcmp(argv[1], "-o") == 0)
		result = compile(&pool, argv[3], argv[2]);
	else if (argc >= 3 && strcmp(argv[1], "--header") == 0)
		result = header(&pool, argv[2], argv + 3, argc - 3);
	else
		fputs("usage: template -o FILE.c FILE.html\n"
		      "       template --header FILE.h FILE.html...\n", stderr);
	pool_free(&pool);
	return result;
}
