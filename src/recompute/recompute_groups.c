/* SPDX-License-Identifier: EUPL-1.2 */
/* Groups of a document about pieces. */
#include "recompute/recompute_groups.h"

#include "base/utf8.h"

enum { SHEETS_MAX = COUNT_MAX };

bool groups_find(const struct groups *g, struct str name, size_t *ret)
{
	for (size_t i = 0; i < g->count; i++)
		if (str_eq(g->name[i], name)) {
			*ret = i;
			return true;
		}
	return false;
}

static void read_group(struct groups *g, const struct at *o)
{
	static const char *const names[] = { "id", "parent", "sheets", NULL };
	const struct at parent = at_optional(o, "parent");
	const size_t i = g->count;
	struct str name;
	size_t same;

	at_only(o, names);
	g->name[i] = at_name(at_field(o, "id"));
	g->sheets[i] = at_int_or(at_optional(o, "sheets"), 0, 0, SHEETS_MAX);
	if (groups_find(g, g->name[i], &same))
		at_fault(o, "give each an id of its own", "this id stands there twice");
	if (i == 0 && at_is_there(&parent))
		at_fault(&parent, "take it out", "the first group is the whole and has no parent");
	if (i > 0) {
		name = at_name(at_field(o, "parent"));
		if (name.n && !groups_find(g, name, &g->parent[i]))
			at_fault(&parent, "put parents first", "\"" STR_FMT "\" is no group before "
				 "this one", STR_ARG(utf8_clip(name, 60)));
	}
	g->count++;
}

void groups_read(struct arena *a, struct at list, int64_t k, struct groups *g)
{
	const size_t n = at_list(&list, 1, GROUPS_MAX);

	*g = (struct groups){
		.list = list, .k = k,
		.parent = ARENA_ARRAY(a, size_t, n), .node = ARENA_ARRAY(a, size_t, n),
		.name = ARENA_ARRAY(a, struct str, n), .sheets = ARENA_ARRAY(a, int64_t, n),
		.piece = ARENA_ARRAY(a, int64_t, n), .shown = ARENA_ARRAY(a, int64_t, n),
	};
	for (size_t i = 0; i < n; i++) {
		struct at group = at_item(&list, i);

		read_group(g, &group);
	}
}

void groups_put_visible(struct json_writer *w, const struct groups *g)
{
	for (size_t i = 0; i < g->count; i++)
		g->shown[i] = g->piece[i];
	for (size_t i = g->count; i-- > 1;)
		g->shown[g->parent[i]] += g->shown[i];
	json_field_object(w, "visible");
	for (size_t i = 0; i < g->count; i++)
		if (g->shown[i] > 0) {
			json_put_name(w, g->name[i]);
			json_put_whole(w, g->shown[i]);
		}
	json_end(w);
}
