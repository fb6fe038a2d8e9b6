/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a document: refused with a place, or a document of which every
 * value is read; written again and read again it is written the same. */
#include <stddef.h>
#include <stdint.h>

#include "base/must.h"
#include "base/utf8.h"
#include "json/reader.h"
#include "json/writer.h"

enum { BYTES_MAX = 1 << 20, DEPTH_MAX = JSON_NESTING_MAX - 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Looks at a value as if it were each kind: one fits, the others are faults. */
static bool is_it(const struct at *o, bool (*look)(const struct at *o))
{
	const size_t before = o->r->errors;

	o->r->count = 0;	/* so that none is left out as the same as the last */
	return look(o) && o->r->errors == before;
}

static bool is_text(const struct at *o)
{
	return at_bytes(*o, 0, BYTES_MAX).p != NULL;
}

static bool is_object(const struct at *o)
{
	(void)at_object(o, 0, BYTES_MAX, BYTES_MAX);
	return true;
}

static bool is_flag(const struct at *o)
{
	(void)at_flag(*o);
	return true;
}

static bool is_number(const struct at *o)
{
	return at_number(*o, INT64_MIN, INT64_MAX) >= (double)INT64_MIN;
}

static void copy(const struct at *o, struct json_writer *w, int depth);

static void copy_object(const struct at *o, struct json_writer *w, int depth)
{
	struct at field = { 0 };

	json_begin_object(w);
	while (depth < DEPTH_MAX && at_next(o, &field)) {
		json_put_name(w, str_from(field.name));
		copy(&field, w, depth + 1);
	}
	json_end(w);
}

static void copy_list(const struct at *o, struct json_writer *w, int depth)
{
	const size_t n = depth < DEPTH_MAX ? at_list(o, 0, BYTES_MAX) : 0;

	json_begin_list(w);
	for (size_t i = 0; i < n; i++) {
		const struct at item = at_item(o, i);

		copy(&item, w, depth + 1);
	}
	json_end(w);
}

static void copy(const struct at *o, struct json_writer *w, int depth)
{
	must(utf8_ok(at_path(o)));
	if (at_is_list(o))
		copy_list(o, w, depth);
	else if (is_it(o, is_object))
		copy_object(o, w, depth);
	else if (at_is_whole(o))
		json_put_whole(w, at_int(*o, INT64_MIN, INT64_MAX));
	else if (is_it(o, is_text))
		json_put_text(w, at_bytes(*o, 0, BYTES_MAX));
	else if (is_it(o, is_flag))
		json_put_flag(w, at_flag(*o));
	else if (is_it(o, is_number))
		json_put_number(w, at_number(*o, INT64_MIN, INT64_MAX));
	else
		json_put_null(w);	/* it is, or a number of another size */
	must(o->r->count <= 500);
}

static bool again(struct arena *a, struct str text, struct out *o)
{
	SCOPED(json_reader_end) struct json_reader r = { 0 };
	struct json_writer w = json_writer_new(o);
	struct err e = { 0 };
	struct at root;

	if (!json_reader_begin(&r, a, text, BYTES_MAX)) {
		must(!json_reader_result(&r, &e) && e.kind == ERR_INPUT && utf8_ok(str_from(e.text)));
		return false;
	}
	root = at_root(&r);
	/* One with an empty name is an object to nobody. */
	if (!at_is_list(&root) && !is_it(&root, is_object))
		return false;
	copy(&root, &w, 0);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)256 << 20);
	struct out once = out_new(a, 8 * BYTES_MAX), twice = out_new(a, 8 * BYTES_MAX);

	if (!again(a, (struct str){ (const char *)data, size }, &once) || once.is_failed ||
	    once.n > BYTES_MAX)
		return 0;
	must(utf8_ok(out_done(&once)));
	must(again(a, out_done(&once), &twice));
	must(str_eq(out_done(&once), out_done(&twice)));
	return 0;
}
