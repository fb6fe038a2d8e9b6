/* SPDX-License-Identifier: EUPL-1.2 */
#include "json/reader.h"

#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/out.h"
#include "base/utf8.h"

enum {
	FAULTS_MAX = 500,	/* nobody reads more */
	PATH_BYTES_MAX = 1000,
	NAME_SHOWN_MAX = 100,	/* bytes of one name in a path */
	VALUE_SHOWN_MAX = 60,
};

/* --- faults -------------------------------------------------------------------- */

static struct json_fault *fault_add(struct json_reader *r)
{
	struct json_fault *old = r->faults;

	if (r->count == r->room) {
		r->room = r->room ? r->room * 2 : 16;
		r->faults = ARENA_ARRAY(r->a, struct json_fault, r->room);
		if (old)
			memcpy(r->faults, old, r->count * sizeof(*old));
	}
	return &r->faults[r->count++];
}

/* One line for a terminal: without control characters, and without what is left
 * of a character that was cut. */
static struct str shown(struct arena *a, struct str s)
{
	char *p;

	for (int i = 0; i < 3 && s.n && !utf8_ok(s); i++)
		s.n--;
	p = str_cstr(a, s);
	for (size_t i = 0; i < s.n; i++) {
		const bool is_c1 = (unsigned char)p[i] == 0xc2 && (unsigned char)p[i + 1] < 0xa0;

		if ((unsigned char)p[i] < 0x20 || p[i] == 0x7f || is_c1)
			p[i] = '?';
		if (is_c1)
			p[++i] = '?';
	}
	return (struct str){ p, s.n };
}

__attribute__((format(printf, 5, 0)))
static void note(struct json_reader *r, struct str path, bool is_warning, const char *cure,
		 const char *format, va_list args)
{
	const struct json_fault *last = r->count ? &r->faults[r->count - 1] : NULL;
	char bytes[400];
	struct str what;

	if (r->count == FAULTS_MAX) {
		r->errors += !is_warning;
		return;
	}
	(void)vsnprintf(bytes, sizeof(bytes), format, args);
	what = shown(r->a, str_from(bytes));
	path = shown(r->a, path);
	/* Whoever asks an object for three fields hears once that it is none. */
	if (last && str_eq(last->path, path) && str_eq(last->what, what))
		return;
	r->errors += !is_warning;
	*fault_add(r) = (struct json_fault){
		.path = path, .is_warning = is_warning, .what = what, .cure = str_from(cure),
	};
}

void json_fault(struct json_reader *r, struct str path, const char *cure, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	note(r, path, false, cure, format, args);
	va_end(args);
}

void json_warning(struct json_reader *r, struct str path, const char *cure, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	note(r, path, true, cure, format, args);
	va_end(args);
}

void at_fault(const struct at *o, const char *cure, const char *format, ...)
{
	/* A path that will not be shown is not made. */
	struct str path = o->r->count < FAULTS_MAX ? at_path(o) : (struct str){ 0 };
	va_list args;

	va_start(args, format);
	note(o->r, path, false, cure, format, args);
	va_end(args);
}

bool json_reader_is_good(const struct json_reader *r)
{
	return r->errors == 0;
}

bool json_reader_result(const struct json_reader *r, struct err *e)
{
	const struct json_fault *f = r->faults;
	char place[64] = "";
	struct str path;

	if (r->errors == 0)
		return true;
	while (f < r->faults + r->count && f->is_warning)
		f++;
	if (f == r->faults + r->count)
		return err_set(e, ERR_INPUT, "%zu faults", r->errors);
	path = utf8_clip(f->path, 100);
	if (f->line > 1)
		(void)snprintf(place, sizeof(place), "line %d, column %d: ", f->line, f->column);
	else if (f->line > 0)
		(void)snprintf(place, sizeof(place), "column %d: ", f->column);
	return err_set(e, ERR_INPUT, "%s" STR_FMT "%s" STR_FMT "; " STR_FMT, place, STR_ARG(path),
		       path.n ? ": " : "", STR_ARG(f->what), STR_ARG(f->cure));
}

/* --- the document -------------------------------------------------------------- */

