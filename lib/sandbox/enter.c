/* SPDX-License-Identifier: EUPL-1.2 */
#include "sandbox/sandbox.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "sandbox/calls.h"
#include "sandbox/filter.h"
#include "sandbox/landlock.h"
#include "sandbox/refused.h"

static struct sandbox_state now;	/* set before threads start */

struct sandbox_state sandbox_state(void)
{
	return now;
}

/* --- what this kernel can ------------------------------------------------------------- */

/* A filter of others, such as a unit's, may kill who asks: a child asks first.  Where none can
 * be made there is mostly no such filter. */
static bool may_ask(int (*question)(void))
{
	pid_t child = fork();
	int how = 0;

	if (child == 0) {
		(void)question();
		_exit(0);
	}
	while (child > 0 && waitpid(child, &how, 0) < 0 && errno == EINTR)
		;
	return child < 0 || WIFEXITED(how);
}

static int filter_version(void)
{
	const uint32_t action = SECCOMP_RET_TRAP;

	return (int)syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action);
}

int sandbox_landlock_here(void)
{
	int version = may_ask(landlock_version) ? landlock_version() : 0;

	return version < 0 ? 0 : version;
}

bool sandbox_filter_here(void)
{
	return filter_is_known() && may_ask(filter_version) && filter_version() == 0;
}

/* What builds for tests do besides, on purpose in one place. */
static const struct sandbox_place places_of_build[] = {
#ifdef SANDBOX_WIDENED
	{ "/proc", PLACE_READ },	/* where a sanitizer finds threads and memory, and */
	{ "/proc/self/exe", PLACE_READ },	/* lines for its report */
	{ "/usr/lib", PLACE_READ },
#endif
#ifdef SANDBOX_COUNTS
	{ SANDBOX_COUNTS, PLACE_KEEP },
#endif
	{ NULL, PLACE_READ },
};

/* --- taking it on ---------------------------------------------------------------------- */

static void fd_closep(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static void note(struct sandbox_state *s, const char *what, const char *why)
{
	size_t n = strlen(s->why);

	(void)snprintf(s->why + n, sizeof(s->why) - n, "%s%s: %s", n ? "; " : "", what, why);
}

static bool lock(int version, const struct sandbox_place *places, size_t count, bool has_abstract_sockets)
{
	SCOPED(fd_closep) int rules = landlock_begin(version, has_abstract_sockets);

	for (size_t i = 0; rules >= 0 && i < count; i++)
		if (!landlock_allow(rules, version, &places[i]))
			return false;
	for (const struct sandbox_place *p = places_of_build; rules >= 0 && p->path; p++)
		if (!landlock_allow(rules, version, p))
			return false;
	return rules >= 0 && landlock_enter(rules);
}

static void add_landlock(struct sandbox_state *s, const struct sandbox_place *places, size_t count,
			 bool has_abstract_sockets)
{
	int version;

	if (!may_ask(landlock_version)) {
		note(s, "landlock", "forbidden by who started this");
		return;
	}
	version = landlock_version();
	if (version < 1)
		note(s, "landlock", errno == EOPNOTSUPP ? "switched off in this kernel" : "not in this kernel");
	else if (!lock(version, places, count, has_abstract_sockets))
		note(s, "landlock", strerror(errno));
	else
		s->landlock = version;
}

static bool set(const struct sock_fprog *program, unsigned flags)
{
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC | flags, program) == 0;
}

/* For all threads.  With a line in the kernel's log for each refusal, where it can; not while
 * threads are started: a C library first tries a call for that which cannot be looked into. */
static bool load(enum sandbox_stage stage)
{
	struct filter f;
	struct sock_fprog program;

	filter_make(stage, calls_are_widened(), &f);
	program = (struct sock_fprog){ (unsigned short)f.count, f.steps };
	return (stage != SANDBOX_STARTING && set(&program, SECCOMP_FILTER_FLAG_LOG)) || set(&program, 0);
}

static void add_filter(struct sandbox_state *s, enum sandbox_stage stage)
{
	if (!filter_is_known()) {
		note(s, "filter of calls", "no list for this processor");
		return;
	}
	if (!may_ask(filter_version)) {
		note(s, "filter of calls", "forbidden by who started this");
		return;
	}
	refused_begin();
	s->has_filter = load(stage);
	if (!s->has_filter)
		note(s, "filter of calls", strerror(errno));
}

struct sandbox_state sandbox_enter(enum sandbox_stage stage, const struct sandbox_place *places,
				   size_t count, bool has_abstract_sockets)
{
	struct sandbox_state s = { .is_widened = calls_are_widened() };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
		note(&s, "sandbox", strerror(errno));
	} else {
		add_landlock(&s, places, count, has_abstract_sockets);
		add_filter(&s, stage);
	}
	now = s;
	return s;
}

bool sandbox_narrow(enum sandbox_stage stage)
{
	return !now.has_filter || load(stage);
}
