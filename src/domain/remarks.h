/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Free text after closing (method rule R6): apart from answers, in random
 * order, at the lowest unit with REMARK_PARTICIPANTS_MIN participants, to be
 * read by a person before it is shown.
 */
#ifndef PEIL_DOMAIN_REMARKS_H
#define PEIL_DOMAIN_REMARKS_H

#include "domain/closing.h"

/* Moves the texts of sheets that were handed in; sheets[i] is how many of
 * tree->units[i] itself were.  Where not even the whole round has enough
 * participants the texts are not kept. */
bool remarks_keep(struct db *db, struct arena *a, const struct round *r, const struct model *m,
		  const struct unit_tree *tree, const int64_t *sheets, struct err *e);

#endif
