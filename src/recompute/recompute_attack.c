/* SPDX-License-Identifier: EUPL-1.2 */
/* The attack on published groups: what they give away, and how. */
#include "base/utf8.h"
#include "disclosure/disclosure.h"
#include "recompute/recompute_json.h"

enum { K_DEFAULT = 5 };

struct family {
	struct disclosure_family f;
	struct str *name;
	int64_t *size;
	uint8_t *member;
};

static void read_cells(struct arena *a, struct at cells, struct family *y)
{
	const size_t n = at_object(&cells, 1, DISCLOSURE_CELLS_MAX, ID_MAX);
	struct at cell = { 0 };

	y->name = ARENA_ARRAY(a, struct str, n);
	y->size = ARENA_ARRAY(a, int64_t, n);
	while (at_next(&cells, &cell)) {
		y->name[y->f.cells] = str_from(cell.name);
		y->size[y->f.cells++] = at_int(cell, 0, COUNT_MAX);
	}
	y->f.size = y->size;
}

static void read_set(const struct family *y, const struct at *list, uint8_t *member)
{
	const size_t n = at_list(list, 1, DISCLOSURE_CELLS_MAX);

	for (size_t i = 0; i < n; i++) {
		const struct str name = at_name(at_item(list, i));
		size_t cell = 0;

		while (cell < y->f.cells && !str_eq(y->name[cell], name))
			cell++;
		if (cell == y->f.cells)
			at_fault(list, "add it there or correct it", "\"" STR_FMT "\" is not in cells",
				 STR_ARG(utf8_clip(name, 60)));
		else if (member[cell])
			at_fault(list, "take one out", "\"" STR_FMT "\" stands there twice",
				 STR_ARG(utf8_clip(name, 60)));
		else
			member[cell] = 1;
	}
}

static void read_published(struct arena *a, struct at published, struct family *y)
{
	const size_t n = at_list(&published, 0, DISCLOSURE_CELLS_MAX);

	y->member = ARENA_ARRAY(a, uint8_t, n * y->f.cells + 1);
	for (size_t i = 0; i < n && json_reader_is_good(published.r); i++) {
		const struct at set = at_item(&published, i);

		read_set(y, &set, y->member + i * y->f.cells);
	}
	y->f.sets = n;
	y->f.member = y->member;
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

static void put_cells(struct json_writer *w, const struct family *y, const char *name,
		      const size_t *cell, size_t count)
{
	json_field_list(w, name);
	for (size_t i = 0; i < count; i++)
		json_put_text(w, y->name[cell[i]]);
	json_end(w);
}

static void put_derivable(struct arena *a, struct json_writer *w, const struct family *y,
			  const struct disclosure *d)
{
	if (d->size == 0) {
		json_field_null(w, "derivable");
		return;
	}
	json_field_object(w, "derivable");
	put_cells(w, y, "group", d->cell, d->cells);
	json_field_whole(w, "size", d->size);
	json_field_text(w, "how", how(a, y, d));
	json_end(w);
}

/* Safe is the rule that the product keeps: no class below k.  Where there is one,
 * counts that are whole and not negative can tell of it what no sum does. */
static void put_verdict(struct arena *a, struct json_writer *w, const struct family *y,
			const struct disclosure *d)
{
	json_field_flag(w, "safe", disclosure_is_safe(d, y->f.k));
	json_field_flag(w, "not_by_sums", d->size == 0);
	json_field_flag(w, "published_below_k", d->is_published_below_k);
	if (d->smallest_class)
		json_field_whole(w, "smallest_class", d->smallest_class);
	else
		json_field_null(w, "smallest_class");
	put_derivable(a, w, y, d);
	put_cells(w, y, "smallest_class_cells", d->class_cell, d->class_cells);
}

static bool answer_attack(struct arena *a, const struct at *object,
			  const struct recompute_options *options, struct json_writer *w,
			  struct err *e)
{
	static const char *const names[] = { "id", "k", "cells", "published", NULL };
	struct family y = { 0 };
	struct disclosure d = { 0 };

	(void)options;
	at_only(object, names);
	y.f.k = at_int_or(at_optional(object, "k"), K_DEFAULT, 1, K_MAX);
	read_cells(a, at_field(object, "cells"), &y);
	if (json_reader_is_good(object->r))
		read_published(a, at_field(object, "published"), &y);
	put_id(w, object);
	if (!json_reader_is_good(object->r))
		return true;
	if (!disclosure_find(a, &y.f, &d, e))
		return false;
	put_verdict(a, w, &y, &d);
	return true;
}

bool attack_document(struct arena *a, struct str text, const struct recompute_options *options,
		     struct out *o, struct err *e)
{
	return recompute_each(a, text, options, o, e, answer_attack);
}
