/* SPDX-License-Identifier: EUPL-1.2 */
/* Landlock as the kernel numbers it: the header of Debian 12 is older than its kernels,
 * and the C library has no functions for it. */
#ifndef PEIL_SANDBOX_LANDLOCK_H
#define PEIL_SANDBOX_LANDLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sandbox/sandbox.h"

#define FS(bit)		(UINT64_C(1) << (bit))

enum {
	FS_EXECUTE, FS_WRITE_FILE, FS_READ_FILE, FS_READ_DIR, FS_REMOVE_DIR, FS_REMOVE_FILE,
	FS_MAKE_CHAR, FS_MAKE_DIR, FS_MAKE_REG, FS_MAKE_SOCK, FS_MAKE_FIFO, FS_MAKE_BLOCK,
	FS_MAKE_SYM,
	FS_REFER,		/* version 2 */
	FS_TRUNCATE,		/* 3 */
	FS_IOCTL_DEV,		/* 5 */
	FS_COUNT,
};

#define NET_CONNECT_TCP		(UINT64_C(1) << 1)	/* version 4 */
#define SCOPE_ABSTRACT_UNIX	(UINT64_C(1) << 0)	/* 6 */
#define SCOPE_SIGNAL		(UINT64_C(1) << 1)	/* 6 */

/* struct landlock_ruleset_attr */
struct landlock_handles {
	uint64_t fs, net, scoped;
};

/* What is forbidden unless a rule allows it, as far as this version knows it, and how
 * many bytes of the struct it knows. */
size_t landlock_handles(int version, bool has_abstract_sockets, struct landlock_handles *ret);
/* What a rule for this allows; of a file only what a file can be asked. */
uint64_t landlock_rights(int version, enum sandbox_use use, bool is_folder);

/* Those that can fail say why in errno. */
int landlock_version(void);	/* of this kernel; -1 */
int landlock_begin(int version, bool has_abstract_sockets);	/* the rules, a descriptor; -1 */
/* A place that is not there, or may not be entered, is none: whoever opens it is told. */
bool landlock_allow(int rules, int version, const struct sandbox_place *place);
bool landlock_enter(int rules);	/* False: nothing is forbidden. */

#endif
