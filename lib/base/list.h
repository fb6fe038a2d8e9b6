/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A list that grows in an arena: one thing to hand out and to pass on, instead
 * of a pointer and a count.
 *
 *	struct finding_list { LIST_OF(struct finding); };
 *
 *	struct finding_list list = { 0 };
 *
 *	*LIST_ADD(a, &list) = (struct finding){ … };
 *	for (size_t i = 0; i < list.count; i++)
 *		use(&list.at[i]);
 *
 * { 0 } is an empty list, and `at` of one may be NULL.  Elements move when the
 * list grows: keep their numbers, not their addresses, until it is complete.
 * Room doubles and the arena keeps what was outgrown, so a list costs at most
 * four times its elements.  A list lives as long as its arena; it stops the
 * program rather than counting past the memory there can be (arena_array).
 */
#ifndef PEIL_BASE_LIST_H
#define PEIL_BASE_LIST_H

#include "base/arena.h"

#define LIST_OF(type)	type *at; size_t count, room

/* The address of one more element, zeroed.  `list` is named several times, so
 * it has no side effects; what is assigned does not add to the same list. */
#define LIST_ADD(a, list) \
	((list)->at = list_grow((a), (list)->at, (list)->count, &(list)->room, \
				sizeof(*(list)->at)), &(list)->at[(list)->count++])

/* For LIST_ADD: `at`, or a copy in more room when `count` fills *room. */
void *list_grow(struct arena *a, void *at, size_t count, size_t *room, size_t size);

#endif
