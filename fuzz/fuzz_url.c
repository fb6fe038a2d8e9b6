/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a path segment: refused, or text no longer than it was. */
#include "base/must.h"
#include "base/utf8.h"
#include "http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1024 * 1024);
	struct str segment;

	if (url_decode(a, (struct str){ (const char *)data, size }, &segment))
		must(utf8_text_ok(segment) && segment.n <= size);
	return 0;
}
