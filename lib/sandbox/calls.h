/* SPDX-License-Identifier: EUPL-1.2 */
/* What the program asks of the kernel, by stage: the lists of the filter. */
#ifndef PEIL_SANDBOX_CALLS_H
#define PEIL_SANDBOX_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sandbox/sandbox.h"

/* Allowed; with a mask only when (argument & mask) == value, of its low 32 bits.  Several
 * of one number: when one of them fits. */
struct call {
	int number;
	unsigned argument;
	uint32_t mask, value;
	bool is_own;		/* the value is this process's number */
};

/* Refused with EPERM.  What is told is counted too (refused.c).  All that stands in no
 * list gets ENOSYS, as from a kernel that does not know it: C libraries go on then. */
struct call_refused {
	int number;
	bool is_told;
	const char *name;
};

struct call_group {
	const struct call *calls;
	size_t count;
};

enum { CALL_GROUPS = 6 };

/* The groups of a stage; how many.  `is_widened`: also what sanitizers need. */
size_t calls_of(enum sandbox_stage stage, bool is_widened, struct call_group ret[CALL_GROUPS]);

extern const struct call_refused calls_refused[];
extern const size_t calls_refused_count;

/* Does this build have a sanitizer? */
bool calls_are_widened(void);

#endif
