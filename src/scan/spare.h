/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Spare cards: for who lost a card, or was forgotten.  They do not make a group
 * larger: sheet_put takes in no more sheets of a group than it has members.
 *
 * Once a round is open no row may be added: it would lie behind all others and
 * say which sheet is that of a spare card.  So opening lays slots in reserve,
 * among the others, and a spare card takes over three of them, each drawn by
 * itself.  Replacing a card that was not used gives its slots another code.
 * The indexes are made anew with it: else places in them tell which codes came
 * later.  Afterwards the caller scrubs the file (writer_scrub), which takes out what the
 * old ones were.  docs/decisions/0015.
 */
#ifndef PEIL_SCAN_SPARE_H
#define PEIL_SCAN_SPARE_H

#include "scan/sheet.h"

enum { SPARE_EACH_MAX = 20 };	/* made for one group at a time */

/* How many slots a round with so many cards has in reserve. */
int64_t spare_reserve(int64_t cards);
/* How many are left. */
bool spare_left(struct db *db, struct round_key round, int64_t *ret, struct err *e);

/* Of an open round; ERR_CONFLICT when it is not open or not so many are left. */
bool spare_issue(struct db *db, struct round_key round, int64_t unit,
		 const struct ticket_code *codes, size_t count, struct err *e);

/* Gives what belongs to the code `old` the code `fresh`; *ret_unit is its group.
 * ERR_ABSENT: no card of this round; ERR_CONFLICT: it is used, or the round is
 * not open. */
bool spare_replace(struct db *db, struct arena *a, struct round_key round,
		   const struct ticket_code *old, const struct ticket_code *fresh,
		   int64_t *ret_unit, struct err *e);

#endif
