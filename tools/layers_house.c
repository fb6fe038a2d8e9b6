/* SPDX-License-Identifier: EUPL-1.2 */
/* The rooms in their order, the folders there are, and where each file stands. */
#include "layers_house.h"

#include "text.h"

#include <ctype.h>
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

static bool is_folder_name(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!islower((unsigned char)p[i]) && !isdigit((unsigned char)p[i]) && p[i] != '_')
			return false;
	return n > 0;
}

static void add_room(struct house *h, int line, const char *p, size_t n)
{
	struct room known = house_room(h, p, n);

	if (!is_folder_name(p, n)) {
		complain("src/rooms", line, "'%.*s' is no name of a room; write one name a line, "
			 "comments on lines of their own", (int)n, p);
		return;
	}
	if (known.part != PART_ELSEWHERE) {
		complain("src/rooms", line, "there is a room %.*s already, %s; give this one "
			 "another name", (int)n, p,
			 known.part == PART_LIB ? "in lib" : "above");
		return;
	}
	h->rooms = need_memory(h->rooms, (h->room_count + 1) * sizeof(*h->rooms));
	h->room_lines = need_memory(h->room_lines, (h->room_count + 1) * sizeof(*h->room_lines));
	h->rooms[h->room_count] = copy_text(p, n);
	h->room_lines[h->room_count++] = line;
}

static bool rooms_read(struct house *h)
{
	struct text path = { 0 };
	char *text;
	int line = 0;

	text_add(&path, "%s/src/rooms", h->root);
	text = file_read(path.p, NULL);
	if (!text) {
		complain("src/rooms", 0, "is missing; name the rooms in it in their order, "
			 "one a line");
		return false;
	}
	for (char *p = text; *p; p += *p == '\n') {
		size_t n = strcspn(p, "\n");

		line++;
		if (p[0] != '#' && strspn(p, " \t\r") < n)
			add_room(h, line, p, n);
		p += n;
	}
	return true;
}

struct room house_room(const struct house *h, const char *name, size_t n)
{
	for (size_t i = 0; lib_rooms[i].name; i++)
		if (strlen(lib_rooms[i].name) == n && strncmp(lib_rooms[i].name, name, n) == 0)
			return (struct room){ PART_LIB, i };
	for (size_t i = 0; i < h->room_count; i++)
		if (strlen(h->rooms[i]) == n && strncmp(h->rooms[i], name, n) == 0)
			return (struct room){ PART_SRC, i };
	return (struct room){ PART_ELSEWHERE, NO_ROOM };
}

const char *room_name(const struct house *h, struct room r)
{
	if (r.number == NO_ROOM)
		return "";
	return r.part == PART_LIB ? lib_rooms[r.number].name :
	       r.part == PART_SRC ? h->rooms[r.number] : "";
}

static bool lib_may_use(size_t from, size_t to)
{
	struct text word = { 0 };

	text_add(&word, " %s ", lib_rooms[to].name);
	return from == to || strstr(lib_rooms[from].may, word.p) != NULL;
}

bool room_may_use(const struct house *h, struct room from, struct room to)
{
	(void)h;
	if (from.number == NO_ROOM || to.number == NO_ROOM)
		return true;
	if (from.part == PART_LIB)
		return to.part == PART_LIB && lib_may_use(from.number, to.number);
	return to.part == PART_LIB || to.number <= from.number;
}

bool file_is(const struct file *f, const char *ending)
{
	size_t n = strlen(f->path), m = strlen(ending);

	return n >= m && strcmp(f->path + n - m, ending) == 0;
}

struct file *house_file(const struct house *h, const char *path)
{
	for (size_t i = 0; i < h->file_count; i++)
		if (strcmp(h->files[i].path, path) == 0)
			return &h->files[i];
	return NULL;
}

/* A file of lib or src, whose path goes on with the folder. */
static struct room room_of_path(const struct house *h, const struct source *s, enum part part)
{
	const char *name = s->path + 4;
	struct room r = house_room(h, name, strcspn(name, "/"));

	if (!strchr(name, '/') && !source_is(s, "/meson.build"))
		complain(s->path, 1, "stands in no room; move it to the folder of one");
	else if (r.part == part)
		return r;
	return (struct room){ part, NO_ROOM };
}

static struct room place_of(const struct house *h, const struct source *s)
{
	if (strcmp(s->path, "src/main.c") == 0)
		return (struct room){ PART_MAIN, NO_ROOM };
	if (strncmp(s->path, "lib/", 4) == 0)
		return room_of_path(h, s, PART_LIB);
	if (strncmp(s->path, "src/", 4) == 0)
		return room_of_path(h, s, PART_SRC);
	if (strncmp(s->path, "schema/", 7) == 0 && source_is(s, ".sql"))
		return (struct room){ PART_SCHEMA, NO_ROOM };
	return (struct room){ PART_ELSEWHERE, NO_ROOM };
}

static bool is_folder(const struct house *h, const char *part, const char *name)
{
	struct text path = { 0 };
	struct stat st;

	text_add(&path, "%s/%s/%s", h->root, part, name);
	return stat(path.p, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Each folder of lib or src is a room. */
static void check_folders(const struct house *h, const char *name, enum part part)
{
	struct text path = { 0 };
	struct dirent *entry;
	DIR *d;

	text_add(&path, "%s/%s", h->root, name);
	d = opendir(path.p);
	while (d && (entry = readdir(d))) {
		struct text folder = { 0 };
		const char *base = entry->d_name;

		if (base[0] == '.' || !is_folder(h, name, base) ||
		    house_room(h, base, strlen(base)).part == part)
			continue;
		text_add(&folder, "%s/%s", name, base);
		if (part == PART_SRC)
			complain(folder.p, 0, "is not in src/rooms; add its name there, behind "
				 "the rooms that it uses");
		else
			complain(folder.p, 0, "is not in the table of tools/layers.c; add it "
				 "there with what it may include");
	}
	if (d)
		closedir(d);
}

bool house_read(struct house *h, const char *root)
{
	h->root = root;
	if (!sources_read(&h->all, root) || !rooms_read(h))
		return false;
	check_folders(h, "lib", PART_LIB);
	check_folders(h, "src", PART_SRC);
	for (size_t i = 0; i < h->room_count; i++)
		if (!is_folder(h, "src", h->rooms[i]))
			complain("src/rooms", h->room_lines[i], "there is no folder src/%s; make "
				 "it, or take this line out", h->rooms[i]);
	h->file_count = h->all.count;
	/* Room for the headers that the build makes: one a room. */
	for (size_t i = 0; lib_rooms[i].name; i++)
		h->file_count++;
	h->file_count += h->room_count;
	h->files = need_memory(NULL, (h->file_count + 1) * sizeof(*h->files));
	memset(h->files, 0, (h->file_count + 1) * sizeof(*h->files));
	h->file_count = h->all.count;
	for (size_t i = 0; i < h->all.count; i++) {
		const struct source *s = &h->all.files[i];

		h->files[i] = (struct file){ .source = s, .path = s->path, .room = place_of(h, s) };
	}
	house_read_code(h);
	return true;
}
