/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as the document of peil pieces --attack: refused, or verdicts. */
#include "recompute_harness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return recompute_try(attack_document, data, size, false);
}