static void note_no_json(struct json_reader *r, const json_error_t *wrong)
{
	switch (json_error_code(wrong)) {
	case json_error_duplicate_key:
		json_fault(r, STR(""), "take one out", "%s", wrong->text);
		break;
	case json_error_null_character:
	case json_error_null_byte_in_key:
		json_fault(r, STR(""), "take it out", "\\u0000 stands in a text");
		break;
	case json_error_numeric_overflow:
		json_fault(r, STR(""), "write a smaller number", "%s", wrong->text);
		break;
	case json_error_stack_overflow:
		json_fault(r, STR(""), "take out levels", "%s", wrong->text);
		break;
	default:
		json_fault(r, STR(""), "write it as JSON", "%s", wrong->text);
	}
	if (wrong->line > 0 && r->count > 0) {
		r->faults[r->count - 1].line = wrong->line;
		r->faults[r->count - 1].column = wrong->column;
	}
}

void json_reader_seed(void)
{
	json_object_seed(0);
}

bool json_reader_begin(struct json_reader *r, struct arena *a, struct str text, size_t bytes_max)
{
	json_error_t wrong;

	*r = (struct json_reader){ .a = a };
	if (text.n > bytes_max) {
		json_fault(r, STR(""), "make it smaller", "the document has %zu bytes; %zu is the most",
			   text.n, bytes_max);
		return false;
	}
	if (str_starts(text, STR("\xef\xbb\xbf")))	/* some editors put it first */
		text = str_cut(text, 3, text.n);
	r->root = json_loadb(text.n ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &wrong);
	if (!r->root)
		note_no_json(r, &wrong);
	return r->root != NULL;
}

void json_reader_end(struct json_reader *r)
{
	json_decref(r->root);
	r->root = NULL;
}

/* --- cursors ------------------------------------------------------------------- */

struct at at_root(struct json_reader *r)
{
	return (struct at){ .r = r, .j = r->root };
}

static void out_path(struct out *out, const struct at *o)
{
	if (!o->up)
		return;
	out_path(out, o->up);
	if (o->name) {
		out_c(out, out->n ? "." : "");
		out_str(out, utf8_clip(str_from(o->name), NAME_SHOWN_MAX));
	} else {
		out_char(out, '[');
		out_i64(out, (int64_t)o->index);
		out_char(out, ']');
	}
}

struct str at_path(const struct at *o)
{
	char bytes[PATH_BYTES_MAX];
	struct out out = out_over(bytes, sizeof(bytes));

	out_path(&out, o);
	return str_dup(o->r->a, out_done(&out));
}

struct at at_optional(const struct at *o, const char *name)
{
	return (struct at){ .r = o->r, .j = json_object_get(o->j, name), .up = o, .name = name };
}

struct at at_field(const struct at *o, const char *name)
{
	struct at f = at_optional(o, name);

	if (o->j && !json_is_object(o->j))
		at_fault(o, "make it an object { … }", "not an object");
	else if (o->j && !f.j)
		at_fault(&f, "add it", "is missing");
	return f;
}

struct at at_item(const struct at *list, size_t i)
{
	return (struct at){ .r = list->r, .j = json_array_get(list->j, i), .up = list, .index = i };
}

bool at_next(const struct at *o, struct at *field)
{
	void *i = field->r ? json_object_iter_next(o->j, json_object_key_to_iter(field->name))
			   : json_object_iter(o->j);

	if (!i)
		return false;
	*field = (struct at){ .r = o->r, .j = json_object_iter_value(i), .up = o,
			      .name = json_object_iter_key(i) };
	return true;
}

void at_only(const struct at *o, const char *const *names)
{
	struct at field = { 0 };

	if (o->j && !json_is_object(o->j))
		at_fault(o, "make it an object { … }", "not an object");
	while (at_next(o, &field)) {
		size_t i = 0;

		while (names[i] && strcmp(names[i], field.name) != 0)
			i++;
		if (!names[i])
			at_fault(&field, "take it out, or check its spelling",
				 "is no field of this format");
	}
}

size_t at_list(const struct at *o, size_t min, size_t max)
{
	size_t n = json_array_size(o->j);

	if (!o->j)
		return 0;
	if (!json_is_array(o->j)) {
		at_fault(o, "make it a list [ … ]", "not a list");
		return 0;
	}
	if (n < min || n > max) {
		at_fault(o, "add or take out items", "has %zu items; %zu to %zu are allowed", n, min, max);
		return n < max ? n : max;
	}
	return n;
}

size_t at_object(const struct at *o, size_t min, size_t max, size_t name_max)
{
	size_t n = json_object_size(o->j);
	struct at field = { 0 };

	if (!o->j)
		return 0;
	if (!json_is_object(o->j)) {
		at_fault(o, "make it an object { … }", "not an object");
		return 0;
	}
	if (n < min || n > max)
		at_fault(o, "add or take out fields", "has %zu fields; %zu to %zu are allowed", n, min,
			 max);
	while (at_next(o, &field))
		if (strlen(field.name) == 0 || strlen(field.name) > name_max)
			at_fault(&field, "choose another name", "its name must have 1 to %zu bytes",
				 name_max);
	return n;
}

