/* SPDX-License-Identifier: EUPL-1.2 */
/* Which codings of a body a request takes.  Pure. */
#include "http/http.h"

bool http_coding_is_accepted(const struct http_request *q, const char *coding)
{
	struct str list = http_header_get(q, "Accept-Encoding");

	while (list.p) {
		struct str item = str_trim(str_split(list, ',', &list)), quality;
		struct str name = str_trim(str_split(item, ';', &quality));

		if (!str_is(name, coding))
			continue;
		quality = str_trim(quality);
		return !str_is(quality, "q=0") && !str_starts(quality, STR("q=0.0"));
	}
	return false;
}
