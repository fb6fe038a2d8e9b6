/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/squeeze.h"

#include <libdeflate.h>

#include "base/must.h"

/* The library's own type, under our name. */
static struct libdeflate_compressor *own(struct squeezer *s)
{
	return (struct libdeflate_compressor *)s;
}

struct squeezer *squeezer_new(int level)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);

	must_have(c);
	return (struct squeezer *)c;
}

void squeezer_free(struct squeezer *s)
{
	libdeflate_free_compressor(own(s));
}

void squeezer_freep(struct squeezer **s)
{
	squeezer_free(*s);
}

size_t squeeze_gzip_room(struct squeezer *s, size_t n)
{
	return libdeflate_gzip_compress_bound(own(s), n);
}

size_t squeeze_gzip(struct squeezer *s, struct str from, char *to, size_t room)
{
	return libdeflate_gzip_compress(own(s), from.p, from.n, to, room);
}

size_t squeeze(struct squeezer *s, struct blob from, uint8_t *to, size_t room)
{
	return libdeflate_deflate_compress(own(s), from.p, from.n, to, room);
}

bool unsqueeze(struct blob from, uint8_t *to, size_t n)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	enum libdeflate_result result;
	size_t taken, out = 0;

	must_have(d);
	result = libdeflate_deflate_decompress_ex(d, from.p, from.n, to, n, &taken, &out);
	libdeflate_free_decompressor(d);
	return result == LIBDEFLATE_SUCCESS && out == n;
}
