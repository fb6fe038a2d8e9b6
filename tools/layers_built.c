/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file that its room's meson.build does not name is not in the build, and
 * nobody would be told.
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

/* Does a line name it between quotes, in front of a comment? */
static bool is_named(const struct source *list, const char *name)
{
	struct text quoted = { 0 };

	text_add(&quoted, "'%s'", name);
	for (int i = 0; i < list->line_count; i++) {
		const char *at = strstr(list->lines[i], quoted.p), *comment = strchr(list->lines[i], '#');

		if (at && (!comment || at < comment))
			return true;
	}
	return false;
}

void built_check(const struct house *h)
{
	for (size_t i = 0; i < h->file_count; i++) {
		const struct file *f = &h->files[i], *list;
		const char *name = strrchr(f->path, '/');
		struct text path = { 0 };

		if (!name || !f->source || !is_built(f) ||
		    (f->room.part != PART_LIB && f->room.part != PART_SRC))
			continue;
		text_add(&path, "%.*s/meson.build", (int)(name - f->path), f->path);
		list = house_file(h, path.p);
		if (list && list->source && !is_named(list->source, name + 1))
			complain(f->path, 1, "is not in the build; name it in %s", path.p);
	}
}
