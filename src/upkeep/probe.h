/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What arrives at the server of a request that came by way of the proxy.  Only who can
 * read the database is told: the question carries a word made of the key of this
 * installation and of the minute, in the header X-Peil-Doctor.
 */
#ifndef PEIL_UPKEEP_PROBE_H
#define PEIL_UPKEEP_PROBE_H

#include <stdint.h>

#include "base/str.h"

#define PROBE_PATH "/healthz/proxy"
#define PROBE_HEADER "X-Peil-Doctor"

enum { PROBE_WORD_CHARS = 32 };

/* Of the minute that `now` is in. */
void probe_word(const uint8_t key[32], int64_t now, char ret[PROBE_WORD_CHARS + 1]);
/* Is it that of this minute, or of the one before or behind it? */
bool probe_is(const uint8_t key[32], int64_t now, struct str word);

#endif
