/* SPDX-License-Identifier: EUPL-1.2 */
/* An arena for each test of a file, or for all of them:
 *
 *	cmocka_unit_test_setup_teardown(NAME, scratch_begin, scratch_end)
 */
#ifndef PEIL_TESTS_PLAY_SCRATCH_H
#define PEIL_TESTS_PLAY_SCRATCH_H

#include "base/arena.h"

static struct arena *scratch;

static inline int scratch_begin(void **state)
{
	(void)state;
	scratch = arena_new(256 << 20);
	return 0;
}

static inline int scratch_end(void **state)
{
	(void)state;
	arena_free(scratch);
	return 0;
}

#endif
