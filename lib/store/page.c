/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bytes of a page that no row uses (https://sqlite.org/fileformat2.html, 1.6).
 * Where rows moved to another page, this one keeps what they said: SQLite
 * overwrites what is deleted, not what is moved.
 */
#include "store/page.h"

#include <string.h>

enum { INNER_INDEX = 2, INNER_TABLE = 5, LEAF_INDEX = 10, LEAF_TABLE = 13 };
enum { BLOCK_HEAD = 4, CELL_LEAST = 4 };

static size_t big_16(const uint8_t *p)
{
	return (size_t)p[0] << 8 | p[1];
}

static size_t head_of(uint8_t type)
{
	switch (type) {
	case INNER_INDEX:
	case INNER_TABLE:
		return 12;
	case LEAF_INDEX:
	case LEAF_TABLE:
		return 8;
	default:
		return 0;
	}
}

static bool clear(uint8_t *from, uint8_t *to)
{
	bool is_changed = false;

	for (uint8_t *p = from; p < to; p++) {
		is_changed |= *p != 0;
		*p = 0;
	}
	return is_changed;
}

/* All rows lie behind the gap? */
static bool cells_are_whole(const uint8_t *page, size_t usable, size_t head, size_t content)
{
	const size_t cells = big_16(page + 3);

	for (size_t i = 0; i < cells; i++) {
		size_t at = big_16(page + head + 2 * i);

		if (at < content || at + CELL_LEAST > usable)
			return false;
	}
	return true;
}

/* What was deleted among the rows is a chain of free blocks; with `clears` their bytes
 * are cleared. */
static bool blocks(uint8_t *page, size_t usable, size_t content, bool clears, bool *ret_changed)
{
	size_t least = content;

	for (size_t at = big_16(page + 1); at;) {
		size_t size;

		if (at < least || at + BLOCK_HEAD > usable)
			return false;
		size = big_16(page + at + 2);
		if (size < BLOCK_HEAD || at + size > usable)
			return false;
		if (clears)
			*ret_changed |= clear(page + at + BLOCK_HEAD, page + at + size);
		least = at + size;
		at = big_16(page + at);
	}
	return true;
}

enum page_state page_clear(uint8_t *page, size_t usable)
{
	const size_t head = head_of(page[0]);
	size_t content, from;
	bool is_changed = false;

	if (head == 0)
		return PAGE_OTHER;
	content = big_16(page + 5);
	if (content == 0)
		content = 65536;
	from = head + 2 * big_16(page + 3);
	if (from > content || content > usable || !cells_are_whole(page, usable, head, content) ||
	    !blocks(page, usable, content, false, &is_changed))
		return PAGE_BROKEN;
	is_changed = clear(page + from, page + content);
	(void)blocks(page, usable, content, true, &is_changed);
	return is_changed ? PAGE_CLEARED : PAGE_CLEAN;
}
