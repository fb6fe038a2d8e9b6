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
	struct str name;
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
/* Replaces the whole tree while preparing; cards made earlier are void. */
bool unit_tree_put(struct db *db, struct round_key round, const struct unit_tree *tree,
		   struct err *e);

/* Fills in what may be told of who took part.  Of a group with fewer than k people
 * it is not: "1 van 1" names somebody.  Such groups count with the first unit above
 * them where together they are k, so that nothing smaller follows from a difference
 * either; what never becomes k is in no number. */
void unit_tell(struct arena *a, struct unit_tree *tree, int64_t k);
/* Who could hand something in: members that have a card, once cards are made. */
int64_t unit_people(const struct unit *u);

/* "Ruimte / Vergunningen"; the organisation's own name stands alone. */
struct str unit_path(struct arena *a, const struct unit_tree *tree, size_t unit);

/* --- pasted rows (unit_paste.c): pure, fuzzed ------------------------------ */

enum paste_problem {
	PASTE_OK, PASTE_NO_NAME, PASTE_BAD_KIND, PASTE_BAD_SIZE, PASTE_TWICE,
	PASTE_TOO_DEEP, PASTE_TOO_LONG, PASTE_TOO_MANY, PASTE_NOT_LEAF, PASTE_NO_TAG,
};

struct paste_line {
	int line;			/* 1-based, in the pasted text */
	struct str text;		/* the line as it was typed */
	struct str path, name, kind, size;	/* its columns */
	enum paste_problem problem;	/* PASTE_OK: it became a leaf */
	bool can_never_reach_k;		/* size < k: a warning, not a fault */
};

struct paste {
	const struct paste_line *lines;
	size_t count, faults, warnings;
	struct unit_tree tree;		/* complete when faults == 0 */
};

/* Columns path; name; kind; size, by tab, semicolon or comma (found from the
 * first line), BOM and a header line allowed, quotes as spreadsheets write
 * them.  path is "Afdeling / Onderafdeling", may be empty.  kind: team,
 * leiding, or specialist:TAG (English words too); empty is team. */
void unit_paste(struct arena *a, struct str text, struct str root_name, int k, struct paste *ret);

enum route unit_route(enum unit_kind kind);

#endif
