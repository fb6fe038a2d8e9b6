/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cards exist only in the answer to the form that makes them; what is stored is
 * the hash of their codes.  So the sheet to print and the list of links are two
 * ways of the same step, and the answer is made whole before anything is
 * written: codes that nobody can be shown void no cards.
 */
#ifndef PEIL_SCAN_CARDS_SEND_H
#define PEIL_SCAN_CARDS_SEND_H

#include "account/save.h"
#include "round/export.h"
#include "scan/sheet.h"

struct card_lot {
	size_t unit;			/* in the tree */
	size_t count, spare;		/* cards; how many of them are spare */
	struct ticket_code *codes;	/* `count` of them, made by card_lot_add */
};

struct card_batch {
	const struct round *round;
	const struct unit_tree *tree;
	LIST_OF(struct card_lot);
	size_t total;
	enum cards_form form;
	enum csv_form list;		/* of a list */
	bool is_late;			/* while the round is open: the file is scrubbed */
	/* What writes it: a form that somebody else may have sent meanwhile, or a
	 * function that gets the batch. */
	struct save *save;
	write_fn write;
	void *more;			/* what it needs besides */
};

void card_lot_add(struct arena *a, struct card_batch *b, size_t unit, size_t count, size_t spare);
/* Nothing is sent, and nothing written, when the form must be shown: save->show. */
bool cards_send(struct call *c, struct card_batch *b, struct err *e);

#endif
