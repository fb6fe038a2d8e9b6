/* SPDX-License-Identifier: EUPL-1.2 */
/* How long files are, how big rooms, and the figures that are printed. */
#include "layers_house.h"

#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LINES_MAX = 600,	/* what a person can keep in view of one topic */
	LINES_MEDIAN = 200,	/* below it: most files are read in one go */
	ROOM_FILES_MAX = 40,	/* of C; a folder that fits on a screen */
	ROOM_LINES_MAX = 4000,	/* of C; what one person can know */
};

static bool is_c(const char *path)
{
	size_t n = strlen(path);

	return n > 2 && path[n - 2] == '.' && (path[n - 1] == 'c' || path[n - 1] == 'h');
}

/* A list of files or of texts has no topic to split by. */
static bool is_list(const struct source *s)
{
	return source_is(s, ".po") || source_is(s, "meson.build");
}

static void check_room(const struct house *h, struct room r)
{
	const char *part = r.part == PART_LIB ? "lib" : "src", *name = room_name(h, r);
	struct text folder = { 0 };
	int files = 0, lines = 0;

	text_add(&folder, "%s/%s", part, name);
	for (size_t i = 0; i < h->file_count; i++) {
		const struct file *f = &h->files[i];

		if (!f->source || !is_c(f->path) || f->room.part != r.part ||
		    f->room.number != r.number)
			continue;
		files++;
		lines += f->source->line_count;
	}
	if (files > ROOM_FILES_MAX)
		complain(folder.p, 0, "the room %s has %d C files, more than %d; split it by topic",
			 name, files, ROOM_FILES_MAX);
	if (lines > ROOM_LINES_MAX)
		complain(folder.p, 0, "the room %s has %d lines of C, more than %d; split it by "
			 "topic", name, lines, ROOM_LINES_MAX);
}

static int by_number(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

static int median_of(const struct sources *all)
{
	int *lengths = need_memory(NULL, (all->count + 1) * sizeof(*lengths));
	size_t count = 0;
	int median;

	lengths[0] = 0;
	for (size_t i = 0; i < all->count; i++)
		if (!is_list(&all->files[i]))
			lengths[count++] = all->files[i].line_count;
	if (count > 0)
		qsort(lengths, count, sizeof(*lengths), by_number);
	median = lengths[count / 2];
	free(lengths);
	return median;
}

void size_check(const struct house *h, size_t circles, struct text *figures)
{
	const struct source *largest = NULL;
	size_t count = 0, c_count = 0, long_count = 0;
	int median = median_of(&h->all);

	for (size_t i = 0; i < h->all.count; i++) {
		const struct source *s = &h->all.files[i];

		if (is_list(s))
			continue;
		count++;
		c_count += is_c(s->path);
		long_count += s->line_count > LINES_MEDIAN;
		if (!largest || s->line_count > largest->line_count)
			largest = s;
		if (s->line_count > LINES_MAX)
			complain(s->path, s->line_count, "more than %d lines: split it by topic",
				 LINES_MAX);
	}
	for (size_t i = 0; lib_rooms[i].name; i++)
		check_room(h, (struct room){ PART_LIB, i });
	for (size_t i = 0; i < h->room_count; i++)
		check_room(h, (struct room){ PART_SRC, i });
	if (median >= LINES_MEDIAN)
		complain(".", 0, "the median file has %d lines; it must stay below %d: split the "
			 "longest by topic", median, LINES_MEDIAN);
	text_add(figures, "%zu files, %zu of C; median %d lines, %zu above %d, the largest %s with %d; "
		 "circles: %zu\n", count, c_count, median, long_count, LINES_MEDIAN,
		 largest ? largest->path : "none", largest ? largest->line_count : 0, circles);
}
