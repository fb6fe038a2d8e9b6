/* SPDX-License-Identifier: EUPL-1.2 */
/* What every page of a round shares with the others of its lead. */
#ifndef PEIL_ROUND_LEAD_H
#define PEIL_ROUND_LEAD_H

#include "round/round.h"

struct call;
struct menu_area;

/* The areas of its menu; a page says in which it stands. */
extern const struct menu_area menu_prepare, menu_picture, menu_talk;

/* A round of this person's organisation; sets up the menu.  ERR_TOO_EARLY or
 * ERR_CONFLICT in a stage that the page does not name; ERR_STAGE when it is in
 * such a stage by the time that something is written. */
bool lead_round(struct call *c, int64_t round, struct round *ret, struct err *e);
struct str lead_closes(struct call *c, const struct round *r);	/* "vrijdag 27 november, 17.00 uur" */

#endif
