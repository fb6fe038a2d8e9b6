/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the program forbids itself, so that whoever finds a hole in it has little more than
 * the program had: landlock says which files may be opened (Linux 5.13), a filter of calls
 * (seccomp) what may be asked of the kernel.  Neither can be undone, and who is started
 * later has both; so nothing is started any more.  docs/decisions/0021-sandbox.md.
 *
 * What the kernel cannot do is left out and said; the program goes on without.
 */
#ifndef PEIL_SANDBOX_SANDBOX_H
#define PEIL_SANDBOX_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What it has to do from here on.  Each is within those above it. */
enum sandbox_stage {
	SANDBOX_STARTING,		/* a server, until it listens */
	SANDBOX_SERVING,		/* threads, files, its connections; no other sockets */
	SANDBOX_COMPUTING,	/* memory, and what is open already */
};

enum sandbox_use {
	PLACE_READ,		/* files in it */
	PLACE_KEEP,		/* to read, write, make and remove plain files in it */
	PLACE_LISTEN,		/* to make and remove sockets in it */
};

/* A folder with all below it, or a file. */
struct sandbox_place {
	const char *path;
	enum sandbox_use use;
};

/* What holds of this process. */
struct sandbox_state {
	int landlock;		/* the kernel's version of it; 0: not on */
	bool has_filter;
	bool is_widened;	/* this build lets more through: sanitizers, coverage */
	char why[160];		/* what is not on, and why; empty: all is */
};

/* From the first thread on it is too late.  A place that is not there is none. */
struct sandbox_state sandbox_enter(enum sandbox_stage stage, const struct sandbox_place *places,
				   size_t count, bool has_abstract_sockets);
/* Fewer calls, for all threads; nothing when there is no filter yet. */
bool sandbox_narrow(enum sandbox_stage stage);

/* From any thread: what sandbox_enter returned; nothing before it. */
struct sandbox_state sandbox_state(void);

/* --- what was refused (refused.c) --------------------------------------------------- */

/* Calls that the program never makes, and somebody did. */
uint64_t sandbox_refused(void);
/* The name of the last one; NULL: none. */
const char *sandbox_refused_last(void);

/* --- what this kernel can --------------------------------------------------------------- */

/* Changes nothing.  Landlock's version, 0: it has none or may not be asked. */
int sandbox_landlock_here(void);
bool sandbox_filter_here(void);

#endif
