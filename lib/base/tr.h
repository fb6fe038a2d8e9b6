/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Translated text.  The source text of a message is Dutch, as people read it
 * on the screen; the en.po of each room holds the English.  tr() returns the text for a
 * language and never NULL: the build refuses a message without translation.
 *
 * tr(lang, "…")                 a whole sentence
 * tr_n(lang, n, "…", "…")       one and many, chosen by n
 * N_("…")                       marks a text that is translated later by tr()
 *
 * Values are filled in by tr_fill: %1 … %9 in the text stand for args[0] ….
 * This room holds the look-up; the table is compiled from every en.po at build time.
 */
#ifndef PEIL_BASE_TR_H
#define PEIL_BASE_TR_H

#include "base/clock.h"
#include "base/out.h"

#define N_(text) (text)

struct message {
	const char *source;		/* Dutch, the key; entries are sorted by it */
	const char *one, *many;		/* many is NULL without a plural */
};

extern const struct message tr_en[];	/* made by the catalogue compiler */
extern const size_t tr_en_count;

const char *tr(enum lang lang, const char *source);
const char *tr_n(enum lang lang, int64_t n, const char *one, const char *many);
struct str tr_fill(struct arena *a, const char *text, const struct str *args, size_t count);

#endif
