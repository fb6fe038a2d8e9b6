/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of groups shows. */
#ifndef PEIL_ROUND_UNITS_VIEW_H
#define PEIL_ROUND_UNITS_VIEW_H

#include "html/form.h"
#include "round/round.h"
#include "round/unit.h"

enum units_field { UNITS_FIELD_TEXT, UNITS_FIELD_BUTTON, UNITS_FIELD_CARDS };

struct units_view {
	const struct round *round;
	struct form *form;
	const struct paste *paste;	/* NULL: nothing was looked at yet */
	struct unit_tree tree;		/* as it is saved */
	bool has_cards, is_open_for_change;
	int64_t sensitive_k;		/* people that sensitive questions need; 0: there are none */
};

/* Why a line of pasted groups was not taken, and what to do, translated. */
struct str paste_words(struct view *v, enum paste_problem problem);

#endif
