/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Elimination of matrices of zeros and ones, modulo primes just below 2^61,
 * with which the disclosure attack decides questions about the rationals.
 *
 * Why that is exact: a minor of n rows of zeros and ones is at most
 * (n+1)^((n+1)/2) / 2^n (Hadamard).  A minor that is not zero is divisible by
 * fewer primes above 2^60 than its number of bits allows, so among
 * modular_primes_needed(n) primes enough give the same echelon form as the
 * rationals do, and a number that is zero modulo all of those is zero.
 */
#ifndef PEIL_DISCLOSURE_MODULAR_H
#define PEIL_DISCLOSURE_MODULAR_H

#include <stdint.h>

#include "base/arena.h"

enum { MODULAR_PRIMES = 27 };

/* A reduced row echelon form: `rank` rows of `columns` numbers below p. */
struct echelon {
	uint64_t p;
	size_t rank, columns;
	uint64_t *row;
	size_t *pivot;		/* per row its column, ascending */
};

uint64_t modular_prime(size_t i);
size_t modular_primes_needed(size_t n);		/* n <= 250 */
uint64_t modular_multiply(uint64_t x, uint64_t y, uint64_t p);
uint64_t modular_add(uint64_t x, uint64_t y, uint64_t p);

/* The matrix has rows x columns numbers, each 0 or 1. */
struct echelon echelon_of(struct arena *a, const uint8_t *matrix, size_t rows, size_t columns,
			  uint64_t p);

/* True if x comes before y by rank, then by pivots: the form over the
 * rationals is the first of all. */
bool echelon_is_better(const struct echelon *x, const struct echelon *y);
bool echelon_is_same_shape(const struct echelon *x, const struct echelon *y);

/* Whether the row v of zeros and ones is a combination of the rows. */
bool echelon_spans(const struct echelon *x, const uint8_t *v);

/* n / d = x modulo p with |n| and d below 2^30; false when there is none. */
bool modular_to_fraction(uint64_t x, uint64_t p, int64_t *ret_n, int64_t *ret_d);

#endif