/* --- values -------------------------------------------------------------------- */

bool at_is_there(const struct at *o)
{
	return o->j && !json_is_null(o->j);
}

bool at_is_whole(const struct at *o)
{
	return json_is_integer(o->j);
}

bool at_is_list(const struct at *o)
{
	return json_is_array(o->j);
}

static bool is_text(const struct at *o, struct str *ret)
{
	*ret = (struct str){ json_string_value(o->j), json_string_length(o->j) };
	if (o->j && !json_is_string(o->j))
		at_fault(o, "put text between quotes", "not a text");
	return json_is_string(o->j);
}

struct str at_bytes(struct at o, size_t min, size_t max)
{
	struct str s;

	if (!is_text(&o, &s))
		return (struct str){ 0 };
	if (s.n < min || s.n > max) {
		at_fault(&o, "make it longer or shorter", "has %zu bytes; %zu to %zu are allowed", s.n,
			 min, max);
		return (struct str){ 0 };
	}
	return s;
}

struct str at_string(struct at o)
{
	struct str s;

	if (!is_text(&o, &s))
		return (struct str){ 0 };
	if (str_trim(s).n == 0 || !utf8_text_ok(s)) {
		at_fault(&o, "write the text, without control characters",
			 "is empty or has control characters");
		return (struct str){ 0 };
	}
	return str_dup(o.r->a, s);
}

struct str at_id(struct at o)
{
	struct str s = at_string(o);
	bool is_good = s.n && s.n <= 40 && s.p[0] >= 'a' && s.p[0] <= 'z';

	for (size_t i = 0; i < s.n; i++)
		is_good &= (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
			   s.p[i] == '-';
	if (s.n && !is_good)
		at_fault(&o, "use a-z, 0-9 and -, a letter first, at most 40",
			 "\"" STR_FMT "\" is no id", STR_ARG(utf8_clip(s, VALUE_SHOWN_MAX)));
	return s;
}

size_t at_word(struct at o, const char *const *words)
{
	struct str s;
	char bytes[400];
	struct out list = out_over(bytes, sizeof(bytes));

	if (!is_text(&o, &s))
		return 0;
	for (size_t i = 0; words[i]; i++) {
		if (str_is(s, words[i]))
			return i;
		out_c(&list, i ? ", " : "");
		out_c(&list, words[i]);
	}
	at_fault(&o, "choose one of those", "\"" STR_FMT "\" is none of: " STR_FMT,
		 STR_ARG(utf8_clip(s, VALUE_SHOWN_MAX)), STR_ARG(out_done(&list)));
	return 0;
}

bool at_flag(struct at o)
{
	if (o.j && !json_is_boolean(o.j))
		at_fault(&o, "make it true or false", "is not true or false");
	return json_is_true(o.j);
}

int64_t at_int(struct at o, int64_t min, int64_t max)
{
	if (!o.j)
		return min;
	if (!json_is_integer(o.j) || json_integer_value(o.j) < min || json_integer_value(o.j) > max) {
		at_fault(&o, "write a whole number in that range",
			 "not a whole number from %lld to %lld", (long long)min, (long long)max);
		return min;
	}
	return json_integer_value(o.j);
}

int64_t at_int_or(struct at o, int64_t otherwise, int64_t min, int64_t max)
{
	return o.j ? at_int(o, min, max) : otherwise;
}

double at_number(struct at o, int64_t min, int64_t max)
{
	const double value = json_number_value(o.j);

	if (!o.j)
		return (double)min;
	if (!json_is_number(o.j) || !(value >= (double)min && value <= (double)max)) {
		at_fault(&o, "write a number in that range", "not a number from %lld to %lld",
			 (long long)min, (long long)max);
		return (double)min;
	}
	return value;
}

int64_t at_thousandths(struct at o, int64_t min, int64_t max)
{
	const double scaled = json_number_value(o.j) * 1000;

	if (!o.j)
		return min;
	if (json_is_number(o.j) && scaled >= (double)min && scaled <= (double)max &&
	    fabs(scaled - round(scaled)) <= 1e-6)
		return llround(scaled);
	at_fault(&o, "write it with at most three decimals",
		 "not a number %s 0 and at most %lld with at most three decimals",
		 min > 0 ? "above" : "of at least", (long long)(max / 1000));
	return min;
}
