/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a form with files: the first line is its Content-Type.  Refused,
 * or parts within bounds: texts that are text, files that lie in the body. */
#include "base/must.h"
#include "base/utf8.h"
#include "http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPED(arena_freep) struct arena *a = arena_new(1024 * 1024);
	const struct str input = { (const char *)data, size };
	struct str body, type = str_split(input, '\n', &body);
	const struct form_field *fields;
	size_t count, total = 0;
	struct err e = { 0 };

	if (!multipart_parse(a, &(struct multipart){ type, body, 16 }, &fields, &count, &e)) {
		must(e.kind == ERR_INPUT);
		return 0;
	}
	must(count <= 16);
	for (size_t i = 0; i < count; i++) {
		const struct form_field *f = &fields[i];

		must(f->name.n > 0 && utf8_text_ok(f->name));
		must(f->is_file || f->file_name.n == 0);
		must(f->is_file ? utf8_text_ok(f->file_name) : utf8_text_ok(f->value));
		if (f->is_file)
			must(f->value.p >= body.p && f->value.p + f->value.n <= body.p + body.n);
		total += f->name.n + f->value.n + f->file_name.n;
	}
	must(total <= size);
	return 0;
}
