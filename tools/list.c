/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * list KIND HEADER OUT FILE…
 *
 * Collects the descriptors of pages, services or commands.  Every FILE must have at
 * least one line that starts with
 *
 *	const struct KIND NAME =
 *
 * OUT becomes C: the table KINDs[] with a pointer to each descriptor, in the
 * order of the files, and KIND_count.  KIND_files[] has the file of each, with
 * its folder: "finding/page_finding.c".
 *
 * Two descriptors with one .method and one .path, whatever stands between the braces
 * of the path, are refused: one of them would never be found.
 */
#include "text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct names {
	char **names, **files;
	char **ways;		/* "GET /rondes/{}"; NULL: not said */
	size_t count;
};

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The last folder of a path and the file in it. */
static const char *path_end(const char *path)
{
	const char *end = path + strlen(path);

	for (int slashes = 0; end > path; end--)
		if (end[-1] == '/' && ++slashes == 2)
			break;
	return end;
}

static bool names_add(struct names *all, const char *path, int line, const char *name, size_t n)
{
	for (size_t i = 0; i < all->count; i++) {
		if (strlen(all->names[i]) == n && strncmp(all->names[i], name, n) == 0) {
			complain(path, line, "%.*s exists already", (int)n, name);
			return false;
		}
	}
	all->names = need_memory(all->names, (all->count + 1) * sizeof(*all->names));
	all->files = need_memory(all->files, (all->count + 1) * sizeof(*all->files));
	all->files[all->count] = copy_text(path_end(path), strlen(path_end(path)));
	all->ways = need_memory(all->ways, (all->count + 1) * sizeof(*all->ways));
	all->names[all->count++] = copy_text(name, n);
	return true;
}

/* Returns the length of the name that this line defines, or 0. */
static size_t line_name(const char *line, const char *kind, const char **ret_name)
{
	static const char start[] = "const struct ";
	const char *name = line + sizeof(start) - 1;
	size_t n = 0;

	if (strncmp(line, start, sizeof(start) - 1) != 0 ||
	    strncmp(name, kind, strlen(kind)) != 0 || name[strlen(kind)] != ' ')
		return 0;
	name += strlen(kind) + 1;
	while (is_word(name[n]))
		n++;
	*ret_name = name;
	return strncmp(name + n, " =", 2) == 0 ? n : 0;
}

/* The text in quotes behind `field` in front of `end`; NULL when it is not there. */
static char *field_text(const char *p, const char *end, const char *field)
{
	const char *at = strstr(p, field);

	if (!at || at > end)
		return NULL;
	at += strlen(field);
	return copy_text(at, strcspn(at, "\"\n"));
}

/* "GET /rondes/{}" of the descriptor that starts at p. */
static char *way_of(const char *p)
{
	const char *end = strstr(p, "\n};");
	char *method, *path;
	struct text way = { 0 };

	end = end ? end : p + strlen(p);
	method = field_text(p, end, ".method = \"");
	path = field_text(p, end, ".path = \"");
	if (!method || !path)
		return NULL;
	text_add(&way, "%s ", method);
	for (size_t n; *path; path += n) {
		n = *path == '{' ? strcspn(path, "}") : 1;
		text_bytes(&way, path, 1);
	}
	return way.p;
}

static void way_check(const struct names *all, const char *path, int line)
{
	const char *way = all->ways[all->count - 1];

	for (size_t i = 0; way && i + 1 < all->count; i++)
		if (all->ways[i] && strcmp(all->ways[i], way) == 0)
			complain(path, line, "%s is there already, %s of %s; give one of them "
				 "another path", way, all->names[i], all->files[i]);
}

static void scan_file(struct names *all, const char *path, const char *kind)
{
	const char *source = file_read(path, NULL);
	size_t before = all->count;
	int line = 1;

	if (!source) {
		complain(path, 0, "cannot be read");
		return;
	}
	for (const char *p = source; p; line++) {
		const char *name, *next = strchr(p, '\n');
		size_t n = line_name(p, kind, &name);

		if (n > 0 && names_add(all, path, line, name, n)) {
			all->ways[all->count - 1] = way_of(p);
			way_check(all, path, line);
		}
		p = next ? next + 1 : NULL;
	}
	if (all->count == before && complaints() == 0)
		complain(path, 0, "no line \"const struct %s NAME = …\" in this file", kind);
}

int main(int argc, char **argv)
{
	struct names all = { 0 };
	struct text out = { 0 };

	if (argc < 4) {
		fputs("usage: list KIND HEADER OUT FILE...\n", stderr);
		return 2;
	}
	for (int i = 4; i < argc; i++)
		scan_file(&all, argv[i], argv[1]);
	if (complaints() > 0)
		return 1;
	text_add(&out, "/* Made by tools/list from the %s files. */\n#include \"%s\"\n\n",
		 argv[1], argv[2]);
	for (size_t i = 0; i < all.count; i++)
		text_add(&out, "extern const struct %s %s;\n", argv[1], all.names[i]);
	text_add(&out, "\nextern const struct %s *const %ss[];\nextern const size_t %s_count;\n"
		       "extern const char *const %s_files[];\n\n", argv[1], argv[1], argv[1], argv[1]);
	text_add(&out, "const struct %s *const %ss[] = {\n", argv[1], argv[1]);
	for (size_t i = 0; i < all.count; i++)
		text_add(&out, "\t&%s,\n", all.names[i]);
	text_add(&out, "\tNULL\n};\nconst size_t %s_count = %zu;\nconst char *const %s_files[] = {\n",
		 argv[1], all.count, argv[1]);
	for (size_t i = 0; i < all.count; i++)
		text_add(&out, "\t\"%s\",\n", all.files[i]);
	text_add(&out, "\tNULL\n};\n");
	if (!file_write(argv[3], &out))
		complain(argv[3], 0, "cannot be written");
	return complaints() > 0;
}
