/* SPDX-License-Identifier: EUPL-1.2 */
/* Closing a round: counting in pieces, then destroying what was counted. */
#include "closing/closing.h"

#include "closing/histogram.h"

#include "base/clock.h"
#include "closing/remark_keep.h"
#include "closing/sql.h"
#include "round/sql.h"
#include "scan/sql.h"
#include "scan/volunteer.h"
#include "store/state.h"

struct closing {
	struct db *db;
	struct arena *a;
	const struct round *round;
	struct model model;
	struct unit_tree tree;
	struct histogram *leaf;		/* per unit: the sheets of its own */
	int64_t *sheets;		/* per unit: how many of its own */
};

static size_t index_of(const struct unit_tree *tree, int64_t id)
{
	for (size_t i = 1; i < tree->count; i++)
		if (tree->units[i].id == id)
			return i;
	return NODE_NONE;
}

/* The sheets come unit by unit; each unit is folded when the next begins. */
static bool count_sheets(struct closing *c, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(c->db, SQL_SHEET_LIST, e,
							c->round->key.organisation,
							c->round->key.id);
	struct counter *counter = counter_new(c->a, &c->model);
	size_t size = sheet_layout(&c->model).size, at = NODE_NONE;

	while (rows_next(rows, e)) {
		struct blob b = rows_view(rows, SHEET_LIST_ANSWERS);
		int64_t id = rows_i64(rows, SHEET_LIST_UNIT);

		if (b.n != size)
			return err_set(e, ERR_STORE, "a sheet of %zu bytes, not %zu", b.n, size);
		if (at == NODE_NONE || c->tree.units[at].id != id) {
			if (at != NODE_NONE)
				counter_fold(counter, unit_route(c->tree.units[at].kind),
					     c->tree.units[at].tag, &c->leaf[at]);
			counter_clear(counter);
			at = index_of(&c->tree, id);
		}
		/* Of a group that was gone when it opened, as earlier versions could: no
		 * card opens it, so it is blank (sheet_by_ticket). */
		if (at != NODE_NONE && sheet_counts(b)) {
			counter_add(counter, b.p);
			c->sheets[at]++;
		}
	}
	if (at != NODE_NONE)
		counter_fold(counter, unit_route(c->tree.units[at].kind), c->tree.units[at].tag,
			     &c->leaf[at]);
	return !rows_failed(rows);
}

/* Sheets of the units become pieces of each question, and are kept. */
static bool keep_pieces(struct closing *c, struct err *e)
{
	const size_t n = c->tree.count;
	size_t *parent = ARENA_ARRAY(c->a, size_t, n);
	struct histogram *at = ARENA_ARRAY(c->a, struct histogram, n);

	for (size_t i = 0; i < n; i++) {
		parent[i] = c->tree.units[i].parent;
		at[i] = histogram_in_classes(c->a, &c->model, &c->leaf[i]);
	}
	histogram_pieces(c->a, &c->model, parent, at, n, c->round->k);
	for (size_t i = 0; i < n; i++)
		if (!histogram_is_empty(&at[i], &c->model) &&
		    !db_exec(c->db, SQL_PIECE_ADD, e, c->round->id, c->tree.units[i].id,
			     at[i].sheets, histogram_pack(c->a, &c->model, &at[i])))
			return false;
	return true;
}

/* How many took part is no answer; it stays, per unit. */
static bool keep_counts(struct closing *c, struct err *e)
{
	for (size_t i = 1; i < c->tree.count; i++)
		if (c->tree.units[i].is_leaf &&
		    !db_exec(c->db, SQL_UNIT_ANSWERED, e, c->sheets[i], c->round->id,
			     c->tree.units[i].id))
			return false;
	return true;
}

static bool prepare(struct closing *c, struct err *e)
{
	if (!round_model(c->db, c->a, c->round, &c->model, e) ||
	    !unit_tree_get(c->db, c->a, c->round->key, c->round->organisation_name, &c->tree, e))
		return false;
	c->sheets = ARENA_ARRAY(c->a, int64_t, c->tree.count);
	c->leaf = ARENA_ARRAY(c->a, struct histogram, c->tree.count);
	for (size_t i = 0; i < c->tree.count; i++)
		c->leaf[i] = histogram_new_full(c->a, &c->model);
	return true;
}

static bool destroy(struct db *db, struct round_closed *ret, struct err *e)
{
	if (!db_exec(db, SQL_TICKET_REMOVE_ALL, e, ret->key.id))
		return false;
	ret->cards = db_changed(db);
	if (!db_exec(db, SQL_SHEET_REMOVE_ALL, e, ret->key.id))
		return false;
	ret->sheets = db_changed(db);
	return db_exec(db, SQL_NOTE_SLOT_REMOVE_ALL, e, ret->key.id);
}

static int64_t counted(const struct closing *c)
{
	int64_t sum = 0;

	for (size_t i = 0; i < c->tree.count; i++)
		sum += c->sheets[i];
	return sum;
}

bool round_close(struct db *db, struct arena *a, struct round_key key, struct round_closed *ret,
		 struct err *e)
{
	struct closing c = { .db = db, .a = a };
	struct round_closed done = { .key = key };
	struct round round;

	if (!db_alone(db, e) || !round_get(db, a, key.organisation, key.id, &round, e))
		return false;
	c.round = &round;
	if (!db_exec(db, SQL_ROUND_CLOSE, e, STAGE_CLOSED, clock_now(), key.organisation,
		     key.id, STAGE_OPEN))
		return false;
	if (db_changed(db) == 0)
		return err_set(e, ERR_CONFLICT, "the round is not open");
	if (!prepare(&c, e) || !count_sheets(&c, e))
		return false;
	done.counted = counted(&c);
	if (!keep_pieces(&c, e) || !keep_counts(&c, e) ||
	    !remark_keep(db, a, &(struct remark_source){ &round, &c.model, &c.tree, c.sheets }, e) ||
	    !offers_keep(db, a, key, e) || !closed_tickets_keep(db, a, key, e) ||
	    !destroy(db, &done, e))
		return false;
	if (ret)
		*ret = done;
	return state_put_seen(db, e);
}

/* --- on its date -------------------------------------------------------------------- */

bool round_due_list(struct db *db, struct arena *a, int64_t now, struct round_due_list *ret,
		    struct err *e)
{
	SCOPED(rows_freep) struct rows *rows = db_query(db, SQL_ROUND_DUE, e, STAGE_OPEN, now);

	*ret = (struct round_due_list){ 0 };
	while (rows_next(rows, e))
		*LIST_ADD(a, ret) = round_key_row(rows, ROUND_KEY_ORGANISATION, ROUND_KEY_ID);
	return !rows_failed(rows);
}

bool round_close_due(struct db *db, struct arena *a, struct round_key key, int64_t now,
		     struct round_closed *ret, struct err *e)
{
	struct round r;

	*ret = (struct round_closed){ 0 };
	if (!round_get(db, a, key.organisation, key.id, &r, e))
		return false;
	if (r.stage != STAGE_OPEN || r.closes > now)
		return true;
	return round_close(db, a, key, ret, e);
}
