/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a file: the first line is its name.  Whatever comes out, a
 * download's header stays one line of plain characters. */
#include <string.h>

#include "base/must.h"
#include "finding/evidence.h"
#include "base/inflate.h"
#include "http/http.h"

enum { UNPACKED = 100000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const endings[] = { "x.pdf", "x.odt", "x.ods", "x.docx", "x.xlsx",
					       "x.png", "x.jpg", "x.csv", "x.txt" };
	SCOPED(arena_freep) struct arena *a = arena_new(1024 * 1024);
	const struct str input = { (const char *)data, size };
	struct str bytes, name = str_split(input, '\n', &bytes), header;
	const struct blob b = { (const uint8_t *)bytes.p, bytes.n };

	uint8_t *room = arena_alloc(a, UNPACKED);
	bool is_whole = false;

	must(evidence_type_of(name, b) < EVIDENCE_TYPES);
	for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
		struct evidence_is is = evidence_look(str_from(endings[i]), b);

		must((is.type == EVIDENCE_UNKNOWN) == (is.why != EVIDENCE_IS_FINE));
	}
	must(inflate_some(b, room, UNPACKED, &is_whole) <= UNPACKED);
	header = http_attachment(a, str_cut(name, 0, 480));
	for (size_t i = 0; i < header.n; i++)
		must(header.p[i] >= ' ' && header.p[i] < 0x7f);
	must(str_starts(header, STR("attachment; ")));
	return 0;
}
