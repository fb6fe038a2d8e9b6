/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as the table of peil talk, by item and together: refused, or lines of
 * JSON. */
#include "recompute_harness.h"

static bool talk_together(struct arena *a, struct str text, const struct recompute_options *options,
			  struct out *o, struct err *e)
{
	const struct recompute_options together = { .k = options->k, .is_together = true };

	return talk_table(a, text, &together, o, e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return recompute_try(talk_table, data, size, false) |
	       recompute_try(talk_together, data, size, true);
}
