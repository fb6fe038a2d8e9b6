/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as the input of a command that recomputes: it is refused with
 * words, or answered with text. */
#ifndef PEIL_FUZZ_RECOMPUTE_HARNESS_H
#define PEIL_FUZZ_RECOMPUTE_HARNESS_H

#include "base/must.h"
#include "base/utf8.h"
#include "recompute/recompute.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef bool recompute_fn(struct arena *a, struct str text, const struct recompute_options *options,
			  struct out *o, struct err *e);

/* ends_line: an answer is one line or more, never empty. */
static inline int recompute_try(recompute_fn *fn, const uint8_t *data, size_t size, bool ends_line)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)256 * 1024 * 1024);
	const struct recompute_options options = { .k = 5 };
	struct out o = out_new(a, (size_t)64 * 1024 * 1024);
	struct err e = { 0 };

	if (fn(a, (struct str){ (const char *)data, size }, &options, &o, &e)) {
		must(utf8_ok(out_done(&o)));
		must(!ends_line || o.is_failed || (o.n > 2 && o.p[o.n - 1] == '\n'));
	} else {
		must(e.kind == ERR_INPUT || e.kind == ERR_LIMIT);
		must(e.text[0] != '\0');
	}
	return 0;
}

#endif
