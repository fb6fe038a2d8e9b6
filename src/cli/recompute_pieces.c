/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents about privacy: sheets to pieces, and the attack on published groups. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/recompute_json.h"
#include "method/disclosure.h"

enum {
	GROUPS_MAX = 10 * 1000,		/* looked up by name among the ones before */
	SHEETS_MAX = COUNT_MAX,
	K_DEFAULT = 5,
};

/* A document is one object or a list of them; each is answered by a line. */
static bool each(struct arena *a, struct str text, struct out *o, struct err *e,
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

static void put_name_in_list(struct out *o, struct str name)
{
	if (o->p[o->n - 1] != '[')
		out_char(o, ',');
	put_text(o, name);
}

/* --- pieces ------------------------------------------------------------------------ */

struct groups {
	size_t count, *parent, *node;
	struct str *name;
	int64_t *sheets, *piece, *shown;
};

static bool find_group(const struct groups *g, struct str name, size_t *ret)
{
	for (size_t i = 0; i < g->count; i++)
		if (str_eq(g->name[i], name)) {
			*ret = i;
			return true;
		}
	return false;
}

static bool read_group(struct groups *g, const json_t *object, const char *path, struct err *e)
{
	static const char *const names[] = { "id", "parent", "sheets", NULL };
	const json_t *parent = json_object_get(object, "parent");
	const size_t i = g->count;
	struct str parent_name;
	size_t same;

	if (!json_fields(object, path, names, e) ||
	    !json_name(json_object_get(object, "id"), path, &g->name[i], e) ||
	    !json_field_whole(object, "sheets", 0, SHEETS_MAX, &g->sheets[i], e))
		return false;
	if (find_group(g, g->name[i], &same))
		return err_set(e, ERR_INPUT, "%s: this id stands there twice", path);
	if (i == 0 && parent && !json_is_null(parent))
		return err_set(e, ERR_INPUT, "%s: the first group is the whole and has no parent", path);
	if (i > 0 && (!json_name(parent, path, &parent_name, e)))
		return err_set(e, ERR_INPUT, "%s.parent: must be the id of a group before it", path);
	if (i > 0 && !find_group(g, parent_name, &g->parent[i]))
		return err_set(e, ERR_INPUT, "%s.parent: \"" STR_FMT "\" is no group before this one; "
			       "put parents first", path, STR_ARG(utf8_clip(parent_name, 60)));
	g->count++;
	return true;
}

static bool read_groups(struct arena *a, const json_t *array, struct groups *g, struct err *e)
{
	const size_t n = json_array_size(array);

	if (!json_is_array(array) || n == 0 || n > GROUPS_MAX)
		return err_set(e, ERR_INPUT, "groups: must be a list of 1 to %d groups", GROUPS_MAX);
	*g = (struct groups){
		.parent = ARENA_ARRAY(a, size_t, n), .node = ARENA_ARRAY(a, size_t, n),
		.name = ARENA_ARRAY(a, struct str, n), .sheets = ARENA_ARRAY(a, int64_t, n),
		.piece = ARENA_ARRAY(a, int64_t, n), .shown = ARENA_ARRAY(a, int64_t, n),
	};
	for (size_t i = 0; i < n; i++) {
		char path[40];

		(void)snprintf(path, sizeof(path), "groups[%zu]", i);
		if (!read_group(g, json_array_get(array, i), path, e))
			return false;
	}
	return true;
}

static void put_piece(struct out *o, const struct groups *g, size_t piece)
{
	if (o->p[o->n - 1] != '[')
		out_char(o, ',');
	out_char(o, '{');
	put_key(o, "group");
	put_text(o, g->name[piece]);
	put_whole(o, "sheets", g->piece[piece]);
	put_key(o, "from");
	out_char(o, '[');
	for (size_t i = 0; i < g->count; i++)
		if (g->node[i] == piece)
			put_name_in_list(o, g->name[i]);
	out_c(o, "]}");
}

static void put_figures(struct out *o, struct groups *g)
{
	for (size_t i = 0; i < g->count; i++)
		g->shown[i] = g->piece[i];
	for (size_t i = g->count; i-- > 1;)
		g->shown[g->parent[i]] += g->shown[i];
	put_key(o, "visible");
	out_char(o, '{');
	for (size_t i = 0; i < g->count; i++)
		if (g->shown[i] > 0) {
			if (o->p[o->n - 1] != '{')
				out_char(o, ',');
			put_text(o, g->name[i]);
			out_char(o, ':');
			out_i64(o, g->shown[i]);
		}
	out_char(o, '}');
}

static bool answer_pieces(struct arena *a, const json_t *object, struct out *o, struct err *e)
{
	static const char *const names[] = { "id", "k", "groups", NULL };
	int64_t k = K_DEFAULT, not_counted = 0;
	struct groups g = { 0 };
	struct str id = { 0 };

	if (!json_fields(object, "document", names, e) || !json_id(object, a, &id, e) ||
	    !json_field_whole(object, "k", 1, K_MAX, &k, e) ||
	    !read_groups(a, json_object_get(object, "groups"), &g, e))
		return false;
	pieces_place(g.parent, g.sheets, g.count, k, g.node, g.piece);
	out_char(o, '{');
	put_key(o, "id");
	out_str(o, id);
	put_whole(o, "k", k);
	put_key(o, "pieces");
	out_char(o, '[');
	for (size_t i = 0; i < g.count; i++) {
		if (g.piece[i] > 0)
			put_piece(o, &g, i);
		not_counted += g.node[i] == NODE_NONE ? g.sheets[i] : 0;
	}
	out_char(o, ']');
	put_figures(o, &g);
	put_whole(o, "not_counted", not_counted);
	out_c(o, "}\n");
	return true;
}

bool pieces_document(struct arena *a, struct str text, const struct recompute_options *options,
		     struct out *o, struct err *e)
{
	(void)options;
	return each(a, text, o, e, answer_pieces);
}

/* --- attack ------------------------------------------------------------------------- */

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
static struct str how(struct arena *a, const struct family *y, const struct disclosure *d)
{
	struct out o = out_new(a, 1 << 24);
	bool is_first = true;

	if (d->terms == 0)
		return STR("a sum and difference of the published groups, with factors too large to print");
	out_c(&o, d->divisor > 1 ? "(" : "");
	for (int sign = 1; sign >= -1; sign -= 2)
		for (size_t i = 0; i < d->terms; i++) {
			const int64_t factor = d->term[i].factor * sign;

			if (factor < 0)
				continue;
			if (sign < 0)
				out_c(&o, " - ");
			else if (!is_first)
				out_c(&o, " + ");
			is_first = false;
			if (factor > 1) {
				out_i64(&o, factor);
				out_c(&o, " * ");
			}
			out_set(&o, y, d->term[i].set);
		}
	if (d->divisor > 1) {
		out_c(&o, ") / ");
		out_i64(&o, d->divisor);
	}
	return out_done(&o);
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
	put_key(o, "derivable");
	if (d->size == 0) {
		out_c(o, "null");
		return;
	}
	out_char(o, '{');
	put_key(o, "group");
	out_char(o, '[');
	for (size_t i = 0; i < d->cells; i++)
		put_name_in_list(o, y->name[d->cell[i]]);
	out_char(o, ']');
	put_whole(o, "size", d->size);
	put_key(o, "how");
	put_text(o, how(a, y, d));
	out_char(o, '}');
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
	return each(a, text, o, e, answer_attack);
}
