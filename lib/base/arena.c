/* SPDX-License-Identifier: EUPL-1.2 */
/* Memory that is given back all at once. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif
#ifdef HAS_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n)		((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n)	((void)(p), (void)(n))
#endif

enum {
	ALIGN = 16,
	FIRST_BLOCK = 4 * 1024,		/* while a body is on its way; a page has a few more */
	LARGEST_STEP = 1024 * 1024,
};

struct block {
	struct block *older;
	size_t size, used;
	_Alignas(ALIGN) unsigned char bytes[];
};

struct arena {
	struct block *newest;
	size_t cap, used;
	bool is_over;
};

static struct block *block_new(struct block *older, size_t size)
{
	struct block *b = malloc(sizeof(*b) + size);

	must_have(b);
	*b = (struct block){ .older = older, .size = size };
	ASAN_POISON_MEMORY_REGION(b->bytes, size);
	return b;
}

static void block_free(struct block *b)
{
	ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->size);
	free(b);
}

struct arena *arena_new(size_t cap)
{
	struct arena *a = calloc(1, sizeof(*a));

	must_have(a);
	a->cap = cap;
	a->newest = block_new(NULL, FIRST_BLOCK);
	return a;
}

void arena_reset(struct arena *a)
{
	while (a->newest->older) {
		struct block *older = a->newest->older;

		block_free(a->newest);
		a->newest = older;
	}
	ASAN_UNPOISON_MEMORY_REGION(a->newest->bytes, a->newest->used);
	explicit_bzero(a->newest->bytes, a->newest->used);
	ASAN_POISON_MEMORY_REGION(a->newest->bytes, a->newest->size);
	a->newest->used = 0;
	a->used = 0;
	a->is_over = false;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	arena_reset(a);
	block_free(a->newest);
	free(a);
}

void arena_freep(struct arena **a)
{
	arena_free(*a);
}

void *arena_alloc(struct arena *a, size_t size)
{
	struct block *b = a->newest;
	size_t need;
	void *p;

	must(!__builtin_add_overflow(size, (size_t)ALIGN - 1, &need));
	need &= ~(size_t)(ALIGN - 1);
	if (need > b->size - b->used) {
		size_t step = b->size < LARGEST_STEP ? b->size * 2 : LARGEST_STEP;

		b = block_new(b, need > step ? need : step);
		a->newest = b;
	}
	p = b->bytes + b->used;
	b->used += need;
	a->used += need;
	if (a->used > a->cap)
		a->is_over = true;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	memset(p, 0, size);
	return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t total;

	must(!__builtin_mul_overflow(count, size, &total));
	return arena_alloc(a, total);
}

bool arena_overflowed(const struct arena *a)
{
	return a->is_over;
}

bool arena_would_overflow(const struct arena *a, size_t size)
{
	return a->is_over || size > a->cap || a->used > a->cap - size;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}
