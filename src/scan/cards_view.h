/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of cards show. */
#ifndef PEIL_SCAN_CARDS_VIEW_H
#define PEIL_SCAN_CARDS_VIEW_H

#include "html/form.h"
#include "round/round.h"
#include "round/unit.h"

struct card {
	struct str group, code;
	struct markup qr;
};

struct cards_view {
	const struct round *round;
	struct unit_tree tree;
	struct form *form;
	bool is_preparing;
	bool is_sent;			/* the ticks stay as they were */
	struct str fault;
	const int64_t *ticked;		/* ids of units */
	size_t ticked_count;
};

struct card_sheet_view {
	const struct round *round;
	struct str site, closes;
	const struct card *cards;
	size_t count;
};

/* The ticks that were sent; at first every group without cards. */
bool card_is_ticked(const struct cards_view *m, const struct unit *u);

#endif
