/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/rng.h"

#include <sodium.h>

#include "base/must.h"

void rng_bytes(void *p, size_t n)
{
	must(sodium_init() >= 0);
	randombytes_buf(p, n);
}

/* Draws below the largest multiple of the bound, so that each is as likely. */
uint64_t rng_below(uint64_t bound)
{
	uint64_t least = (0 - bound) % bound, x;

	do
		rng_bytes(&x, sizeof(x));
	while (x < least);
	return x % bound;
}

int64_t rng_id(void)
{
	return (int64_t)rng_below(1ULL << 52) + 1;
}

uint64_t rng_next(struct rng *r)
{
	uint64_t z = (r->state += 0x9e3779b97f4a7c15ULL);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

uint64_t rng_next_below(struct rng *r, uint64_t bound)
{
	uint64_t least = (0 - bound) % bound, x;

	do
		x = rng_next(r);
	while (x < least);
	return x % bound;
}

void rng_permutation(uint64_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t j = rng_below(i + 1);

		order[i] = order[j];
		order[j] = i;
	}
}
