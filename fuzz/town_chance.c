/* SPDX-License-Identifier: EUPL-1.2 */
/* Randomness that is the same each time, and hashes of passwords that are quick. */
#include <sodium.h>
#include <stdatomic.h>

#include "town.h"

static _Atomic uint64_t state;

static uint64_t next(void)
{
	uint64_t z = atomic_fetch_add(&state, 0x9e3779b97f4a7c15ULL);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

static const char *name(void)
{
	return "fuzz";
}

static uint32_t draw(void)
{
	return (uint32_t)next();
}

static void fill(void *const to, const size_t n)
{
	uint8_t *p = to;

	for (size_t i = 0; i < n; i++)
		p[i] = (uint8_t)next();
}

static struct randombytes_implementation same = { .implementation_name = name, .random = draw, .buf = fill };

void chance_again(uint64_t seed)
{
	atomic_store(&state, seed);
	(void)randombytes_set_implementation(&same);
}

/* These stand before the library's own. */
int crypto_pwhash(unsigned char *const out, unsigned long long n, const char *const password,
		  unsigned long long password_n, const unsigned char *const salt,
		  unsigned long long passes, size_t memory, int algorithm)
{
	(void)passes, (void)memory;
	return crypto_pwhash_argon2id(out, n, password, password_n, salt, crypto_pwhash_OPSLIMIT_MIN,
				      crypto_pwhash_MEMLIMIT_MIN, algorithm);
}

int crypto_pwhash_str(char out[crypto_pwhash_STRBYTES], const char *const password,
		      unsigned long long password_n, unsigned long long passes, size_t memory)
{
	(void)passes, (void)memory;
	return crypto_pwhash_argon2id_str(out, password, password_n, crypto_pwhash_OPSLIMIT_MIN,
					  crypto_pwhash_MEMLIMIT_MIN);
}
