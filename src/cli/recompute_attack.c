/* SPDX-License-Identifier: EUPL-1.2 */
/* The attack on published groups: what they give away, and how. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/recompute_json.h"
#include "method/disclosure.h"

enum { K_DEFAULT = 5 };

struct family {
	struct disclosure_family f;
	struct str *name;
	int64_t *size;
	uint8_t *member;
};

static bool read_cells(struct arena *a, json_t *cells, struct family *y, struct err *e)
{
	const size_t n = json_object_size(cells);
	const char *key;
	json_t *value;

	if (!json_is_object(cells) || n == 0 || n > DISCLOSURE_CELLS_MAX)
		return err_set(e, ERR_INPUT, "cells: must be an object of 1 to %d cells, "
			       "{\"a\": 6, …}", DISCLOSURE_CELLS_MAX);
	y->name = ARENA_ARRAY(a, struct str, n);
	y->size = ARENA_ARRAY(a, int64_t, n);
	json_object_foreach(cells, key, value) {
		if (strlen(key) == 0 || strlen(key) > ID_MAX)
			return err_set(e, ERR_INPUT, "cells: a name must have 1 to %d bytes", ID_MAX);
		y->name[y->f.cells] = str_from(key);
		if (!json_whole(value, key, 0, COUNT_MAX, &y->size[y->f.cells++], e))
			return false;
	}
	y->f.size = y->size;
	return true;
}

static bool read_set(struct family *y, const json_t *list, const char *path, uint8_t *member,
		     struct err *e)
{
	const size_t n = json_array_size(list);

	if (!json_is_array(list) || n == 0)
		return err_set(e, ERR_INPUT, "%s: must be a list of cells", path);
	for (size_t i = 0; i < n; i++) {
		struct str name;
		size_t cell = 0;

		if (!json_name(json_array_get(list, i), path, &name, e))
			return false;
		while (cell < y->f.cells && !str_eq(y->name[cell], name))
			cell++;
		if (cell == y->f.cells)
			return err_set(e, ERR_INPUT, "%s: \"" STR_FMT "\" is not in cells; add it there "
				       "or correct it", path, STR_ARG(utf8_clip(name, 60)));
		if (member[cell])
			return err_set(e, ERR_INPUT, "%s: \"" STR_FMT "\" stands there twice", path,
				       STR_ARG(utf8_clip(name, 60)));
		member[cell] = 1;
	}
	return true;
}

static bool read_published(struct arena *a, const json_t *published, struct family *y,
			   struct err *e)
{
	const size_t n = json_array_size(published);

	if (!json_is_array(published) || n > DISCLOSURE_CELLS_MAX)
		return err_set(e, ERR_INPUT, "published: must be a list of at most %d lists of cells",
			       DISCLOSURE_CELLS_MAX);
	y->member = ARENA_ARRAY(a, uint8_t, n * y->f.cells + 1);
	for (size_t i = 0; i < n; i++) {
		char path[40];

		(void)snprintf(path, sizeof(path), "published[%zu]", i);
		if (!read_set(y, json_array_get(published, i), path, y->member + i * y->f.cells, e))
			return false;
	}
	y->f.sets = n;
	y->f.member = y->member;
	return true;
}

static void out_set(struct out *o, const struct family *y, size_t set)
{
	bool is_first = true;

	out_char(o, '{');
	for (size_t j = 0; j < y->f.cells; j++) {
		if (!y->member[set * y->f.cells + j])
			continue;
		out_c(o, is_first ? "" : ", ");
		out_str(o, y->name[j]);
		is_first = false;
	}
	out_char(o, '}');
}

/* "({x, y} - {y, z} + {x, z}) / 2", what is added first. */
static void out_sum(struct out *o, const struct family *y, const struct disclosure *d)
{
	bool is_first = true;

	out_c(o, d->divisor > 1 ? "(" : "");
	for (int sign = 1; sign >= -1; sign -= 2)
		for (size_t i = 0; i < d->terms; i++) {
			const int64_t factor = d->term[i].factor * sign;

			if (factor < 0)
				continue;
			if (sign < 0)
				out_c(o, " - ");
			else if (!is_first)
				out_c(o, " + ");
			is_first = false;
			if (factor > 1) {
				out_i64(o, factor);
				out_c(o, " * ");
			}
			out_set(o, y, d->term[i].set);
		}
	if (d->divisor > 1) {
		out_c(o, ") / ");
		out_i64(o, d->divisor);
	}
}

/* Always the groups with which it is done; their factors when they fit. */
static struct str how(struct arena *a, const struct family *y, const struct disclosure *d)
{
	struct out o = out_new(a, 1 << 24);

	if (d->has_factors) {
		out_sum(&o, y, d);
		return out_done(&o);
	}
	out_c(&o, "a sum and difference, with factors too large to print, of ");
	for (size_t i = 0; i < d->terms; i++) {
		out_c(&o, i ? ", " : "");
		out_set(&o, y, d->term[i].set);
	}
	return out_done(&o);
}

static void put_cells(struct out *o, const struct family *y, const char *name, const size_t *cell,
		      size_t count)
{
	put_key(o, name);
	out_char(o, '[');
	for (size_t i = 0; i < count; i++)
		put_listed(o, y->name[cell[i]]);
	out_char(o, ']');
}

static void put_derivable(struct arena *a, struct out *o, const struct family *y,
			  const struct disclosure *d)
{
	put_key(o, "derivable");
	if (d->size == 0) {
		out_c(o, "null");
		return;
	}
	out_char(o, '{');
	put_cells(o, y, "group", d->cell, d->cells);
	put_whole(o, "size", d->size);
	put_key(o, "how");
	put_text(o, how(a, y, d));
	out_char(o, '}');
}

static void put_verdict(struct arena *a, struct out *o, const struct family *y,
			const struct disclosure *d)
{
	put_bool(o, "safe", d->size == 0);
	put_bool(o, "published_below_k", d->is_published_below_k);
	put_key(o, "smallest_class");
	if (d->smallest_class)
		out_i64(o, d->smallest_class);
	else
		out_c(o, "null");
	put_derivable(a, o, y, d);
	put_cells(o, y, "smallest_class_cells", d->class_cell, d->class_cells);
}

static bool answer_attack(struct arena *a, const json_t *object, struct out *o, struct err *e)
{
	static const char *const names[] = { "id", "k", "cells", "published", NULL };
	struct family y = { .f.k = K_DEFAULT };
	struct disclosure d = { 0 };
	struct str id = { 0 };

	if (!json_fields(object, "document", names, e) || !json_id(object, a, &id, e) ||
	    !json_field_whole(object, "k", 1, K_MAX, &y.f.k, e) ||
	    !read_cells(a, json_object_get(object, "cells"), &y, e) ||
	    !read_published(a, json_object_get(object, "published"), &y, e) ||
	    !disclosure_find(a, &y.f, &d, e))
		return false;
	out_char(o, '{');
	put_key(o, "id");
	out_str(o, id);
	put_verdict(a, o, &y, &d);
	out_c(o, "}\n");
	return true;
}

bool attack_document(struct arena *a, struct str text, const struct recompute_options *options,
		     struct out *o, struct err *e)
{
	(void)options;
	return json_each(a, text, o, e, answer_attack);
}
