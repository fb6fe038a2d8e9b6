/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The house as `layers` sees it: rooms, the files that stand in them, and what
 * each file includes.
 *
 *	layers.c		command line, the tables of lib and of engines, figures
 *	layers_house.c		src/rooms, the folders, where each file stands
 *	layers_built.c		is each file in the build?
 *	layers_code.c		includes, {use}, and the C in the holes of templates
 *	layers_include.c	who may include what, engines
 *	layers_circle.c		circles of files
 *	layers_kind.c		who runs a statement shows nothing; what templates call
 *	layers_key.c		who makes a key
 *	layers_sql.c		tables and the rooms that may use them
 *	layers_sql_lex.c	words of SQL
 *	layers_size.c		lengths of files, sizes of rooms
 *
 * Every complaint has a place and a cure.  Like the other programs of the
 * build it runs for a moment and frees nothing.
 */
#ifndef PEIL_TOOLS_LAYERS_HOUSE_H
#define PEIL_TOOLS_LAYERS_HOUSE_H

#include "source.h"
#include "text.h"

/* The rooms of lib/ and what each may include besides itself; ends with a row
 * without name. */
struct lib_room {
	const char *name, *may;		/* may: " base store " */
};
extern const struct lib_room lib_rooms[];

/* Headers of libraries with one owner; ends with a row without header. */
struct engine {
	const char *header, *owner;	/* owner: a room of lib */
};
extern const struct engine engines[];

enum part {
	PART_ELSEWHERE,		/* tests, tools, and what is not in the house */
	PART_LIB,		/* lib/ROOM/… */
	PART_SRC,		/* src/ROOM/… */
	PART_MAIN,		/* src/main.c */
	PART_SCHEMA,		/* schema/NNNN.sql */
};

/* A room: its part and its number there, in the order of lib_rooms or of
 * src/rooms.  The number of a PART_SRC or PART_LIB that is not in the list is
 * NO_ROOM. */
#define NO_ROOM ((size_t)-1)

struct room {
	enum part part;
	size_t number;
};

struct include {
	int line;
	char *name;		/* as it is written, without quotes */
	bool is_angle;
	struct room room;	/* whose header it is; PART_ELSEWHERE: not ours */
	struct file *to;	/* NULL: not in the tree */
};

struct file {
	const struct source *source;	/* NULL: made by the build */
	const char *path;
	struct room room;
	char *code;			/* .c .h .html: see layers_code.c */
	struct include *includes;
	size_t include_count;
};

struct house {
	const char *root;
	struct sources all;
	char **rooms;			/* of src/rooms */
	int *room_lines;
	size_t room_count;
	struct file *files;
	size_t file_count;
};

/* --- layers_house.c ---------------------------------------------------------- */

/* Reads everything below the root.  False when there is no house to look at. */
bool house_read(struct house *h, const char *root);

/* The room of lib or src with this name; PART_ELSEWHERE when there is none. */
struct room house_room(const struct house *h, const char *name, size_t n);
const char *room_name(const struct house *h, struct room r);

/* May a file of `from` use what stands in `to`?  Lib by its row, src what is
 * above it.  True when one of the two is no room: that is said elsewhere. */
bool room_may_use(const struct house *h, struct room from, struct room to);

bool file_is(const struct file *f, const char *ending);
struct file *house_file(const struct house *h, const char *path);

/* --- layers_code.c ----------------------------------------------------------- */

/* Fills code and includes of every file, and adds the headers that the build
 * makes of templates. */
void house_read_code(struct house *h);

bool is_word_char(char c);

/* The next word of the code at or after *at, behind which *at is then; n is 0
 * at the end.  line: of the word, counted on from what it was. */
struct word {
	const char *p;
	size_t n;
};
struct word code_word(const char *code, size_t *at, int *line);
bool word_is(struct word w, const char *text);
/* Is the word at the end of which `at` is called there? */
bool code_is_call(const char *code, size_t at);

/* --- checks ------------------------------------------------------------------ */

void built_check(const struct house *h);
void include_check(const struct house *h);
size_t circle_check(const struct house *h);	/* how many there are */
void kind_check(const struct house *h);
void key_check(const struct house *h);
void sql_check(const struct house *h);
void size_check(const struct house *h, size_t circles, struct text *figures);

#endif
