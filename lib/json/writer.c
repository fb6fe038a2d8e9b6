/* SPDX-License-Identifier: EUPL-1.2 */
#include "json/writer.h"

#include "base/must.h"
#include "base/utf8.h"

struct json_writer json_writer_new(struct out *o)
{
	return (struct json_writer){ .o = o };
}

struct json_writer json_writer_indented(struct out *o, unsigned blanks)
{
	return (struct json_writer){ .o = o, .indent = blanks };
}

/* --- nesting ------------------------------------------------------------------- */

static void new_line(struct json_writer *w)
{
	if (w->indent || w->is_line_due)
		out_char(w->o, '\n');
	for (unsigned i = 0; i < w->depth * w->indent; i++)
		out_char(w->o, ' ');
	w->is_line_due = false;
}

/* Before a name, or a value without one. */
static void separate(struct json_writer *w)
{
	must(w->depth > 0 || !(w->filled & 1));	/* one document a line */
	if (w->filled & 1)
		out_char(w->o, ',');
	w->filled |= 1;
	if (w->depth > 0)
		new_line(w);
}

static void before_value(struct json_writer *w)
{
	must(w->is_named == (w->objects & 1));
	if (!w->is_named)
		separate(w);
	w->is_named = false;
}

static void begin(struct json_writer *w, char bracket, bool is_object)
{
	before_value(w);
	must(w->depth < JSON_NESTING_MAX - 1);
	out_char(w->o, bracket);
	w->objects = w->objects << 1 | is_object;
	w->filled <<= 1;
	w->depth++;
}

void json_begin_object(struct json_writer *w)
{
	begin(w, '{', true);
}

void json_begin_list(struct json_writer *w)
{
	begin(w, '[', false);
}

void json_end(struct json_writer *w)
{
	const char bracket = w->objects & 1 ? '}' : ']';
	const bool is_filled = w->filled & 1;

	must(w->depth > 0 && !w->is_named);
	w->objects >>= 1;
	w->filled >>= 1;
	w->depth--;
	if (is_filled || w->is_line_due)
		new_line(w);
	out_char(w->o, bracket);
}

void json_break_line(struct json_writer *w)
{
	w->is_line_due = true;
}

void json_end_line(struct json_writer *w)
{
	must(w->depth == 0 && w->filled & 1);
	out_char(w->o, '\n');
	w->filled = 0;
	w->is_line_due = false;
}

/* --- text ---------------------------------------------------------------------- */

static void out_control(struct out *o, unsigned char c)
{
	out_c(o, "\\u00");
	out_hex(o, (struct blob){ &c, 1 });
}

static void out_ascii(struct out *o, char c)
{
	switch (c) {
	case '"':
		out_c(o, "\\\"");
		break;
	case '\\':
		out_c(o, "\\\\");
		break;
	case '\n':
		out_c(o, "\\n");
		break;
	case '\r':
		out_c(o, "\\r");
		break;
	case '\t':
		out_c(o, "\\t");
		break;
	default:
		if ((unsigned char)c < 0x20 || c == 0x7f)
			out_control(o, (unsigned char)c);
		else
			out_char(o, c);
	}
}

static void out_text(struct out *o, struct str s)
{
	out_char(o, '"');
	for (size_t at = 0; at < s.n;) {
		const size_t from = at;

		(void)utf8_next(s, &at);
		if ((unsigned char)s.p[from] < 0x80)
			out_ascii(o, s.p[from]);
		else if (at == from + 1)	/* no sequence of its own */
			out_c(o, "\xef\xbf\xbd");
		else
			out_str(o, str_cut(s, from, at));
	}
	out_char(o, '"');
}

/* --- values -------------------------------------------------------------------- */

void json_put_name(struct json_writer *w, struct str name)
{
	must(w->objects & 1 && !w->is_named);
	separate(w);
	out_text(w->o, name);
	out_c(w->o, w->indent ? ": " : ":");
	w->is_named = true;
}

void json_put_text(struct json_writer *w, struct str s)
{
	before_value(w);
	out_text(w->o, s);
}

void json_put_whole(struct json_writer *w, int64_t value)
{
	before_value(w);
	out_i64(w->o, value);
}

void json_put_number(struct json_writer *w, double value)
{
	before_value(w);
	out_number(w->o, value);
}

void json_put_flag(struct json_writer *w, bool value)
{
	before_value(w);
	out_c(w->o, value ? "true" : "false");
}

void json_put_null(struct json_writer *w)
{
	before_value(w);
	out_c(w->o, "null");
}

/* --- a field at once ----------------------------------------------------------- */

void json_field_object(struct json_writer *w, const char *name)
{
	json_put_name(w, str_from(name));
	json_begin_object(w);
}

void json_field_list(struct json_writer *w, const char *name)
{
	json_put_name(w, str_from(name));
	json_begin_list(w);
}

void json_field_text(struct json_writer *w, const char *name, struct str s)
{
	json_put_name(w, str_from(name));
	json_put_text(w, s);
}

void json_field_whole(struct json_writer *w, const char *name, int64_t value)
{
	json_put_name(w, str_from(name));
	json_put_whole(w, value);
}

void json_field_number(struct json_writer *w, const char *name, double value)
{
	json_put_name(w, str_from(name));
	json_put_number(w, value);
}

void json_field_flag(struct json_writer *w, const char *name, bool value)
{
	json_put_name(w, str_from(name));
	json_put_flag(w, value);
}

void json_field_null(struct json_writer *w, const char *name)
{
	json_put_name(w, str_from(name));
	json_put_null(w);
}
