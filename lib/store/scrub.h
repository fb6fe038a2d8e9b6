/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Takes out of the file what no row uses any more, in pieces, so that others write
 * between two of them.  For lib/store only; docs/decisions/0020-scrubbing-in-place.md.
 */
#ifndef PEIL_STORE_SCRUB_H
#define PEIL_STORE_SCRUB_H

#include "store/db.h"

struct scrub;

/* SCRUB_LOG_IS_READ: all is done but emptying the log, which somebody reads. */
enum scrub_state { SCRUB_MORE, SCRUB_DONE, SCRUB_LOG_IS_READ, SCRUB_FAILED };

/* `db` writes; it is in no transaction, at each step. */
bool scrub_begin(struct db *db, struct scrub **ret, struct err *e);
enum scrub_state scrub_step(struct scrub *s, struct err *e);
void scrub_end(struct scrub *s);
void scrub_endp(struct scrub **s);

#endif
