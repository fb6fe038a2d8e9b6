/* SPDX-License-Identifier: EUPL-1.2 */
/* Room for lists that grow. */
#include "base/list.h"

#include <string.h>

#include "base/must.h"

enum { FIRST_ROOM = 8 };

void *list_grow(struct arena *a, void *at, size_t count, size_t *room, size_t size)
{
	size_t more = FIRST_ROOM;
	void *bigger;

	if (count < *room)
		return at;
	must(*room == 0 || !__builtin_mul_overflow(*room, (size_t)2, &more));
	bigger = arena_array(a, more, size);
	if (count)
		memcpy(bigger, at, count * size);
	*room = more;
	return bigger;
}
