/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/model_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/out.h"
#include "base/utf8.h"
#include "domain/model_text.h"

enum { PROBLEMS_MAX = 500 };	/* nobody reads more */

void reader_problem(struct reader *r, struct str path, int line, bool is_warning,
		    const char *cure, const char *format, ...)
{
	char what[400];
	va_list args;

	r->errors += !is_warning;
	if (r->count == PROBLEMS_MAX)
		return;
	va_start(args, format);
	(void)vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	if (r->count == r->room) {
		struct model_problem *old = r->problems;

		r->room = r->room ? r->room * 2 : 16;
		r->problems = ARENA_ARRAY(r->a, struct model_problem, r->room);
		if (r->count)
			memcpy(r->problems, old, r->count * sizeof(*old));
	}
	r->problems[r->count++] = (struct model_problem){
		.path = path, .line = line, .is_warning = is_warning,
		.what = str_dup(r->a, utf8_clip(str_from(what), sizeof(what))),
		.cure = str_from(cure),
	};
}

static struct str path_field(struct at o, const char *name)
{
	struct out out = out_new(o.r->a, 4000);

	out_str(&out, o.path);
	out_c(&out, o.path.n ? "." : "");
	out_c(&out, name);
	return out_done(&out);
}

struct at at_optional(struct at o, const char *name)
{
	return (struct at){ o.r, o.j ? json_object_get(o.j, name) : NULL, path_field(o, name) };
}

struct at at_field(struct at o, const char *name)
{
	struct at f = at_optional(o, name);

	if (o.j && !json_is_object(o.j))
		reader_problem(o.r, o.path, 0, false, "make it an object { … }", "not an object");
	else if (o.j && !f.j)
		reader_problem(o.r, f.path, 0, false, "add it", "is missing");
	return f;
}

void at_only(struct at o, const char *const *names)
{
	const char *key;
	json_t *value;

	if (!json_is_object(o.j))
		return;
	json_object_foreach((json_t *)(uintptr_t)o.j, key, value) {
		size_t i = 0;

		while (names[i] && strcmp(names[i], key) != 0)
			i++;
		if (!names[i])
			reader_problem(o.r, path_field(o, key), 0, false,
				       "take it out, or check its spelling",
				       "is no field of this format");
	}
}

size_t at_array(struct at o, size_t min, size_t max)
{
	size_t n = o.j ? json_array_size(o.j) : 0;

	if (!o.j)
		return 0;
	if (!json_is_array(o.j)) {
		reader_problem(o.r, o.path, 0, false, "make it a list [ … ]", "not a list");
		return 0;
	}
	if (n < min || n > max) {
		reader_problem(o.r, o.path, 0, false, "add or take out items",
			       "has %zu items; %zu to %zu are allowed", n, min, max);
		return n < max ? n : max;
	}
	return n;
}

struct at at_item(struct at o, size_t i)
{
	struct out out = out_new(o.r->a, 4000);

	out_str(&out, o.path);
	out_char(&out, '[');
	out_i64(&out, (int64_t)i);
	out_char(&out, ']');
	return (struct at){ o.r, json_array_get(o.j, i), out_done(&out) };
}

struct str at_string(struct at o)
{
	struct str s;

	if (!o.j)
		return (struct str){ 0 };
	if (!json_is_string(o.j)) {
		reader_problem(o.r, o.path, 0, false, "put text between quotes", "not a text");
		return (struct str){ 0 };
	}
	s = (struct str){ json_string_value(o.j), json_string_length(o.j) };
	if (str_trim(s).n == 0 || !utf8_text_ok(s)) {
		reader_problem(o.r, o.path, 0, false, "write the text, without control characters",
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
		reader_problem(o.r, o.path, 0, false, "use a-z, 0-9 and -, a letter first, at most 40",
			       "\"" STR_FMT "\" is no id", STR_ARG(utf8_clip(s, 60)));
	return s;
}

int64_t at_int(struct at o, int64_t min, int64_t max)
{
	if (!o.j)
		return min;
	if (!json_is_integer(o.j) || json_integer_value(o.j) < min ||
	    json_integer_value(o.j) > max) {
		reader_problem(o.r, o.path, 0, false, "write a whole number in that range",
			       "not a whole number from %lld to %lld", (long long)min,
			       (long long)max);
		return min;
	}
	return json_integer_value(o.j);
}

bool at_flag(struct at o)
{
	if (o.j && !json_is_boolean(o.j))
		reader_problem(o.r, o.path, 0, false, "make it true or false", "is not true or false");
	return json_is_true(o.j);
}

size_t at_word(struct at o, const char *const *words)
{
	struct str s = at_string(o);
	struct out list = out_new(o.r->a, 400);

	for (size_t i = 0; words[i]; i++) {
		if (str_is(s, words[i]))
			return i;
		out_c(&list, i ? ", " : "");
		out_c(&list, words[i]);
	}
	if (s.n)
		reader_problem(o.r, o.path, 0, false, "choose one of those",
			       "\"" STR_FMT "\" is none of: " STR_FMT, STR_ARG(utf8_clip(s, 60)),
			       STR_ARG(out_done(&list)));
	return 0;
}

struct text at_text(struct at o)
{
	static const char *const fields[] = { "nl", "en", NULL };
	struct text t = { { { 0 } } };

	if (o.j)
		at_only(o, fields);
	for (size_t i = 0; i < LANG_COUNT; i++) {
		struct at f = at_field(o, fields[i]);

		t.in[i] = at_string(f);
		text_check(o.r, f.path, t.in[i]);
	}
	return t;
}
