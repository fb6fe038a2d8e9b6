/* SPDX-License-Identifier: EUPL-1.2 */
/* The tree of groups in the database. */
#include "round/unit.h"

#include <stdlib.h>

#include "base/must.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "round/round.h"
#include "round/sql.h"

enum { TAG_BYTES_MAX = 4 * UNIT_NAME_MAX, NAMES_ARENA = 1 << 30 };

enum route unit_route(enum unit_kind kind)
{
	static const enum route routes[] = {
		[UNIT_TEAM] = ROUTE_EVERYONE,
		[UNIT_LEADERS] = ROUTE_LEADERS,
		[UNIT_SPECIALISTS] = ROUTE_SPECIALISTS,
	};

	must((size_t)kind < ARRAY_LEN(routes));
	return routes[kind];
}

/* --- reading ------------------------------------------------------------------ */

struct unit_list { LIST_OF(struct unit); };

/* Rows mostly stand below their parent or its last child, so the way up from
 * the row before is tried first. */
static bool parent_find(const struct unit_list *t, int64_t id, size_t *ret)
{
	for (size_t i = t->count - 1;; i = t->at[i].parent) {
		if (t->at[i].id == id) {
			*ret = i;
			return true;
		}
		if (i == 0)
			break;
	}
	for (size_t i = 0; i < t->count; i++) {
		if (t->at[i].id == id) {
			*ret = i;
			return true;
		}
	}
	return false;
}

/* Leaves have numbers of their own; those of the others are their sums. */
static void sum_up(struct unit_tree *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (!t->units[i].is_leaf)
			t->units[i].size = t->units[i].cards = t->units[i].answered = 0;
	for (size_t i = t->count; i-- > 1;) {
		struct unit *parent = &t->units[t->units[i].parent];

		parent->size += t->units[i].size;
		parent->cards += t->units[i].cards;
		parent->answered += t->units[i].answered;
	}
}

/* --- what may be told --------------------------------------------------------------- */

int64_t unit_people(const struct unit *u)
{
	return u->cards && u->cards < u->size ? u->cards : u->size;
}

/* People of whom nothing is told yet. */
struct untold {
	int64_t people, size, answered;
};

static void tell_one(struct unit *u, struct untold *rest, int64_t k)
{
	if (u->is_leaf)
		*rest = (struct untold){ unit_people(u), u->size, u->answered };
	if (rest->people < k)
		return;
	u->told.size += rest->size;
	u->told.answered += rest->answered;
	*rest = (struct untold){ 0 };
}

void unit_tell(struct arena *a, struct unit_tree *t, int64_t k)
{
	struct untold *rest = ARENA_ARRAY(a, struct untold, t->count + 1);

	for (size_t i = 0; i < t->count; i++)
		t->units[i].told = (struct unit_told){ 0 };
	for (size_t i = t->count; i-- > 0;) {
		const size_t up = t->units[i].parent;

		tell_one(&t->units[i], &rest[i], k);
		if (i == 0)
			break;
		t->units[up].told.size += t->units[i].told.size;
		t->units[up].told.answered += t->units[i].told.answered;
		rest[up].people += rest[i].people;
		rest[up].size += rest[i].size;
		rest[up].answered += rest[i].answered;
	}
}

/* --- reading -------------------------------------------------------------------------- */

static bool row_add(struct unit_list *t, struct rows *rows, struct arena *a, struct err *e)
{
	struct unit u = {
		.id = rows_i64(rows, UNIT_LIST_ID),
		.own_name = rows_str(rows, UNIT_LIST_NAME, a),
		.name = rows_str(rows, UNIT_LIST_SHOWN, a),
		.kind = (enum unit_kind)rows_in(rows, UNIT_LIST_KIND, 0, UNIT_SPECIALISTS),
		.tag = rows_str(rows, UNIT_LIST_TAG, a),
		.size = rows_in(rows, UNIT_LIST_SIZE, 0, UNIT_SIZE_MAX),
		.cards = rows_in(rows, UNIT_LIST_CARDS, 0, UNIT_SIZE_MAX),
		.answered = rows_in(rows, UNIT_LIST_ANSWERED, 0, UNIT_SIZE_MAX),
		.is_leaf = true,
	};

	if (!parent_find(t, rows_i64(rows, UNIT_LIST_PARENT), &u.parent))
		return err_set(e, ERR_STORE, "unit %lld stands before its parent", (long long)u.id);
	t->at[u.parent].is_leaf = false;
	u.depth = t->at[u.parent].depth + 1;
	*LIST_ADD(a, t) = u;
	return true;
}

