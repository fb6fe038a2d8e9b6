/* SPDX-License-Identifier: EUPL-1.2 */
#include "recompute/recompute_json.h"

#include <math.h>

static bool answer_object(struct arena *a, const struct at *object,
			  const struct recompute_options *options, struct json_writer *w,
			  struct err *e, answer_fn *answer)
{
	json_begin_object(w);
	if (!answer(a, object, options, w, e) || !json_reader_result(object->r, e))
		return false;
	json_end(w);
	json_end_line(w);
	return true;
}

bool recompute_one(struct arena *a, struct str text, const struct recompute_options *options,
		   struct out *o, struct err *e, answer_fn *answer)
{
	SCOPED(json_reader_end) struct json_reader r = { 0 };
	struct json_writer w = json_writer_new(o);
	struct at root;

	if (!json_reader_begin(&r, a, text, INPUT_MAX))
		return json_reader_result(&r, e);
	root = at_root(&r);
	return answer_object(a, &root, options, &w, e, answer);
}

bool recompute_each(struct arena *a, struct str text, const struct recompute_options *options,
		    struct out *o, struct err *e, answer_fn *answer)
{
	SCOPED(json_reader_end) struct json_reader r = { 0 };
	struct json_writer w = json_writer_new(o);
	struct at root;
	size_t n;

	if (!json_reader_begin(&r, a, text, INPUT_MAX))
		return json_reader_result(&r, e);
	root = at_root(&r);
	if (!at_is_list(&root))
		return answer_object(a, &root, options, &w, e, answer);
	n = at_list(&root, 0, INPUT_MAX);
	for (size_t i = 0; i < n; i++) {
		struct at object = at_item(&root, i);

		if (!answer_object(a, &object, options, &w, e, answer))
			return false;
	}
	return true;
}

/* --- reading ------------------------------------------------------------------- */

struct tally at_counts(struct at list, int64_t levels)
{
	const size_t n = at_list(&list, 2, TALLY_LEVELS_MAX);
	struct tally t = { .levels = (int)n };

	if (levels && n && (int64_t)n != levels)
		at_fault(&list, "give one a level", "has %zu counts for %lld levels", n,
			 (long long)levels);
	for (size_t i = 0; i < n; i++)
		t.c[i] = at_int(at_item(&list, i), 0, COUNT_MAX);
	return t;
}

struct str at_name(struct at o)
{
	return at_bytes(o, 1, ID_MAX);
}

/* --- writing ------------------------------------------------------------------- */

void put_id(struct json_writer *w, const struct at *object)
{
	const struct at id = at_optional(object, "id");

	if (!at_is_there(&id))
		json_field_null(w, "id");
	else if (at_is_whole(&id))
		json_field_whole(w, "id", at_int(id, INT64_MIN, INT64_MAX));
	else
		json_field_text(w, "id", at_bytes(id, 0, ID_MAX));
}

void put_level(struct json_writer *w, const char *name, int level)
{
	if (level == 0)
		json_field_null(w, name);
	else
		json_field_whole(w, name, level);
}

void put_rounded(struct json_writer *w, const char *name, double value)
{
	json_field_number(w, name, isfinite(value) ? (double)llround(value * 1e12) / 1e12 : value);
}

void put_two_groups_word(struct json_writer *w, enum two_groups_word word)
{
	if (word == TWO_GROUPS_NONE)
		json_field_null(w, "two_groups_word");
	else
		json_field_text(w, "two_groups_word",
				word == TWO_GROUPS_GROUPS ? STR("groups") : STR("places"));
}

void put_numbers(struct json_writer *w, const char *name, const double *value, size_t n)
{
	json_field_list(w, name);
	for (size_t i = 0; i < n; i++)
		json_put_number(w, value[i]);
	json_end(w);
}
