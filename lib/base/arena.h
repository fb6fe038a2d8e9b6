/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An arena hands out memory that is given back all at once: one per request,
 * one per command.
 *
 * arena_alloc never returns NULL.  An arena has a cap; past it memory is still
 * handed out but arena_overflowed() turns true and stays so until the reset.
 * Loops over data of unknown size must stop on it (rows_next does), and the
 * server answers 503 instead of what was being made.  A body limit bounds what
 * a single request can make us parse, so the overshoot is bounded too.  When
 * the machine itself has no memory left the program stops.
 *
 * What is given back is overwritten (wipe.h), and poisoned for AddressSanitizer.
 * An arena belongs to one thread at a time.
 */
#ifndef PEIL_BASE_ARENA_H
#define PEIL_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(size_t cap);
void arena_free(struct arena *a);
void arena_freep(struct arena **a);
void arena_reset(struct arena *a);	/* keeps the first block */

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull, malloc));
void *arena_array(struct arena *a, size_t count, size_t size) __attribute__((returns_nonnull, malloc));
#define ARENA_NEW(a, type)		((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, count)	((type *)arena_array((a), (count), sizeof(type)))

bool arena_overflowed(const struct arena *a);
size_t arena_used(const struct arena *a);
/* Takes so much it past its cap?  Then who can stop does not ask for it. */
bool arena_would_overflow(const struct arena *a, size_t size);

/* Runs f on the variable's address when it leaves its scope. */
#define SCOPED(f) __attribute__((cleanup(f)))

#endif
