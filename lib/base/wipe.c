/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/wipe.h"

#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { NEAR_BYTES = 16 * 1024 };	/* below us, up to a whole page and more */

#ifdef WIPE_FREED

/* The C library's own, under the name that it keeps for who replaces free. */
extern void real_free(void *p) __asm__("__libc_free");

#define EVERYWHERE __attribute__((visibility("default"), used))

EVERYWHERE void free(void *p)
{
	if (!p)
		return;
	explicit_bzero(p, malloc_usable_size(p));
	real_free(p);
}

/* Never in place when it grows: the C library would leave the old bytes behind. */
EVERYWHERE void *realloc(void *p, size_t size)
{
	size_t old = p ? malloc_usable_size(p) : 0;
	void *moved;

	if (p && size == 0) {
		free(p);
		return NULL;
	}
	if (p && size <= old && size >= old / 2)
		return p;
	moved = malloc(size);
	if (moved && p) {
		memcpy(moved, p, old < size ? old : size);
		free(p);
	}
	return moved;
}

bool wipe_is_on(void)
{
	return true;
}

#else

bool wipe_is_on(void)
{
	return false;
}

#endif

/* Pages that are given back to the system come again empty, and cost no memory. */
static void give_back_below(uintptr_t at)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	pthread_attr_t attr;
	size_t size;
	void *stack;

	if (pthread_getattr_np(pthread_self(), &attr) != 0)
		return;
	if (pthread_attr_getstack(&attr, &stack, &size) == 0) {
		uintptr_t low = ((uintptr_t)stack + page - 1) & ~(page - 1);

		at &= ~(page - 1);
		if (at > low)
			(void)madvise(stack, at - low, MADV_DONTNEED);
	}
	(void)pthread_attr_destroy(&attr);
}

__attribute__((noinline)) void wipe_stack(void)
{
	unsigned char near[NEAR_BYTES];

	explicit_bzero(near, sizeof(near));
	give_back_below((uintptr_t)near - NEAR_BYTES / 4);
}
