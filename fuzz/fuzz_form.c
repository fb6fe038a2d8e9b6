/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a form: refused, or fields that are text and within bounds. */
#include "base/must.h"
#include "base/utf8.h"
#include "http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1024 * 1024);
	const struct str text = { (const char *)data, size };
	const struct form_field *fields;
	size_t count, total = 0;
	struct str segment;
	struct err e = { 0 };

	if (form_parse(a, text, 64, &fields, &count, &e)) {
		must(count <= 64);
		for (size_t i = 0; i < count; i++) {
			must(utf8_text_ok(fields[i].name) && utf8_text_ok(fields[i].value));
			total += fields[i].name.n + fields[i].value.n;
		}
		must(total <= size);
	} else {
		must(e.kind == ERR_INPUT);
	}
	if (url_decode(a, text, &segment))
		must(utf8_text_ok(segment) && segment.n <= size);
	return 0;
}
