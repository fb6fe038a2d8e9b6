/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading and writing JSON for the recomputing commands. */
#include "cli/recompute_json.h"

#include <math.h>
#include <string.h>

json_t *json_read(struct str text, struct err *e)
{
	json_error_t why;
	json_t *value = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &why);

	if (!value && why.line > 1)
		err_set(e, ERR_INPUT, "line %d, column %d: %s; write it as JSON", why.line, why.column,
			why.text);
	else if (!value)
		err_set(e, ERR_INPUT, "column %d: %s; write it as JSON", why.column, why.text);
	return value;
}

static bool is_one_of(const char *word, const char *const *names)
{
	for (; *names; names++)
		if (strcmp(word, *names) == 0)
			return true;
	return false;
}

bool json_fields(const json_t *value, const char *path, const char *const *names, struct err *e)
{
	const char *key;
	json_t *field;

	if (!json_is_object(value))
		return err_set(e, ERR_INPUT, "%s: must be an object {\"%s\": …}", path, names[0]);
	json_object_foreach((json_t *)(uintptr_t)value, key, field)
		if (!is_one_of(key, names))
			return err_set(e, ERR_INPUT, "%s: unknown field \"%.60s\"; leave it out", path,
				       key);
	return true;
}

bool json_whole(const json_t *value, const char *path, int64_t min, int64_t max, int64_t *ret,
		struct err *e)
{
	if (!json_is_integer(value) || json_integer_value(value) < min ||
	    json_integer_value(value) > max)
		return err_set(e, ERR_INPUT, "%s: must be a whole number from %lld to %lld", path,
			       (long long)min, (long long)max);
	*ret = json_integer_value(value);
	return true;
}

bool json_field_whole(const json_t *object, const char *name, int64_t min, int64_t max,
		      int64_t *ret, struct err *e)
{
	const json_t *value = json_object_get(object, name);

	return !value || json_whole(value, name, min, max, ret, e);
}

bool json_thousandths(const json_t *value, const char *path, int64_t max, int64_t *ret,
		      struct err *e)
{
	const double number = json_number_value(value), scaled = round(number * 1000);

	if (!json_is_number(value) || !(number > 0) || number * 1000 > (double)max ||
	    fabs(scaled - number * 1000) > 1e-6)
		return err_set(e, ERR_INPUT, "%s: must be a number above 0 and at most %lld, with at "
			       "most three decimals", path, (long long)(max / 1000));
	*ret = (int64_t)scaled;
	return true;
}

bool json_counts(const json_t *object, const char *name, int64_t levels, struct tally *ret,
		 struct err *e)
{
	const json_t *array = json_object_get(object, name);
	const size_t n = json_array_size(array);
	struct tally t = { .levels = (int)n };

	if (!json_is_array(array) || n < 2 || n > TALLY_LEVELS_MAX)
		return err_set(e, ERR_INPUT, "%s: must be a list of 2 to %d counts, one a level", name,
			       TALLY_LEVELS_MAX);
	if (levels && (int64_t)n != levels)
		return err_set(e, ERR_INPUT, "%s: has %zu counts for %lld levels; give one a level",
			       name, n, (long long)levels);
	for (size_t i = 0; i < n; i++) {
		char path[80];

		(void)snprintf(path, sizeof(path), "%s[%zu]", name, i);
		if (!json_whole(json_array_get(array, i), path, 0, COUNT_MAX, &t.c[i], e))
			return false;
	}
	*ret = t;
	return true;
}

bool json_name(const json_t *value, const char *path, struct str *ret, struct err *e)
{
	const size_t n = json_string_length(value);

	if (!json_is_string(value) || n == 0 || n > ID_MAX)
		return err_set(e, ERR_INPUT, "%s: must be text of 1 to %d bytes", path, ID_MAX);
	*ret = (struct str){ json_string_value(value), n };
	return true;
}

bool json_id(const json_t *object, struct arena *a, struct str *ret, struct err *e)
{
	const json_t *id = json_object_get(object, "id");
	struct out o = out_new(a, 8 * ID_MAX);

	if (!id || json_is_null(id))
		out_c(&o, "null");
	else if (json_is_integer(id))
		out_i64(&o, json_integer_value(id));
	else if (json_is_string(id) && json_string_length(id) <= ID_MAX)
		put_text(&o, (struct str){ json_string_value(id), json_string_length(id) });
	else
		return err_set(e, ERR_INPUT, "id: must be text of at most %d bytes or a whole number",
			       ID_MAX);
	*ret = out_done(&o);
	return true;
}

bool json_each(struct arena *a, struct str text, struct out *o, struct err *e,
	       bool (*answer)(struct arena *a, const json_t *object, struct out *o, struct err *e))
{
	json_auto_t *root = json_read(text, e);
	const json_t *value;
	size_t i;

	if (!root)
		return false;
	if (!json_is_array(root))
		return answer(a, root, o, e);
	json_array_foreach(root, i, value) {
		struct err why = { 0 };

		if (!answer(a, value, o, &why))
			return err_set(e, why.kind, "[%zu].%s", i, why.text);
	}
	return true;
}

/* --- writing ------------------------------------------------------------------- */

void put_text(struct out *o, struct str s)
{
	out_char(o, '"');
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\') {
			out_char(o, '\\');
			out_char(o, (char)c);
		} else if (c < 0x20 || c == 0x7f) {
			out_c(o, "\\u00");
			out_hex(o, (struct blob){ &c, 1 });
		} else {
			out_char(o, (char)c);
		}
	}
	out_char(o, '"');
}

void put_listed(struct out *o, struct str s)
{
	if (o->n > 0 && o->p[o->n - 1] != '[')
		out_char(o, ',');
	put_text(o, s);
}

void put_key(struct out *o, const char *name)
{
	if (o->n > 0 && o->p[o->n - 1] != '{' && o->p[o->n - 1] != '[')
		out_char(o, ',');
	out_char(o, '"');
	out_c(o, name);
	out_c(o, "\":");
}

void put_whole(struct out *o, const char *name, int64_t value)
{
	put_key(o, name);
	out_i64(o, value);
}

void put_level(struct out *o, const char *name, int level)
{
	put_key(o, name);
	if (level == 0)
		out_c(o, "null");
	else
		out_i64(o, level);
}

/* Whole numbers in full: 7000, not 7e+03. */
static void out_number(struct out *o, double value)
{
	if (fabs(value) < 1e15 && value == floor(value))
		out_i64(o, (int64_t)value);
	else
		out_double(o, value);
}

void put_number(struct out *o, const char *name, double value)
{
	put_key(o, name);
	out_number(o, value);
}

void put_rounded(struct out *o, const char *name, double value)
{
	put_number(o, name, isfinite(value) ? (double)llround(value * 1e12) / 1e12 : value);
}

void put_bool(struct out *o, const char *name, bool value)
{
	put_key(o, name);
	out_c(o, value ? "true" : "false");
}

void put_numbers(struct out *o, const char *name, const double *value, size_t n)
{
	put_key(o, name);
	out_char(o, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			out_char(o, ',');
		out_number(o, value[i]);
	}
	out_char(o, ']');
}