bool unit_tree_get(struct db *db, struct arena *a, struct round_key round, struct str root_name,
		   struct unit_tree *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_UNIT_LIST, e, round.organisation, round.id);
	struct unit_list units = { 0 };
	struct unit_tree t;

	*LIST_ADD(a, &units) = (struct unit){ .name = root_name, .own_name = root_name };
	while (rows_next(rows, e))
		if (!row_add(&units, rows, a, e))
			return false;
	if (rows_failed(rows))
		return false;
	t = (struct unit_tree){ units.at, units.count };
	sum_up(&t);
	if (t.units[t.count - 1].name.n == 0)	/* kept by an earlier version */
		unit_names_make(a, &t);
	*ret = t;
	return true;
}

/* --- writing ------------------------------------------------------------------ */

static bool unit_check(const struct unit_tree *t, size_t i, struct err *e)
{
	const struct unit *u = &t->units[i];

	if (u->parent >= i)
		return err_set(e, ERR_INPUT, "unit %zu stands before its parent", i);
	if (str_trim(u->own_name).n == 0 || !utf8_text_ok(u->own_name) ||
	    utf8_count(u->own_name) > UNIT_NAME_MAX)
		return err_set(e, ERR_INPUT, "unit %zu needs a name of at most %d characters", i,
			       UNIT_NAME_MAX);
	if (u->kind > UNIT_SPECIALISTS || u->tag.n > TAG_BYTES_MAX || !utf8_text_ok(u->tag))
		return err_set(e, ERR_INPUT, "unit %zu is of no known kind", i);
	return true;
}

/* What a unit's row needs from the rest of the tree. */
struct place {
	int64_t id;
	bool is_inner;
};

static void places_freep(struct place **places)
{
	free(*places);
}

static bool row_put(struct db *db, struct round_key round, const struct unit_tree *t,
		    const struct place *places, size_t i, struct err *e)
{
	const struct unit *u = &t->units[i];
	int64_t size = places[i].is_inner ? 0 : u->size;

	if (size < 0 || size > UNIT_SIZE_MAX)
		return err_set(e, ERR_INPUT, "unit %zu has at most %d members", i, UNIT_SIZE_MAX);
	return db_exec(db, SQL_UNIT_ADD, e, places[i].id, round.id, places[u->parent].id,
		       (int64_t)i,
		       u->own_name, u->name, (int64_t)u->kind, u->tag.p ? u->tag : STR(""), size);
}

static bool rows_put(struct db *db, struct round_key round, const struct unit_tree *t,
		     struct err *e)
{
	SCOPED(places_freep) struct place *places = calloc(t->count, sizeof(*places));

	must(places);
	for (size_t i = 1; i < t->count; i++) {
		places[i].id = t->units[i].id ? t->units[i].id : rng_id();
		places[t->units[i].parent].is_inner = true;
	}
	for (size_t i = 1; i < t->count; i++)
		if (!row_put(db, round, t, places, i, e))
			return false;
	return true;
}

/* A copy with depths and names, in which the rows are written. */
static struct unit_tree named(struct arena *a, const struct unit_tree *tree)
{
	struct unit_tree t = { ARENA_ARRAY(a, struct unit, tree->count), tree->count };

	for (size_t i = 0; i < t.count; i++) {
		t.units[i] = tree->units[i];
		t.units[i].depth = i ? t.units[t.units[i].parent].depth + 1 : 0;
	}
	unit_names_make(a, &t);
	return t;
}

bool unit_tree_put(struct db *db, struct round_key round, const struct unit_tree *tree,
		   struct err *e)
{
	SCOPED(arena_freep) struct arena *a = arena_new(NAMES_ARENA);
	struct unit_tree t;

	if (tree->count == 0 || tree->count - 1 > UNITS_MAX)
		return err_set(e, ERR_INPUT, "a round has at most %d groups", UNITS_MAX);
	for (size_t i = 1; i < tree->count; i++)
		if (!unit_check(tree, i, e))
			return false;
	t = named(a, tree);
	return round_is_in(db, round, STAGE_PREPARE, e) &&
	       db_exec(db, SQL_UNIT_REMOVE_ALL, e, round.id) &&
	       rows_put(db, round, &t, e);
}

bool unit_is_there(struct db *db, struct round_key round, int64_t unit, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_UNIT_IS_THERE, e, round.organisation, round.id, unit);

	return rows_next(rows, e) ||
	       (!rows_failed(rows) && err_set(e, ERR_CONFLICT, "no such group in this round"));
}

static void path_out(struct out *o, const struct unit_tree *tree, size_t unit)
{
	size_t parent = tree->units[unit].parent;

	if (unit && parent) {
		path_out(o, tree, parent);
		out_c(o, " / ");
	}
	out_str(o, tree->units[unit].own_name);
}

struct str unit_path(struct arena *a, const struct unit_tree *tree, size_t unit)
{
	struct out o = out_new(a, 1 << 14);

	path_out(&o, tree, unit);
	return out_done(&o);
}
