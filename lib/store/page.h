/* SPDX-License-Identifier: EUPL-1.2 */
/* A page of SQLite's file, as bytes; for lib/store only.  Pure. */
#ifndef PEIL_STORE_PAGE_H
#define PEIL_STORE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum page_state {
	PAGE_OTHER,		/* holds no rows: a piece of a long value, or free */
	PAGE_CLEAN,
	PAGE_CLEARED,		/* bytes that no row uses were not zero, and are now */
	PAGE_BROKEN,		/* says what cannot be; untouched */
};

/* Of a page that is not the first; `usable` bytes of it are SQLite's. */
enum page_state page_clear(uint8_t *page, size_t usable);

#endif
