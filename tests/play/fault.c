/* SPDX-License-Identifier: EUPL-1.2 */
/* The names without and with 64 are functions of their own here: the C library's both. */
#undef _FILE_OFFSET_BITS
#include "fault.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static _Atomic int armed;	/* enum fault */
static _Atomic long steps, due, lasting;
static _Atomic bool hit;
static char below[256];

/* --- counting ------------------------------------------------------------------------ */

static bool is_due(void)
{
	long n = atomic_fetch_add(&steps, 1) + 1, at = atomic_load(&due);

	if (at == 0 || n < at || n - at >= atomic_load(&lasting))
		return false;
	atomic_store(&hit, true);
	return true;
}

void fault_arm(enum fault kind, const char *folder, long nth, long times)
{
	(void)snprintf(below, sizeof(below), "%s/", folder);
	atomic_store(&steps, 0);
	atomic_store(&due, nth);
	atomic_store(&lasting, times);
	atomic_store(&hit, false);
	atomic_store(&armed, (int)kind);
}

long fault_disarm(void)
{
	atomic_store(&armed, FAULT_NONE);
	return atomic_load(&steps);
}

bool fault_is_hit(void)
{
	return atomic_load(&hit);
}

/* --- memory ---------------------------------------------------------------------------- */

static bool fails(enum fault kind)
{
	if (atomic_load(&armed) != (int)kind || !is_due())
		return false;
	errno = ENOMEM;
	return true;
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t count, size_t n);
void *__real_realloc(void *p, size_t n);
char *__real_strdup(const char *s);
char *__real_strndup(const char *s, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t count, size_t n);
void *__wrap_realloc(void *p, size_t n);
char *__wrap_strdup(const char *s);
char *__wrap_strndup(const char *s, size_t n);
int __wrap_asprintf(char **ret, const char *format, ...) __attribute__((format(printf, 2, 3)));

void *__wrap_malloc(size_t n)
{
	return fails(FAULT_OWN_MEMORY) ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t count, size_t n)
{
	return fails(FAULT_OWN_MEMORY) ? NULL : __real_calloc(count, n);
}

void *__wrap_realloc(void *p, size_t n)
{
	return fails(FAULT_OWN_MEMORY) ? NULL : __real_realloc(p, n);
}

char *__wrap_strdup(const char *s)
{
	return fails(FAULT_OWN_MEMORY) ? NULL : __real_strdup(s);
}

char *__wrap_strndup(const char *s, size_t n)
{
	return fails(FAULT_OWN_MEMORY) ? NULL : __real_strndup(s, n);
}

int __wrap_asprintf(char **ret, const char *format, ...)
{
	va_list list;
	int n;

	*ret = NULL;
	if (fails(FAULT_OWN_MEMORY))
		return -1;
	va_start(list, format);
	n = vasprintf(ret, format, list);
	va_end(list);
	return n;
}

static sqlite3_mem_methods engine;

static void *engine_malloc(int n)
{
	return fails(FAULT_ENGINE_MEMORY) ? NULL : engine.xMalloc(n);
}

static void *engine_realloc(void *p, int n)
{
	return fails(FAULT_ENGINE_MEMORY) ? NULL : engine.xRealloc(p, n);
}

void fault_begin(void)
{
	sqlite3_mem_methods ours;

	(void)sqlite3_config(SQLITE_CONFIG_GETMALLOC, &engine);
	ours = engine;
	ours.xMalloc = engine_malloc;
	ours.xRealloc = engine_realloc;
	(void)sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
}

/* --- files -------------------------------------------------------------------------------- */

enum need { NEEDS_ROOM, CHANGES };

static bool is_refused(enum need need, bool is_ours)
{
	int kind = atomic_load(&armed);

	if (!is_ours || (kind != FAULT_BROKEN && (kind != FAULT_FULL || need != NEEDS_ROOM)) || !is_due())
		return false;
	errno = kind == FAULT_FULL ? ENOSPC : EIO;
	return true;
}

static bool path_is_ours(const char *path)
{
	return strncmp(path, below, strlen(below)) == 0;
}

static bool fd_is_ours(int fd)
{
	char name[40], path[256];
	ssize_t n;

	if (atomic_load(&armed) < FAULT_FULL)
		return false;
	(void)snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	n = readlink(name, path, sizeof(path) - 1);
	if (n < 0)
		return false;
	path[n] = '\0';
	/* The folder itself is synced too. */
	return path_is_ours(path) || strncmp(path, below, strlen(below) - 1) == 0;
}

/* The C library's function of that name. */
#define NEXT(name) ({ \
	static __typeof__(&(name)) next; \
	if (!next) { \
		void *found = dlsym(RTLD_NEXT, #name); \
		memcpy(&next, &found, sizeof(next)); \
	} \
	next; })

#define OPENS(name) \
	int name(const char *path, int flags, ...) \
	{ \
		va_list list; \
		mode_t mode; \
		va_start(list, flags); \
		mode = flags & O_CREAT ? va_arg(list, mode_t) : 0; \
		va_end(list); \
		return is_refused(flags & O_CREAT ? NEEDS_ROOM : CHANGES, path_is_ours(path)) \
			       ? -1 : NEXT(name)(path, flags, mode); \
	}
#define WRITES(name, result, need, fd, declared, given) \
	result name declared \
	{ \
		return is_refused(need, fd_is_ours(fd)) ? -1 : NEXT(name) given; \
	}
#define NAMES(name, need, path, declared, given) \
	int name declared \
	{ \
		return is_refused(need, path_is_ours(path)) ? -1 : NEXT(name) given; \
	}

OPENS(open)
OPENS(open64)
WRITES(write, ssize_t, NEEDS_ROOM, fd, (int fd, const void *p, size_t n), (fd, p, n))
WRITES(pwrite, ssize_t, NEEDS_ROOM, fd, (int fd, const void *p, size_t n, off_t at), (fd, p, n, at))
WRITES(pwrite64, ssize_t, NEEDS_ROOM, fd, (int fd, const void *p, size_t n, off64_t at), (fd, p, n, at))
WRITES(ftruncate, int, NEEDS_ROOM, fd, (int fd, off_t n), (fd, n))
WRITES(ftruncate64, int, NEEDS_ROOM, fd, (int fd, off64_t n), (fd, n))
WRITES(fsync, int, NEEDS_ROOM, fd, (int fd), (fd))
WRITES(fdatasync, int, NEEDS_ROOM, fd, (int fd), (fd))
NAMES(rename, NEEDS_ROOM, to, (const char *from, const char *to), (from, to))
NAMES(link, NEEDS_ROOM, to, (const char *from, const char *to), (from, to))
NAMES(unlink, CHANGES, path, (const char *path), (path))
