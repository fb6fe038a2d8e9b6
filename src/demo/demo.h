/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The example organisation: an invented municipality half-way its year.  A
 * round of a year before, a round about which people are in conversation, and
 * one that is open to try cards on.
 *
 * Everything goes through the functions the product itself uses.  The same
 * seeds give the same answers, texts and cards every time; dates follow the
 * present day, so that the example never grows old.  Figures in texts are
 * filled in from the released counts (demo_counts.c): they cannot disagree
 * with the picture.
 */
#ifndef PEIL_DEMO_DEMO_H
#define PEIL_DEMO_DEMO_H

#include "base/err.h"
#include "scan/sheet.h"
#include "store/db.h"

#define DEMO_ORGANISATION "Gemeente Waterrade"
#define DEMO_LOGIN "lead"
#define DEMO_PASSWORD "waterrade-oefenen"

enum { DEMO_CODES_SHOWN = 3 };

struct demo_codes {
	struct ticket_code shown[DEMO_CODES_SHOWN];	/* of the open round, unused */
};

/* Fills an empty database, in the caller's transaction; it stands still in
 * time meanwhile (clock_fix), so no other thread may run. */
bool demo_fill(struct db *db, struct arena *a, struct err *e);

/* A card of the open round that nobody answered with yet; ERR_ABSENT: all are used. */
bool demo_card(struct db *db, struct arena *a, struct ticket_code *ret, struct err *e);

/* The codes that can be tried; the same for every filling. */
struct demo_codes demo_codes(void);

#endif
