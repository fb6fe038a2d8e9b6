/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as the document of peil plan: refused, or a plan. */
#include "cli/recompute.h"

#include "base/must.h"
#include "base/utf8.h"

/* In more than this fit enough steps to search for minutes under a sanitizer. */
enum { SIZE_MOST = 400 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPED(arena_freep) struct arena *a = arena_new((size_t)256 * 1024 * 1024);
	const struct recompute_options options = { .k = 5 };
	struct out o = out_new(a, (size_t)64 * 1024 * 1024);
	struct err e = { 0 };

	if (size > SIZE_MOST)
		return 0;
	if (plan_document(a, (struct str){ (const char *)data, size }, &options, &o, &e)) {
		must(utf8_ok(out_done(&o)));
		must(o.is_failed || (o.n > 2 && o.p[o.n - 1] == '\n'));
	} else {
		must(e.kind == ERR_INPUT || e.kind == ERR_LIMIT);
		must(e.text[0] != '\0');
	}
	return 0;
}
