/* SPDX-License-Identifier: EUPL-1.2 */
#include "closing/remark_keep.h"

#include "base/rng.h"
#include "closing/sql.h"
#include "method/method.h"
#include "scan/slot.h"
#include "scan/sql.h"

struct kept_text {
	int64_t unit;
	struct str subject, body;
};

struct kept_list { LIST_OF(struct kept_text); };

/*
 * Per unit: where its texts are read.  They come together as answers do, in
 * pieces of at least ten people: were the texts of a small team shown at its
 * department because the other teams are large, then they would be known as
 * those of that team.  NODE_NONE: too few people left over, not kept.
 */
static size_t *homes(struct arena *a, const struct unit_tree *tree, const int64_t *sheets,
		     int64_t k)
{
	size_t *parent = ARENA_ARRAY(a, size_t, tree->count);
	size_t *home = ARENA_ARRAY(a, size_t, tree->count);
	int64_t *people = ARENA_ARRAY(a, int64_t, tree->count);

	for (size_t i = 0; i < tree->count; i++)
		parent[i] = tree->units[i].parent;
	pieces_place(parent, sheets, tree->count,
		     remark_people(k), home, people);
	return home;
}

static size_t home_of(const struct unit_tree *tree, const size_t *home, int64_t unit)
{
	size_t i = 1;

	while (i < tree->count && tree->units[i].id != unit)
		i++;
	return i == tree->count ? NODE_NONE : home[i];
}

/* The id of what a text is about: a subject or a closing question. */
static struct str subject_of(const struct model *m, size_t field)
{
	if (field < m->subject_count)
		return m->subjects[field].id;
	field -= m->subject_count;
	return field < m->closing_count ? m->closing[field].id : STR("");
}

static bool read_all(struct db *db, struct arena *a, const struct remark_source *from,
		     const size_t *place, struct kept_list *ret, struct err *e)
{
	SCOPED(rows_freep) struct rows *rows =
		db_query(db, SQL_NOTE_SLOT_LIST, e, from->round->key.organisation,
			 from->round->key.id);
	const struct unit_tree *tree = from->tree;
	struct slot *n = ARENA_NEW(a, struct slot);
	bool is_submitted = false;

	while (rows_next(rows, e)) {
		size_t home = home_of(tree, place, rows_i64(rows, NOTE_SLOT_LIST_UNIT));

		if (!slot_unpack(a, rows_view(rows, NOTE_SLOT_LIST_TEXTS), n, &is_submitted, e))
			return false;
		for (size_t i = 0; is_submitted && home != NODE_NONE && i < ARRAY_LEN(n->text); i++)
			if (n->text[i].n)
				*LIST_ADD(a, ret) = (struct kept_text){
					.unit = tree->units[home].id,
					.subject = subject_of(from->model, i),
					.body = n->text[i],
				};
	}
	return !rows_failed(rows);
}

bool remark_keep(struct db *db, struct arena *a, const struct remark_source *from,
		  struct err *e)
{
	const struct round *r = from->round;
	struct kept_list all = { 0 };
	uint64_t *order;

	if (!read_all(db, a, from, homes(a, from->tree, from->sheets, r->k), &all, e))
		return false;
	order = ARENA_ARRAY(a, uint64_t, all.count);
	rng_permutation(order, all.count);
	for (size_t i = 0; i < all.count; i++) {
		const struct kept_text *one = &all.at[order[i]];

		if (!db_exec(db, SQL_REMARK_ADD, e, rng_id(), r->id, one->unit, one->subject,
			     one->body, REMARK_TO_READ))
			return false;
	}
	return true;
}
