/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a line of peil figures: refused, or one line of JSON. */
#include "recompute_harness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return recompute_try(figures_line, data, size, true);
}
