/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The right to what hangs on a round, as a type.  Whoever has a key has passed
 * a door: round_get for somebody of the organisation, or a ticket, a reply
 * link, a join code or the code of a fact check.  Every function behind the
 * door takes one, and its statement looks for the organisation and the round
 * together: a key with the wrong organisation reads and writes nothing.
 *
 * A key is made of a row of the store (round_key_row) and copied, never put
 * together of numbers; tools/layers refuses that in every other file.
 */
#ifndef PEIL_ROUND_ROUND_KEY_H
#define PEIL_ROUND_ROUND_KEY_H

#include "store/db.h"

struct round_key {
	int64_t organisation, id;
};

/* Of a row that has both in these columns. */
struct round_key round_key_row(const struct rows *rows, int organisation, int id);

#endif
