/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The front door may say how to try the program: of an example with people and
 * passwords that are nobody's.  Never in a server of an organisation: nobody else
 * calls home_offer.
 */
#ifndef PEIL_SCAN_HOME_H
#define PEIL_SCAN_HOME_H

#include "scan/sheet.h"

struct home_try {
	struct str organisation, login, password;
	struct str folder;		/* where the example is kept */
	/* A card that nobody answered with yet; ERR_ABSENT: they are used up. */
	bool (*card)(struct db *db, struct arena *a, struct ticket_code *ret, struct err *e);
};

/* Before the server starts; `offer` stays. */
void home_offer(const struct home_try *offer);

/* What its template shows; offer is NULL when nothing is offered, card empty when
 * there is none left. */
struct home_view {
	const struct home_try *offer;
	struct str card, card_shown;
};

#endif
