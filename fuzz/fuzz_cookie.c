/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a Cookie header: what is found lies within it. */
#include "base/must.h"
#include "http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str header = { (const char *)data, size };
	struct str value = cookie_find(header, STR("peil"));

	if (value.p)
		must(value.p >= header.p && value.p + value.n <= header.p + header.n);
	return 0;
}
