/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Names as a reader takes them.  Two names that look the same are one to who
 * reads them, whatever their bytes: no name is compared with str_eq.
 */
#ifndef PEIL_BASE_ALIKE_H
#define PEIL_BASE_ALIKE_H

#include "base/arena.h"
#include "base/str.h"

/* How a name is kept: composed (NFC), one space between words whatever blank was
 * typed, and nothing that is not seen (zero width, soft hyphen, marks of
 * direction).  What joins emoji stays. */
struct str name_tidy(struct arena *a, struct str typed);

/* A name of a file: name_tidy, and nothing at all that is not seen, so that no part of it
 * seems to stand elsewhere: "rapport<U+202E>fdp.txt" reads as "rapporttxt.pdf". */
struct str name_of_file(struct arena *a, struct str typed);

/* The same for names that are one: capitals, accents and blanks as above. */
struct str name_key(struct arena *a, struct str name);
bool name_is(struct arena *a, struct str name, struct str other);

/* The same for names that may be one, since their letters look alike: Cyrillic а
 * and Latin a, l and 1 (Unicode Technical Standard 39).  Ask who typed them. */
struct str name_look(struct arena *a, struct str name);

#endif
