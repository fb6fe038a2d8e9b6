/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/inflate.h"

#include <limits.h>
#define ZLIB_CONST
#include <zlib.h>

#include "base/must.h"

enum { RAW = -MAX_WBITS };

size_t inflate_some(struct blob packed, uint8_t *ret, size_t size, bool *ret_whole)
{
	z_stream s = { .next_in = packed.p, .next_out = ret, .avail_out = (uInt)size };

	must(packed.n <= UINT_MAX && size <= UINT_MAX);
	s.avail_in = (uInt)packed.n;
	must(inflateInit2(&s, RAW) == Z_OK);
	*ret_whole = inflate(&s, Z_SYNC_FLUSH) == Z_STREAM_END;
	(void)inflateEnd(&s);
	return size - s.avail_out;
}
