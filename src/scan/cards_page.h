/* SPDX-License-Identifier: EUPL-1.2 */
/* What the forms of the page of cards share. */
#ifndef PEIL_SCAN_CARDS_PAGE_H
#define PEIL_SCAN_CARDS_PAGE_H

#include "scan/cards_send.h"
#include "scan/cards_view.h"
#include "scan/spare.h"
#include "server/form.h"

/* The round, its groups, and while it is open the forms of spare cards, empty. */
bool cards_begin(struct call *c, struct round *r, struct cards_view *m, struct err *e);

#endif
