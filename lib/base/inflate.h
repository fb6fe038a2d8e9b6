/* SPDX-License-Identifier: EUPL-1.2 */
/* The beginning of a packed file (RFC 1951), without unpacking the rest of it. */
#ifndef PEIL_BASE_INFLATE_H
#define PEIL_BASE_INFLATE_H

#include "base/str.h"

/* At most `size` bytes into ret; how many came out before the end, `size` or a fault.
 * *ret_whole: it ended, and all of it is there. */
size_t inflate_some(struct blob packed, uint8_t *ret, size_t size, bool *ret_whole);

#endif
