/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as the document of peil plan: refused, or a plan. */
#include "recompute_harness.h"

/* In more than this fit enough steps to search for minutes under a sanitizer. */
enum { SIZE_MOST = 400 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return size > SIZE_MOST ? 0 : recompute_try(plan_document, data, size, true);
}
