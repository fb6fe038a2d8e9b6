/* SPDX-License-Identifier: EUPL-1.2 */
/* What closing now would show. */
#include "closing/outlook.h"

#include "method/method.h"

/* Who could hand something in: members that have a card. */
static int64_t people_of(const struct unit *u)
{
	return u->cards && u->cards < u->size ? u->cards : u->size;
}

struct look {
	const struct unit_tree *tree;
	int64_t k;
	int64_t *told;		/* handed in, of leaves that are large enough */
	size_t *node;		/* where they count */
	bool *has_small;	/* a small group is in it */
	bool *is_seen;		/* itself or something in it is counted there */
};

static void look_make(struct arena *a, const struct unit_tree *t, int64_t k, struct look *l)
{
	size_t *parent = ARENA_ARRAY(a, size_t, t->count);
	int64_t *size = ARENA_ARRAY(a, int64_t, t->count);

	*l = (struct look){ .tree = t, .k = k, .told = ARENA_ARRAY(a, int64_t, t->count),
			    .node = ARENA_ARRAY(a, size_t, t->count),
			    .has_small = ARENA_ARRAY(a, bool, t->count),
			    .is_seen = ARENA_ARRAY(a, bool, t->count) };
	for (size_t i = 0; i < t->count; i++) {
		const struct unit *u = &t->units[i];

		parent[i] = u->parent;
		l->has_small[i] = u->is_leaf && people_of(u) < k;
		l->told[i] = u->is_leaf && !l->has_small[i] ? u->answered : 0;
	}
	pieces_place(parent, l->told, t->count, k, l->node, size);
	for (size_t i = t->count; i-- > 0;) {
		l->is_seen[i] |= size[i] > 0;
		l->is_seen[parent[i]] |= l->is_seen[i];
		l->has_small[parent[i]] |= l->has_small[i];
	}
}

static struct outlook_row row_of(const struct look *l, size_t i)
{
	const struct unit *u = &l->tree->units[i];
	size_t home = l->told[i] ? l->node[i] : NODE_NONE;
	struct outlook_row row = { .unit = u, .why = OUTLOOK_FEW };

	if (people_of(u) < l->k)
		row.why = OUTLOOK_SMALL;
	else if (u->is_leaf && l->told[i] >= l->k - OUTLOOK_NEARLY_MAX)
		row.why = OUTLOOK_NEARLY;
	row.home = home == NODE_NONE ? NULL : &l->tree->units[home];
	row.is_open = row.why == OUTLOOK_SMALL || l->has_small[home == NODE_NONE ? 0 : home];
	return row;
}

void outlook_make(struct arena *a, const struct unit_tree *tree, int64_t k, struct outlook *ret)
{
	struct look l;

	*ret = (struct outlook){ 0 };
	look_make(a, tree, k, &l);
	for (enum outlook_why why = OUTLOOK_NEARLY; why <= OUTLOOK_SMALL; why++)
		for (size_t i = 1; i < tree->count; i++) {
			struct outlook_row row;

			/* A department with small groups may be seen after all. */
			if (l.is_seen[i] || (!tree->units[i].is_leaf && l.has_small[i] &&
					     people_of(&tree->units[i]) >= k))
				continue;
			row = row_of(&l, i);
			if (row.why == why)
				*LIST_ADD(a, ret) = row;
		}
}

bool outlook_is_open(const struct outlook *o)
{
	for (size_t i = 0; i < o->count; i++)
		if (o->at[i].is_open)
			return true;
	return false;
}
