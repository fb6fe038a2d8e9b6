/* SPDX-License-Identifier: EUPL-1.2 */
/* One value out of a Cookie header.  Pure. */
#include "http/http.h"

struct str cookie_find(struct str header, struct str name)
{
	while (header.n) {
		struct str pair = str_trim(str_split(header, ';', &header));
		struct str value, found = str_split(pair, '=', &value);

		if (value.p && str_eq(found, name))
			return value;
	}
	return (struct str){ NULL, 0 };
}
