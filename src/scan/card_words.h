/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The words on cards, slips and beside a list of links: in the languages of the
 * round, whatever that of the page is.  Each promise is one that the pages of
 * the respondent keep (scan_privacy.html).
 */
#ifndef PEIL_SCAN_CARD_WORDS_H
#define PEIL_SCAN_CARD_WORDS_H

#include "scan/cards_view.h"

struct card_facts {
	struct arena *a;
	const struct round *round;
	const struct model *model;
	struct str site;
};

/* Fills in the words of a group whose names and numbers stand in it already. */
void card_words_make(const struct card_facts *f, const struct unit *u, struct card_group *g);
/* Returns how many there are. */
size_t card_mails_make(const struct card_facts *f, const struct unit_tree *tree,
		       struct card_mail ret[LANG_COUNT]);
/* The purpose in a line. */
struct str card_about(struct arena *a, struct str purpose);

#endif
