/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Randomness.  The global functions draw from the operating system through
 * libsodium; struct rng is a repeatable stream for the demo and for tests.
 */
#ifndef PEIL_BASE_RNG_H
#define PEIL_BASE_RNG_H

#include "base/str.h"

void rng_bytes(void *p, size_t n);
uint64_t rng_below(uint64_t bound);	/* 0..bound-1, unbiased; bound > 0 */

/* A new id: random, 1..2^52, so that JSON readers keep it exact. */
#define RNG_ID_MAX (INT64_C(1) << 52)
int64_t rng_id(void);

struct rng {
	uint64_t state;
};

uint64_t rng_next(struct rng *r);	/* splitmix64 */
uint64_t rng_next_below(struct rng *r, uint64_t bound);

/* Shuffles 0..n-1 into `order` with the operating system's randomness. */
void rng_permutation(uint64_t *order, size_t n);

#endif
