/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writing JSON: nesting, commas and escaping are kept here, so that whatever is
 * put the file is valid.  What cannot be (a value without a name in an object, a
 * name in a list, an end too many) stops the program.
 *
 * Bytes that are no UTF-8 cannot come in at the door; should they, they become
 * U+FFFD.  Numbers that are not finite become null.
 */
#ifndef PEIL_JSON_WRITER_H
#define PEIL_JSON_WRITER_H

#include "base/out.h"

enum { JSON_NESTING_MAX = 64 };

struct json_writer {
	struct out *o;			/* its is_failed is looked at by the caller, at the end */
	uint64_t objects, filled;	/* a bit per level, the innermost lowest */
	unsigned depth, indent;		/* indent 0: no blanks at all */
	bool is_named, is_line_due;
};

struct json_writer json_writer_new(struct out *o);
struct json_writer json_writer_indented(struct out *o, unsigned blanks);

void json_begin_object(struct json_writer *w);
void json_begin_list(struct json_writer *w);
void json_end(struct json_writer *w);		/* of the innermost */

void json_put_name(struct json_writer *w, struct str name);
void json_put_text(struct json_writer *w, struct str s);
void json_put_whole(struct json_writer *w, int64_t value);
/* In full and as short as reads back the same: 7000, not 7e+03. */
void json_put_number(struct json_writer *w, double value);
void json_put_flag(struct json_writer *w, bool value);
void json_put_null(struct json_writer *w);

/* What comes next (a value, a name, an end) begins a line. */
void json_break_line(struct json_writer *w);
/* Ends a whole document with a line end; another may follow. */
void json_end_line(struct json_writer *w);

/* --- a field at once ----------------------------------------------------------- */
void json_field_object(struct json_writer *w, const char *name);
void json_field_list(struct json_writer *w, const char *name);
void json_field_text(struct json_writer *w, const char *name, struct str s);
void json_field_whole(struct json_writer *w, const char *name, int64_t value);
void json_field_number(struct json_writer *w, const char *name, double value);
void json_field_flag(struct json_writer *w, const char *name, bool value);
void json_field_null(struct json_writer *w, const char *name);

#endif
