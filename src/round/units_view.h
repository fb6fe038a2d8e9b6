/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of groups shows. */
#ifndef PEIL_ROUND_UNITS_VIEW_H
#define PEIL_ROUND_UNITS_VIEW_H

#include "html/form.h"
#include "round/round.h"
#include "round/paste.h"

enum units_field {
	UNITS_FIELD_TEXT, UNITS_FIELD_ASKED, UNITS_FIELD_YES, UNITS_FIELD_BUTTON, UNITS_FIELD_CARDS,
};

struct units_view {
	const struct round *round;
	struct form *form;
	const struct paste *paste;	/* NULL: nothing was looked at yet */
	struct unit_tree tree;		/* as it is saved */
	const int64_t *noes;		/* keys of questions that were answered with no */
	size_t no_count;
	bool has_cards, is_open_for_change;
	int64_t sensitive_k;		/* people that sensitive questions need; 0: there are none */
};

/* Why a line of pasted groups was not taken, and what to do, translated. */
struct str paste_words(struct view *v, enum paste_problem problem);
/* What was understood of a row or column, or left out, and what to do about it. */
struct str paste_note_words(struct view *v, const struct paste_note *note);

/* The questions of one kind, in the form. */
bool paste_has(const struct paste *p, enum paste_ask ask);

#endif
