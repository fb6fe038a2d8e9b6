/* SPDX-License-Identifier: EUPL-1.2 */
/* Token buckets against guessing. */
#include "server/rate.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "base/rng.h"

enum {
	RATE_BUCKETS = 8192,	/* 256 kB; enough for as many addresses at once */
	PROBES = 8,
	KEY_BYTES = 400,	/* an address and a login; what is longer is cut */
};

struct bucket {
	uint64_t key;		/* 0: free */
	double tokens;
	int64_t at;
};

struct rate {
	pthread_mutex_t lock;
	unsigned char secret[crypto_shorthash_KEYBYTES];
	struct bucket buckets[RATE_BUCKETS];
};

struct rate *rate_new(void)
{
	struct rate *r = calloc(1, sizeof(*r));

	must_have(r);
	must(pthread_mutex_init(&r->lock, NULL) == 0);
	rng_bytes(r->secret, sizeof(r->secret));
	return r;
}

void rate_free(struct rate *r)
{
	if (!r)
		return;
	pthread_mutex_destroy(&r->lock);
	free(r);
}

static uint64_t key_of(const struct rate *r, const struct rate_limit *limit, struct str key)
{
	unsigned char bytes[sizeof(limit) + KEY_BYTES], hash[crypto_shorthash_BYTES];
	uint64_t value;

	key = str_cut(key, 0, sizeof(bytes) - sizeof(limit));
	memcpy(bytes, &limit, sizeof(limit));
	if (key.n)
		memcpy(bytes + sizeof(limit), key.p, key.n);
	(void)crypto_shorthash(hash, bytes, sizeof(limit) + key.n, r->secret);
	memcpy(&value, hash, sizeof(value));
	return value ? value : 1;
}

/* The key's bucket, or the one of its neighbours that was used longest ago. */
static struct bucket *bucket_of(struct rate *r, uint64_t key)
{
	struct bucket *oldest = NULL;

	for (size_t i = 0; i < PROBES; i++) {
		struct bucket *b = &r->buckets[(key + i) % RATE_BUCKETS];

		if (b->key == key)
			return b;
		if (!oldest || b->at < oldest->at)
			oldest = b;
	}
	*oldest = (struct bucket){ 0 };
	return oldest;
}

/* The bucket of the key as it is now; under the lock. */
static struct bucket *filled(struct rate *r, const struct rate_limit *limit, uint64_t key, int64_t now)
{
	struct bucket *b = bucket_of(r, key);

	if (b->key != key)
		*b = (struct bucket){ .key = key, .tokens = limit->times };
	else
		b->tokens += (double)(now - b->at) / 1e9 * limit->times / limit->seconds;
	if (b->tokens > limit->times)
		b->tokens = limit->times;
	b->at = now;
	return b;
}

/* Adds tokens, or takes them when there are so many; were there? */
static bool change(struct rate *r, const struct rate_limit *limit, struct str key, int64_t now,
		   double tokens)
{
	uint64_t hashed = key_of(r, limit, key);
	struct bucket *b;
	bool is_allowed;

	must(pthread_mutex_lock(&r->lock) == 0);
	b = filled(r, limit, hashed, now);
	is_allowed = b->tokens + tokens >= 0;
	if (is_allowed)
		b->tokens += tokens;
	must(pthread_mutex_unlock(&r->lock) == 0);
	return is_allowed;
}

bool rate_take(struct rate *r, const struct rate_limit *limit, struct str key, int64_t now)
{
	return change(r, limit, key, now, -1);
}

void rate_give(struct rate *r, const struct rate_limit *limit, struct str key, int64_t now)
{
	(void)change(r, limit, key, now, 1);
}

/* A key that is asked about takes no bucket of another. */
bool rate_has(struct rate *r, const struct rate_limit *limit, struct str key, int64_t now)
{
	uint64_t hashed = key_of(r, limit, key);
	bool has = true;

	must(pthread_mutex_lock(&r->lock) == 0);
	for (size_t i = 0; i < PROBES; i++)
		if (r->buckets[(hashed + i) % RATE_BUCKETS].key == hashed)
			has = filled(r, limit, hashed, now)->tokens >= 1;
	must(pthread_mutex_unlock(&r->lock) == 0);
	return has;
}

void rate_empty(struct rate *r, const struct rate_limit *limit, struct str key, int64_t now)
{
	uint64_t hashed = key_of(r, limit, key);

	must(pthread_mutex_lock(&r->lock) == 0);
	filled(r, limit, hashed, now)->tokens = 0;
	must(pthread_mutex_unlock(&r->lock) == 0);
}
