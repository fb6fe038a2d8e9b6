/* SPDX-License-Identifier: EUPL-1.2 */
/* What holds for a process is tried in a child of the test.  There `check` is the assert:
 * it says the place and ends the child, and with it the test fails. */
#ifndef PEIL_TESTS_SANDBOX_CHILD_H
#define PEIL_TESTS_SANDBOX_CHILD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define check(is) \
	do { \
		if (!(is)) { \
			int failed_ = errno; \
			char line_[300]; \
			int n_ = snprintf(line_, sizeof(line_), "%s:%d: not so: %s (%s)\n", __FILE__, __LINE__, \
					  #is, strerror(failed_)); \
			(void)!write(STDERR_FILENO, line_, (size_t)n_); \
			_exit(1); \
		} \
	} while (0)

/* How it ended, as waitpid says it. */
static inline int child_ends(void (*run)(void))
{
	pid_t child = fork();
	int how = -1;

	if (child == 0) {
		run();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &how, 0), child);
	return how;
}

static inline void in_child(void (*run)(void))
{
	int how = child_ends(run);

	if (!WIFEXITED(how) || WEXITSTATUS(how) != 0)
		fail_msg("the child ended with %#x", (unsigned)how);
}

#endif
