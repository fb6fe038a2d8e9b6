/* SPDX-License-Identifier: EUPL-1.2 */
/* Who may include what: rooms of lib by their row, rooms of src what is above
 * them, engines their owner only. */
#include "layers_house.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

static void check_direction(const struct house *h, const struct file *f, const struct include *in)
{
	const char *from = room_name(h, f->room), *to = room_name(h, in->room);

	if (room_may_use(h, f->room, in->room))
		return;
	if (f->room.part == PART_LIB && in->room.part == PART_SRC)
		complain(f->path, in->line, "lib/%s may not include %s: lib knows nothing of src; "
			 "let the room hand over what is needed", from, in->name);
	else if (f->room.part == PART_LIB)
		complain(f->path, in->line, "lib/%s may not include %s: %s is not in its row in "
			 "tools/layers.c; take what is needed as a parameter", from, in->name, to);
	else
		complain(f->path, in->line, "%s may not include %s: %s is below it in src/rooms; "
			 "move what both use to %s, or let %s register it",
			 from, in->name, to, from, to);
}

/* A header of ours is written "ROOM/file.h", so that one can see where it is. */
static void check_name(const struct file *f, const struct include *in)
{
	if (strstr(in->name, "./") || strstr(in->name, "//"))
		complain(f->path, in->line, "%s goes through folders; write \"ROOM/file.h\"",
			 in->name);
	else if (in->to && in->is_angle)
		complain(f->path, in->line, "<%s> is ours; write it in quotes", in->name);
	else if (in->room.part == PART_ELSEWHERE && !in->is_angle)
		complain(f->path, in->line, "\"%s\" names no room; write \"ROOM/file.h\"",
			 in->name);
}

/* --- engines ----------------------------------------------------------------- */

/* The include of the engine's header in `f` or in what it includes; NULL when
 * there is none.  Puts the file it stands in in *ret. */
static const struct include *engine_find(const struct house *h, const struct file *f,
					 const char *header, bool *seen, const struct file **ret)
{
	const struct include *found = NULL;

	if (seen[f - h->files])
		return NULL;
	seen[f - h->files] = true;
	for (size_t i = 0; i < f->include_count && !found; i++) {
		const struct include *in = &f->includes[i];

		*ret = f;
		if (strcmp(in->name, header) == 0)
			return in;
		if (in->to)
			found = engine_find(h, in->to, header, seen, ret);
	}
	return found;
}

static bool is_owner(const struct house *h, const struct file *f, const struct engine *g)
{
	return f->room.part == PART_LIB && strcmp(room_name(h, f->room), g->owner) == 0;
}

static void check_engine(const struct house *h, const struct file *f, const struct engine *g,
			 bool *seen)
{
	for (size_t i = 0; i < f->include_count; i++) {
		const struct include *in = &f->includes[i];
		const struct file *where = NULL;

		if (strcmp(in->name, g->header) == 0) {
			complain(f->path, in->line, "only lib/%s may include %s; ask a function of "
				 "%s", g->owner, g->header, g->owner);
			continue;
		}
		/* What a header of another room lets in is said there. */
		memset(seen, 0, h->file_count);
		if (in->to && is_owner(h, in->to, g) &&
		    engine_find(h, in->to, g->header, seen, &where))
			complain(f->path, in->line, "only lib/%s may include %s, and %s does in "
				 "%s; include a header of %s that is without it",
				 g->owner, g->header, in->name, where->path, g->owner);
	}
}

void include_check(const struct house *h)
{
	bool *seen = need_memory(NULL, h->file_count + 1);

	for (size_t i = 0; i < h->file_count; i++) {
		const struct file *f = &h->files[i];

		for (size_t j = 0; f->source && j < f->include_count; j++) {
			check_name(f, &f->includes[j]);
			check_direction(h, f, &f->includes[j]);
		}
		for (const struct engine *g = engines; f->source && g->header; g++)
			if (!is_owner(h, f, g))
				check_engine(h, f, g, seen);
	}
	free(seen);
}
