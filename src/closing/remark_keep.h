/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Free text after closing (method rule R6): apart from answers, in random
 * order, to be read by a person before it is shown.  Texts come together in
 * pieces of at least remark_people(k) participants, as answers do: each
 * stands at the lowest unit where so many wait together.
 */
#ifndef PEIL_CLOSING_REMARK_KEEP_H
#define PEIL_CLOSING_REMARK_KEEP_H

#include "round/round.h"
#include "round/unit.h"


/* Free text is read by a person before anybody else sees it. */
enum remark_state { REMARK_TO_READ, REMARK_SHOWN, REMARK_HIDDEN };

/* The round that closes; sheets[i] is how many of tree->units[i] itself were
 * handed in. */
struct remark_source {
	const struct round *round;
	const struct model *model;
	const struct unit_tree *tree;
	const int64_t *sheets;
};

/* Moves the texts of sheets that were handed in.  Of people who are too few
 * together even in the whole round the texts are not kept. */
bool remark_keep(struct db *db, struct arena *a, const struct remark_source *from,
		  struct err *e);

#endif
