/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file that its room's meson.build does not name is not in the build, and
 * nobody would be told; nor of a unit test that never runs.
 */
#include "layers_house.h"

#include "text.h"

#include <string.h>

static bool is_built(const struct file *f)
{
	static const char *const kinds[] = { ".c", ".html", ".sql", ".po", ".css", ".js" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (file_is(f, kinds[i]))
			return true;
	return false;
}

/* Does a line name it, in front of a comment? */
static bool is_named(const struct source *list, const char *before, const char *name, size_t n,
		     const char *behind)
{
	struct text quoted = { 0 };

	text_add(&quoted, "%s%.*s%s", before, (int)n, name, behind);
	for (int i = 0; i < list->line_count; i++) {
		const char *at = strstr(list->lines[i], quoted.p), *comment = strchr(list->lines[i], '#');

		if (at && (!comment || at < comment))
			return true;
	}
	return false;
}

/* The list of the folder, or of the one above it; NULL when it has none. */
static const struct source *list_of(const struct house *h, const char *path, bool is_above,
				    struct text *ret)
{
	size_t n = (size_t)(strrchr(path, '/') - path);
	const struct file *f;

	while (is_above && n > 0 && path[--n] != '/')
		;
	text_add(ret, "%.*s%smeson.build", (int)n, path, n > 0 ? "/" : "");
	f = house_file(h, ret->p);
	return f ? f->source : NULL;
}

/* A program of tests, tools, fuzz or bench: named with its ending, from the folder
 * above too, or by its name in a loop over names. */
static bool is_program_named(const struct house *h, const char *path, struct text *ret)
{
	const char *name = strrchr(path, '/') + 1;
	size_t n = strlen(name) - 2, fuzz = strncmp(name, "fuzz_", 5) == 0 ? 5 : 0;
	const struct source *list = list_of(h, path, false, ret);
	struct text above = { 0 };

	if (!list || is_named(list, "'", name, n, ".c'") || is_named(list, "'", name + fuzz, n - fuzz, "'"))
		return true;
	list = list_of(h, path, true, &above);
	return list && is_named(list, "/", name, n, ".c'");
}

void built_check(const struct house *h)
{
	for (size_t i = 0; i < h->file_count; i++) {
		const struct file *f = &h->files[i];
		const char *name = strrchr(f->path, '/');
		const struct source *list;
		struct text path = { 0 };
		bool is_in;

		if (!name || !f->source)
			continue;
		if (f->room.part == PART_LIB || f->room.part == PART_SRC) {
			list = list_of(h, f->path, false, &path);
			is_in = !is_built(f) || !list ||
				is_named(list, "'", name + 1, strlen(name + 1), "'");
		} else {
			is_in = !file_is(f, ".c") || is_program_named(h, f->path, &path);
		}
		if (!is_in)
			complain(f->path, 1, "is not in the build; name it in %s", path.p);
	}
}
