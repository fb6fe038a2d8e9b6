/* SPDX-License-Identifier: EUPL-1.2 */
#include "server/guesses.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/must.h"
#include "base/out.h"

/* Keys of address and code.  Their tables are apart, because whoever guesses
 * fills the first: what the second knows stays. */
static const struct rate_limit once = { 1, 3600, "a wrong code of an address" };
static const struct rate_limit known = { 1, 30 * 24 * 3600, "a right code of an address" };

struct guesses {
	struct rate *misses, *hits;
};

struct guesses *guesses_new(void)
{
	struct guesses *g = calloc(1, sizeof(*g));

	must_have(g);
	g->misses = rate_new();
	g->hits = rate_new();
	return g;
}

void guesses_free(struct guesses *g)
{
	if (!g)
		return;
	rate_free(g->misses);
	rate_free(g->hits);
	free(g);
}

/* An address has at most 45 characters, so that the key is not cut. */
static struct str pair(const struct http_request *q, struct str code)
{
	struct out o = out_new(q->a, 400);

	out_str(&o, q->address);
	out_char(&o, ' ');
	out_str(&o, str_cut(code, 0, 60));
	return out_done(&o);
}

bool guesses_may(struct guesses *g, const struct rate_limit *limit, const struct http_request *q,
		 struct str code)
{
	int64_t now = clock_mono_ns();

	return code.n == 0 || rate_has(g->misses, limit, q->address, now) ||
	       !rate_has(g->hits, &known, pair(q, code), now);
}

void guesses_was(struct guesses *g, const struct rate_limit *limit, const struct http_request *q,
		 struct str code, bool is_right)
{
	int64_t now = clock_mono_ns();

	if (code.n == 0)
		return;
	if (is_right)
		rate_empty(g->hits, &known, pair(q, code), now);
	else if (rate_take(g->misses, &once, pair(q, code), now))
		(void)rate_take(g->misses, limit, q->address, now);
}
