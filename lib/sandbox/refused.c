/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The kernel hands a refused call that is told to this handler, in the thread that made
 * it.  It counts, and gives that thread the answer that a refusal without it would have
 * given.
 */
#include "sandbox/refused.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <ucontext.h>

#include "sandbox/calls.h"

#ifndef SYS_SECCOMP
#define SYS_SECCOMP 1
#endif

static atomic_uint_fast64_t count;
static atomic_int last;		/* its number, and one */

static void answer(ucontext_t *u, int failed)
{
#if defined(__x86_64__)
	u->uc_mcontext.gregs[REG_RAX] = -failed;
#elif defined(__aarch64__)
	u->uc_mcontext.regs[0] = (unsigned long long)-failed;
#else
	(void)u;
	(void)failed;
#endif
}

static void on_refused(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	if (info->si_code != SYS_SECCOMP)	/* somebody sent it */
		return;
	(void)atomic_fetch_add(&count, 1);
	atomic_store(&last, info->si_syscall + 1);
	answer(context, EPERM);
}

void refused_begin(void)
{
	struct sigaction a = { .sa_sigaction = on_refused, .sa_flags = SA_SIGINFO | SA_RESTART };
	sigset_t one;

	(void)sigemptyset(&a.sa_mask);
	(void)sigaction(SIGSYS, &a, NULL);
	/* Who started this may hold it off, and then it kills. */
	(void)sigemptyset(&one);
	(void)sigaddset(&one, SIGSYS);
	(void)pthread_sigmask(SIG_UNBLOCK, &one, NULL);
}

uint64_t sandbox_refused(void)
{
	return atomic_load(&count);
}

const char *sandbox_refused_last(void)
{
	int number = atomic_load(&last) - 1;

	for (size_t i = 0; i < calls_refused_count; i++)
		if (calls_refused[i].number == number)
			return calls_refused[i].name;
	return NULL;
}
