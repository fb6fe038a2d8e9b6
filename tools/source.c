/* SPDX-License-Identifier: EUPL-1.2 */
#include "source.h"

#include "text.h"

#include <ctype.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>

#define OPEN_MAX_DIRS	16

/* nftw() has no argument for its caller. */
static struct sources *found;
static size_t root_length;

static bool ends_with(const char *s, const char *ending)
{
	size_t n = strlen(s), m = strlen(ending);

	return n >= m && strcmp(s + n - m, ending) == 0;
}

bool source_is(const struct source *s, const char *ending)
{
	return ends_with(s->path, ending);
}

static void cut_lines(struct source *s)
{
	for (char *p = s->text; *p;) {
		char *end = strchr(p, '\n');

		s->lines = need_memory(s->lines, ((size_t)s->line_count + 1) * sizeof(*s->lines));
		s->lines[s->line_count++] = p;
		if (!end)
			break;
		*end = '\0';
		p = end + 1;
	}
}

static int visit(const char *path, const struct stat *st, int type, struct FTW *at)
{
	static const char *const kinds[] = { ".c", ".h", ".html", ".css", ".js", ".mjs", ".sql",
					    ".po", "meson.build" };
	const char *name = path + at->base;
	struct source s = { 0 };
	bool is_wanted = false;

	(void)st;
	if (type == FTW_D && at->level > 0 &&
	    (name[0] == '.' || strncmp(name, "build", 5) == 0 || strcmp(name, "node_modules") == 0))
		return FTW_SKIP_SUBTREE;
	if (type == FTW_D) {
		found->folders = need_memory(found->folders,
					     (found->folder_count + 1) * sizeof(*found->folders));
		found->folders[found->folder_count++] = copy_text(path, strlen(path));
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		is_wanted |= ends_with(name, kinds[i]);
	if (type != FTW_F || !is_wanted)
		return FTW_CONTINUE;
	s.path = copy_text(path + root_length + 1, strlen(path + root_length + 1));
	s.text = file_read(path, NULL);
	if (!s.text) {
		complain(path, 0, "cannot be read");
		return FTW_CONTINUE;
	}
	cut_lines(&s);
	found->files = need_memory(found->files, (found->count + 1) * sizeof(s));
	found->files[found->count++] = s;
	return FTW_CONTINUE;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct source *)a)->path, ((const struct source *)b)->path);
}

bool sources_read(struct sources *all, const char *root)
{
	found = all;
	root_length = strlen(root);
	while (root_length > 1 && root[root_length - 1] == '/')
		root_length--;
	if (nftw(root, visit, OPEN_MAX_DIRS, FTW_PHYS | FTW_ACTIONRETVAL) != 0) {
		complain(root, 0, "cannot be read");
		return false;
	}
	if (all->count > 0)
		qsort(all->files, all->count, sizeof(*all->files), by_path);
	return true;
}

/* Blanks a comment, string or character that starts at p; returns its end. */
static char *blank(char *p)
{
	char first = *p;
	bool is_long = first == '/' && p[1] == '*';

	*p++ = ' ';
	if (first == '/')
		*p++ = ' ';
	for (; *p; p++) {
		char c = *p;

		if (is_long && c == '*' && p[1] == '/') {
			p[0] = p[1] = ' ';
			return p + 2;
		}
		/* A backslash at the end of a line takes the next one in. */
		if (c == '\\' && p[1] == '\n') {
			*p++ = ' ';
			continue;
		}
		if (!is_long && (c == '\n' || (first != '/' && c == first))) {
			*p = c == '\n' ? '\n' : ' ';
			return p + 1;
		}
		if (c != '\n')
			*p = ' ';
		if (first != '/' && c == '\\' && p[1])
			*++p = ' ';
	}
	return p;
}

char *source_text(const struct source *s)
{
	struct text all = { 0 };

	text_bytes(&all, "", 0);
	for (int i = 0; i < s->line_count; i++)
		text_add(&all, "%s\n", s->lines[i]);
	return all.p;
}

char *source_code(const struct source *s)
{
	char *all = source_text(s);

	for (char *p = all; *p;) {
		if (*p == '"' || *p == '\'' || (*p == '/' && (p[1] == '*' || p[1] == '/')))
			p = blank(p);
		else
			p++;
	}
	return all;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* `p` stands at the bracket of a call. */
static bool is_second_a_number(const char *p)
{
	int depth = 0;

	for (; *p; p++) {
		depth += (*p == '(') - (*p == ')');
		if (depth == 0 || (depth == 1 && *p == ','))
			break;
	}
	if (*p != ',')
		return false;
	p++;
	return isdigit((unsigned char)p[strspn(p, " \t\n")]);
}

static int find_call(const char *code, const char *name, int after, bool (*is_meant)(const char *))
{
	size_t n = strlen(name);
	int line = 1;

	for (const char *p = code; *p; p++) {
		const char *at;

		if (*p == '\n')
			line++;
		if (line <= after || strncmp(p, name, n) != 0 || (p > code && is_word(p[-1])))
			continue;
		at = p + n + strspn(p + n, " \t");
		if (*at == '(' && (!is_meant || is_meant(at)))
			return line;
	}
	return 0;
}

int code_calls(const char *code, const char *name, int after)
{
	return find_call(code, name, after, NULL);
}

int code_calls_with_number(const char *code, const char *name, int after)
{
	return find_call(code, name, after, is_second_a_number);
}
