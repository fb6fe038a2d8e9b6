/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * People who offered to think along: a contact line, kept apart from every
 * answer, and nothing else.
 *
 * While a round is open each ticket has one slot of fixed size, laid at opening
 * in a random order under a hash of its own.  So one card is at most one line,
 * offering again changes that line, and neither the place of a row nor its size
 * says who came first.  At closing the lines become the round's list, in random
 * order, and the slots with their hashes are destroyed.
 */
#ifndef PEIL_SCAN_VOLUNTEER_H
#define PEIL_SCAN_VOLUNTEER_H

#include "round/round_key.h"
#include "scan/sheet.h"
#include "store/db.h"

enum {
	VOLUNTEERS_SHOWN_MAX = 200,
	CONTACT_CHARS_MAX = 150,
	OFFER_BYTES = 4 * CONTACT_CHARS_MAX,	/* all of it emoji */
};

struct volunteer_list { LIST_OF(struct str); };	/* contact lines */

/* Overwrites the slot of this ticket; empty takes the offer back.  ERR_TOO_LARGE;
 * ERR_ABSENT: the round was opened before there were slots. */
bool offer_put(struct db *db, struct ticket_code code, struct str contact, struct err *e);

/* At closing: offers to the list, slots destroyed. */
bool offers_keep(struct db *db, struct arena *a, struct round_key round, struct err *e);

/* One line more in the list of a round. */
bool volunteer_add(struct db *db, struct round_key round, struct str contact, struct err *e);

/* VOLUNTEERS_SHOWN_MAX of them, in no order: the places of the rows are random. */
bool volunteer_list(struct db *db, struct arena *a, struct round_key round,
		    struct volunteer_list *ret, struct err *e);

#endif
