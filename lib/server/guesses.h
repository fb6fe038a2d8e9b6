/* SPDX-License-Identifier: EUPL-1.2 */
/* What addresses tried of codes, in memory; the rule stands in guess.h. */
#ifndef PEIL_SERVER_GUESSES_H
#define PEIL_SERVER_GUESSES_H

#include "http/http.h"
#include "server/rate.h"

struct guesses;

struct guesses *guesses_new(void);
void guesses_free(struct guesses *g);
/* May it be looked up?  Afterwards: was it right? */
bool guesses_may(struct guesses *g, const struct rate_limit *limit, const struct http_request *q,
		 struct str code);
void guesses_was(struct guesses *g, const struct rate_limit *limit, const struct http_request *q,
		 struct str code, bool is_right);

#endif
