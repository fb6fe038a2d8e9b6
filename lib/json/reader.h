/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading JSON that somebody wrote: everything that is wrong with it is noted,
 * each fault with its path, what it is and the cure.
 *
 * A cursor (struct at) stands on one value.  On a value that is not there it
 * reads as empty, so that one walk finds all faults at once; every getter
 * returns something within its limits, also after a fault.  Whoever wants the
 * first fault only asks json_reader_is_good() on the way.
 *
 * A cursor knows the way to its value by the cursors above it, so those must
 * stay where they are as long as it is used: keep them in variables, hand on
 * their address.
 *
 * Refused before anything is read: more than the given number of bytes, what is
 * no JSON, invalid UTF-8, a key that stands twice in an object, numbers outside
 * int64_t or double, \u0000, and more than 2048 levels.  A byte order mark at
 * the start is skipped.
 */
#ifndef PEIL_JSON_READER_H
#define PEIL_JSON_READER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct json_t;

/* One thing wrong (or worth a warning) in a document. */
struct json_fault {
	struct str path;		/* "subjects[2].ladder[4].en" */
	int line, column;		/* of what is no JSON; line 0 when unknown */
	struct str what, cure;		/* English, for the command line */
	bool is_warning;
};

struct json_reader {
	struct arena *a;		/* of the faults and of what getters copy */
	struct json_t *root;		/* its own; NULL when it was no JSON */
	struct json_fault *faults;	/* the first 500, warnings too */
	size_t count, room, errors;	/* errors: all of them */
};

/* Takes a random number from the system, so that nobody chooses keys that are slow to look
 * up.  The first object takes it by itself; before who reads gives up opening files. */
void json_reader_seed(void);

/* Parses the text; false when it cannot be read at all, which has been noted.
 * The text is not needed afterwards. */
bool json_reader_begin(struct json_reader *r, struct arena *a, struct str text, size_t bytes_max);
void json_reader_end(struct json_reader *r);	/* for SCOPED; the faults stay */

bool json_reader_is_good(const struct json_reader *r);
/* True when there are no errors, or ERR_INPUT with the first: "path: what; cure". */
bool json_reader_result(const struct json_reader *r, struct err *e);

/* What only the caller knows to be wrong.  The cure lives for ever. */
void json_fault(struct json_reader *r, struct str path, const char *cure, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void json_warning(struct json_reader *r, struct str path, const char *cure, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* --- cursors ------------------------------------------------------------------- */

struct at {
	struct json_reader *r;
	struct json_t *j;		/* NULL: not there, and that was noted */
	const struct at *up;		/* NULL: the whole document */
	const char *name;		/* of the field; NULL: an item of a list */
	size_t index;
};

struct at at_root(struct json_reader *r);
/* A field of an object; noted when it is not there. */
struct at at_field(const struct at *o, const char *name);
/* The same, but it may be left out: then j is NULL and nothing is noted. */
struct at at_optional(const struct at *o, const char *name);
struct at at_item(const struct at *list, size_t i);

/* The value is an object with no other fields than these (NULL ends them). */
void at_only(const struct at *o, const char *const *names);

/* Goes through the fields of an object, in their order: begin with a zeroed
 * cursor.  Its name lives as long as the reader. */
bool at_next(const struct at *o, struct at *field);

/* Length of a list with min..max items, 0 when it is not one. */
size_t at_list(const struct at *o, size_t min, size_t max);
/* How many fields an object with chosen names has, 0 when it is none: min..max
 * are allowed, and names of 1..name_max bytes.  After that fault there may be
 * more. */
size_t at_object(const struct at *o, size_t min, size_t max, size_t name_max);

/* "subjects[2].ladder[4].en", "" for the whole document. */
struct str at_path(const struct at *o);
void at_fault(const struct at *o, const char *cure, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* --- values -------------------------------------------------------------------- */

bool at_is_there(const struct at *o);		/* and is not null */
bool at_is_whole(const struct at *o);		/* a whole number of any size */
bool at_is_list(const struct at *o);

struct str at_string(struct at o);		/* one or more characters, none of control */
/* Any text of min..max bytes; lives as long as the reader. */
struct str at_bytes(struct at o, size_t min, size_t max);
struct str at_id(struct at o);			/* a-z, 0-9, -; starts with a letter */
size_t at_word(struct at o, const char *const *words);	/* index, 0 when none fits */
bool at_flag(struct at o);			/* false when it is left out */
int64_t at_int(struct at o, int64_t min, int64_t max);	/* not 1.0, not "1"; min after a fault */
int64_t at_int_or(struct at o, int64_t otherwise, int64_t min, int64_t max);	/* when left out */
/* Min after a fault. */
double at_number(struct at o, int64_t min, int64_t max);
/* A number with at most three decimals, in thousandths. */
int64_t at_thousandths(struct at o, int64_t min, int64_t max);

#endif
