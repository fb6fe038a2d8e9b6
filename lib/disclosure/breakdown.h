/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One line per question (rule R3).  A break-down divides people in another way
 * than the groups do: by function, by how long they have worked here.  Beside
 * the figures of the groups it may be published for a question only if it cuts
 * no piece into parts below k, together with the break-downs that are published
 * for that question already.  Otherwise somebody chooses per question: by group
 * or by this break-down, not both.
 *
 * Protects: all that is published of a question is a sum of classes (a piece
 * and a part of each break-down) of at least k people, so the theorem of the
 * pieces holds.  Tables of different questions share no counts; that somebody
 * gives the same answer to two questions is not covered.
 */
#ifndef PEIL_DISCLOSURE_BREAKDOWN_H
#define PEIL_DISCLOSURE_BREAKDOWN_H

#include "base/arena.h"
#include "method/method.h"

enum { BREAKDOWNS_MAX = 6, BREAKDOWN_CELLS_MAX = 10 * 1000 };

/* Who got the question: so many people in one piece and one part of each
 * break-down. */
struct breakdown_cell {
	size_t piece;			/* NODE_NONE: not counted, plays no part */
	size_t part[BREAKDOWNS_MAX];
	int64_t people;			/* 0..10^9 */
};

struct breakdown_question {
	const struct breakdown_cell *cell;
	size_t cells;			/* up to BREAKDOWN_CELLS_MAX */
	size_t breakdowns;		/* up to BREAKDOWNS_MAX */
	int64_t k;
};

/* A class of people that would become visible. */
struct breakdown_class {
	int64_t people;
	size_t piece;			/* NODE_NONE when pieces are not looked at */
	size_t cell;			/* one of its cells, for the parts */
};

/*
 * Whether the break-downs in `set` (a bit each) may be published together:
 * beside the figures of the pieces, or instead of them with figures of the
 * whole only.  When not, *ret_smallest is the smallest class below k.  A piece
 * in which fewer than k people got the question has no figures and is left out.
 */
enum breakdown_beside { BREAKDOWN_BESIDE_PIECES, BREAKDOWN_INSTEAD };
bool breakdown_may(struct arena *a, const struct breakdown_question *q, unsigned set,
		   enum breakdown_beside beside, struct breakdown_class *ret_smallest);

struct breakdown_verdict {
	bool is_published;		/* beside the groups */
	unsigned with;			/* else: those that were published already */
	struct breakdown_class smallest;	/* and what they would show together */
	bool may_instead;		/* by this break-down alone, not by group */
};

/* In the order given each break-down is published that may be beside those
 * before it; `ret` has a verdict for each. */
void breakdown_choose(struct arena *a, const struct breakdown_question *q,
		      struct breakdown_verdict *ret);

#endif
