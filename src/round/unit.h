/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The tree of groups of a round ("group" on screen, unit in code: GROUP is a
 * word of SQL).  Everyone belongs to exactly one leaf.  Leaders and specialist
 * functions are branches of their own.
 */
#ifndef PEIL_ROUND_UNIT_H
#define PEIL_ROUND_UNIT_H

#include "model/model.h"
#include "round/round_key.h"

enum unit_kind { UNIT_TEAM, UNIT_LEADERS, UNIT_SPECIALISTS };

enum { UNITS_MAX = 5000, UNIT_SIZE_MAX = 100000, UNIT_DEPTH_MAX = 6, UNIT_NAME_MAX = 120 };

struct unit {
	int64_t id;
	size_t parent;		/* index in the tree; the root (index 0) has itself */
	struct str name;	/* told apart from every other in the tree: for all pages and files */
	struct str own_name;	/* as it was typed: for who edits or compares trees, never to show */
	enum unit_kind kind;
	struct str tag;
	int64_t size;		/* members; of an inner unit: the sum of its leaves */
	int64_t cards;		/* tickets made */
	int64_t answered;	/* handed in: counted live while open, kept at closing */
	/* What may be told of it (unit_tell): so many of so many; size 0: nothing. */
	struct unit_told { int64_t size, answered; } told;
	bool is_leaf;
	int depth;		/* root 0 */
};

/* units[0] is the organisation itself; a parent comes before its children. */
struct unit_tree {
	struct unit *units;
	size_t count;
};

bool unit_tree_get(struct db *db, struct arena *a, struct round_key round, struct str root_name,
		   struct unit_tree *ret, struct err *e);
/* Replaces the whole tree while preparing, by own names; cards made earlier are
 * void. */
bool unit_tree_put(struct db *db, struct round_key round, const struct unit_tree *tree,
		   struct err *e);

/* ERR_CONFLICT when the round has no such group. */
bool unit_is_there(struct db *db, struct round_key round, int64_t unit, struct err *e);

/* Makes the names of a tree of its own names (unit_names.c); depths are set. */
void unit_names_make(struct arena *a, struct unit_tree *tree);
/* Fills in what may be told of who took part.  Of a group with fewer than k people
 * it is not: "1 van 1" names somebody.  Such groups count with the first unit above
 * them where together they are k, so that nothing smaller follows from a difference
 * either; what never becomes k is in no number. */
void unit_tell(struct arena *a, struct unit_tree *tree, int64_t k);
/* Who could hand something in: members that have a card, once cards are made. */
int64_t unit_people(const struct unit *u);

/* "Ruimte / Vergunningen"; the organisation's own name stands alone. */
struct str unit_path(struct arena *a, const struct unit_tree *tree, size_t unit);

enum route unit_route(enum unit_kind kind);

#endif
