/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of cards show. */
#ifndef PEIL_SCAN_CARDS_VIEW_H
#define PEIL_SCAN_CARDS_VIEW_H

#include "html/form.h"
#include "round/round.h"
#include "round/unit.h"

enum { SLIP_STEPS_MAX = 5 };

struct card {
	struct str code;
	struct markup qr;
	bool is_spare;
};

/* What stands on the cards of a group, and on its slip, in one language. */
struct card_words {
	const char *lang;
	struct str how, what, keep, spare;
	struct str slip, count, steps[SLIP_STEPS_MAX];
	size_t step_count;
};

struct card_group {
	struct str name, above;		/* above: "Ruimte / Wijken"; may be empty */
	const struct card *cards;
	size_t count, spare;		/* spare ones stand last */
	struct card_words words[LANG_COUNT];	/* of the languages of the round */
	size_t word_count;
};

/* Beside a list of links, to send along. */
struct card_mail {
	const char *lang;
	struct str text;
};

enum cards_field {
	CARDS_FIELD_UNIT, CARDS_FIELD_SPARE, CARDS_FIELD_FORM, CARDS_FIELD_TREE, CARDS_FIELD_MADE,
};
enum spare_field { SPARE_FIELD_UNIT, SPARE_FIELD_COUNT, SPARE_FIELD_FORM };
enum replace_field { REPLACE_FIELD_CODE, REPLACE_FIELD_FORM };

struct cards_view {
	const struct round *round;
	struct unit_tree tree;
	bool is_preparing, is_open;
	bool is_sent;			/* the ticks stay as they were */
	struct str fault;
	const int64_t *ticked;		/* ids of units */
	size_t ticked_count;
	struct form *form;		/* while preparing */
	struct form *spare, *replace;	/* while open */
	int64_t left;			/* spare cards that can still be made */
	struct card_mail mails[LANG_COUNT];
	size_t mail_count;
};

struct card_sheet_view {
	const struct round *round;
	struct str site, about;
	const struct card_group *groups;
	size_t group_count, count;
	bool is_late;			/* made while the round is open: they cannot be made again */
};

/* The ticks that were sent; at first every group without cards. */
bool card_is_ticked(const struct cards_view *m, const struct unit *u);

#endif
