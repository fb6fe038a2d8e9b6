/* SPDX-License-Identifier: EUPL-1.2 */
/* Sums of pieces, and nothing else. */
#include "picture/picture.h"

#include "closing/sql.h"

struct pieces {
	struct histogram *own;		/* per unit: its own pieces */
	bool *has;			/* one of sheets */
	bool is_by_sheet;		/* k was held against sheets, not answers */
};

static bool read_pieces(struct db *db, struct arena *a, int64_t round, const struct model *m,
			const struct unit_tree *tree, struct pieces *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_PIECE_LIST, e, round);

	while (rows_next(rows, e)) {
		int64_t id = rows_i64(rows, PIECE_LIST_UNIT);
		bool is_by_sheet = false;
		size_t i = 0;

		while (i < tree->count && (i ? tree->units[i].id : 0) != id)
			i++;
		if (i == tree->count)
			return err_set(e, ERR_STORE, "a piece of no unit");
		if (!histogram_unpack(a, m, rows_view(rows, PIECE_LIST_HISTOGRAM), &ret->own[i],
				      &is_by_sheet, e))
			return false;
		ret->has[i] = ret->own[i].sheets > 0;
		ret->is_by_sheet |= is_by_sheet;
	}
	return !rows_failed(rows);
}

/* Rounds that an earlier version closed hold whole sheets: what of a question
 * does not make k there moves up now, as it would have at their closing. */
static void apply_to_answers(struct arena *a, const struct model *m, const struct unit_tree *tree,
			     int64_t k, struct pieces *pieces)
{
	size_t *parent = ARENA_ARRAY(a, size_t, tree->count);

	for (size_t i = 0; i < tree->count; i++) {
		parent[i] = tree->units[i].parent;
		if (!pieces->own[i].subjects)
			pieces->own[i] = histogram_new(a, m);
	}
	histogram_pieces(a, m, parent, pieces->own, tree->count, k);
}

/* Pieces of leaders' groups on one side, those of the other groups on the
 * other; pieces of units that hold both are on neither. */
static void compare_leaders(const struct unit_tree *tree, const struct pieces *pieces,
			    struct picture *ret)
{
	bool has_others = false, has_leaders = false;

	for (size_t i = 1; i < tree->count; i++) {
		const struct unit *u = &tree->units[i];

		if (!pieces->has[i] || !u->is_leaf)
			continue;
		if (u->kind == UNIT_LEADERS) {
			histogram_sum(&ret->leaders, &pieces->own[i]);
			has_leaders = true;
		} else {
			histogram_sum(&ret->others, &pieces->own[i]);
			has_others = true;
		}
	}
	ret->has_leaders = has_leaders && has_others;
}

bool picture_get(struct db *db, struct arena *a, const struct round *r, const struct model *m,
		 struct picture *ret, struct err *e)
{
	struct pieces pieces = { 0 };
	struct histogram *at;

	if (r->stage != STAGE_CLOSED)
		return err_set(e, ERR_CONFLICT, "the round is not closed");
	*ret = (struct picture){ 0 };
	if (!unit_tree_get(db, a, r->id, r->organisation_name, &ret->tree, e))
		return false;
	pieces.own = ARENA_ARRAY(a, struct histogram, ret->tree.count);
	pieces.has = ARENA_ARRAY(a, bool, ret->tree.count);
	if (!read_pieces(db, a, r->id, m, &ret->tree, &pieces, e))
		return false;
	if (pieces.is_by_sheet)
		apply_to_answers(a, m, &ret->tree, r->k, &pieces);
	at = ARENA_ARRAY(a, struct histogram, ret->tree.count);
	ret->is_visible = ARENA_ARRAY(a, bool, ret->tree.count);
	ret->leaders = histogram_new(a, m);
	ret->others = histogram_new(a, m);
	for (size_t i = 0; i < ret->tree.count; i++)
		at[i] = histogram_new(a, m);
	for (size_t i = ret->tree.count; i-- > 0;) {
		if (pieces.own[i].subjects)
			histogram_sum(&at[i], &pieces.own[i]);
		ret->is_visible[i] |= pieces.has[i];
		if (i) {
			size_t parent = ret->tree.units[i].parent;

			histogram_sum(&at[parent], &at[i]);
			ret->is_visible[parent] |= ret->is_visible[i];
		}
	}
	ret->at = at;
	compare_leaders(&ret->tree, &pieces, ret);
	for (size_t i = 0; i < ret->tree.count; i++)
		histogram_hide(&at[i], m, r->k);
	histogram_hide(&ret->leaders, m, r->k);
	histogram_hide(&ret->others, m, r->k);
	return true;
}
