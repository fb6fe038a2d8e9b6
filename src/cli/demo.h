/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The example organisation: an invented municipality with two closed rounds, a
 * year apart, and one that is open.  Everything goes through the functions the
 * product itself uses, and the same seed gives the same answers and the same
 * codes every time.
 */
#ifndef PEIL_CLI_DEMO_H
#define PEIL_CLI_DEMO_H

#include "base/rng.h"
#include "domain/closing.h"

#define DEMO_ORGANISATION "Gemeente Waterrade"
#define DEMO_LOGIN "lead"
#define DEMO_PASSWORD "waterrade-oefenen"

enum { DEMO_CODES_SHOWN = 3 };

struct demo_codes {
	struct ticket_code shown[DEMO_CODES_SHOWN];	/* of the open round, unused */
};

/* Fills an empty database, in the caller's transaction. */
bool demo_fill(struct db *db, struct arena *a, struct err *e);

/* The codes that can be tried; the same for every filling. */
struct demo_codes demo_codes(void);

/* --- answers (demo_answers.c) ------------------------------------------------ */

/* One believable sheet for a member of this unit, handed in; so many years
 * before the present. */
void demo_answer(struct rng *r, const struct model *m, const struct unit *u, size_t unit_index,
		 int years, struct sheet *s, struct notes *n);

#endif
