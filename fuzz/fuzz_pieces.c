/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as the document of peil pieces: refused, or lines of JSON. */
#include "recompute_harness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return recompute_try(pieces_document, data, size, false);
}
