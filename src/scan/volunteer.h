/* SPDX-License-Identifier: EUPL-1.2 */
/* People who offered to think along: a contact line, kept apart from every
 * answer, and nothing else. */
#ifndef PEIL_SCAN_VOLUNTEER_H
#define PEIL_SCAN_VOLUNTEER_H

#include "round/round_key.h"

enum { VOLUNTEERS_SHOWN_MAX = 200 };

struct volunteer_list { LIST_OF(struct str); };	/* contact lines */

/* VOLUNTEERS_SHOWN_MAX of them, in no order: the places of the rows are random. */
bool volunteer_list(struct db *db, struct arena *a, struct round_key round,
		    struct volunteer_list *ret, struct err *e);

#endif
