/* SPDX-License-Identifier: EUPL-1.2 */
#include "server/guess.h"

#include "server/guesses.h"
#include "server/web.h"

/* 100 a second of one address, and 6,000 at once: no office has so many links. */
const struct rate_limit guess_codes = { 6000, 60, "different wrong codes of an address" };

bool guess_may(struct call *c, const struct rate_limit *limit, struct str code, struct err *e)
{
	return call_names(c, limit, e) &&
	       (guesses_may(c->web->guesses, limit, c->q, code) ||
		err_set(e, ERR_RATE, "%s", limit->of));
}

void guess_was(struct call *c, const struct rate_limit *limit, struct str code, bool is_right)
{
	guesses_was(c->web->guesses, limit, c->q, code, is_right);
}
