/* SPDX-License-Identifier: EUPL-1.2 */
/* Groups of a document about pieces. */
#include "cli/recompute_groups.h"

#include <stdio.h>

#include "base/utf8.h"

enum {
	GROUPS_MAX = 10 * 1000,		/* looked up by name among the ones before */
	SHEETS_MAX = COUNT_MAX,
};

bool groups_find(const struct groups *g, struct str name, size_t *ret)
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
	if (groups_find(g, g->name[i], &same))
		return err_set(e, ERR_INPUT, "%s: this id stands there twice", path);
	if (i == 0 && parent && !json_is_null(parent))
		return err_set(e, ERR_INPUT, "%s: the first group is the whole and has no parent", path);
	if (i > 0 && (!json_name(parent, path, &parent_name, e)))
		return err_set(e, ERR_INPUT, "%s.parent: must be the id of a group before it", path);
	if (i > 0 && !groups_find(g, parent_name, &g->parent[i]))
		return err_set(e, ERR_INPUT, "%s.parent: \"" STR_FMT "\" is no group before this one; "
			       "put parents first", path, STR_ARG(utf8_clip(parent_name, 60)));
	g->count++;
	return true;
}

bool groups_read(struct arena *a, const json_t *array, int64_t k, struct groups *g, struct err *e)
{
	const size_t n = json_array_size(array);

	if (!json_is_array(array) || n == 0 || n > GROUPS_MAX)
		return err_set(e, ERR_INPUT, "groups: must be a list of 1 to %d groups", GROUPS_MAX);
	*g = (struct groups){
		.k = k,
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

void groups_put_visible(struct out *o, const struct groups *g)
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
