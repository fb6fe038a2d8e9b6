/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening, extending and closing a round: what is asked first. */
#ifndef PEIL_CLOSING_CONFIRM_VIEW_H
#define PEIL_CLOSING_CONFIRM_VIEW_H

#include "closing/outlook.h"
#include "html/form.h"
#include "round/round.h"
#include "round/unit.h"

/* A question before something that cannot be undone. */
struct confirm_view {
	const struct round *round;
	struct unit_tree tree;
	struct str closes;
	bool lacks_cards;		/* a group has fewer cards than members */
	int64_t answered, cards;	/* answered: as far as it may be told */
	bool is_partial;		/* a few people are not in it */
	struct str fault;
	const struct form *form;
	struct outlook outlook;		/* of closing */
};

#endif
