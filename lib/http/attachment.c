/* SPDX-License-Identifier: EUPL-1.2 */
/* The header that makes an answer a download. */
#include "base/alike.h"
#include "base/out.h"
#include "http/http.h"

static bool is_plain(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '-' || c == '_' || c == '.';
}

struct str http_attachment(struct arena *a, struct str typed)
{
	struct str name = name_of_file(a, typed);
	struct out o = out_new(a, 4 * name.n + 100);	/* a byte plain, and as %xx */

	out_c(&o, "attachment; filename=\"");
	for (size_t i = 0; i < name.n; i++)
		out_char(&o, is_plain((unsigned char)name.p[i]) ? name.p[i] : '_');
	out_c(&o, "\"; filename*=UTF-8''");
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];

		if (is_plain(c)) {
			out_char(&o, (char)c);
		} else {
			out_char(&o, '%');
			out_hex(&o, (struct blob){ &c, 1 });
		}
	}
	return out_done(&o);
}
