/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The models of rounds that are open, read once.  Model and words of a round
 * are fixed when it opens, so an entry never changes; reading one takes longer
 * than all the rest of a respondent's request.
 *
 * At most MODEL_CACHE_MAX are kept, until the server stops; for rounds beyond
 * that the model is read per request.  Safe for all workers at once.
 */
#ifndef PEIL_ROUND_MODEL_CACHE_H
#define PEIL_ROUND_MODEL_CACHE_H

#include "round/round.h"

enum { MODEL_CACHE_MAX = 64 };

struct call;
struct model_cache;

/* The server's, as a service. */
struct model_cache *model_cache_of(const struct call *c);

/* *ret lives as long as `a`.  A round that is still being prepared is never
 * kept. */
bool model_cache_get(struct model_cache *m, struct db *db, struct arena *a,
		     const struct round *r, const struct model **ret, struct err *e);

#endif
