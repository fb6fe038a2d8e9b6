/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The n-th step of what is done fails: an allocation of ours or of the engine, or a call that
 * writes files, of ours or of the engine.
 *
 * Our allocations are taken over by the linker (-Wl,--wrap, see tests/crash/meson.build), those
 * of the engine by its own configuration, and the calls because a program's own function of that
 * name comes before that of the C library, also for a library that calls it.  Counted are
 * calls about files below one folder.
 */
#ifndef PEIL_TEST_FAULT_H
#define PEIL_TEST_FAULT_H

#include <stdbool.h>

enum fault {
	FAULT_NONE,
	FAULT_OWN_MEMORY,
	FAULT_ENGINE_MEMORY,
	FAULT_FULL,		/* of what needs room: ENOSPC */
	FAULT_BROKEN,		/* of all that changes files: EIO */
};

/* Before anything uses the engine. */
void fault_begin(void);

/* The nth step from now fails, 1 is the first, and so many in all; nth 0: none does. */
void fault_arm(enum fault kind, const char *folder, long nth, long times);
/* Nothing fails any more.  How many steps there were. */
long fault_disarm(void);
/* Did one fail since it was armed? */
bool fault_is_hit(void);

#endif
