/* SPDX-License-Identifier: EUPL-1.2 */
/* The filter's program, run here as the kernel runs it: for every number of a call and each
 * kind of argument that it looks at.  Without a kernel, for each stage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <errno.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/tr.h"
#include "sandbox/calls.h"
#include "sandbox/filter.h"

const struct message tr_en[1];
const size_t tr_en_count = 0;

enum { NUMBERS = 700, STEPS_MAX = 5000 };

#define ALLOWED		SECCOMP_RET_ALLOW
#define UNKNOWN		(SECCOMP_RET_ERRNO | ENOSYS)
#define QUIET		(SECCOMP_RET_ERRNO | EPERM)
#define TOLD		SECCOMP_RET_TRAP

static struct filter filters[3];
static uint32_t processor;

/* The seven kinds of steps that are used; any other is a failure. */
static uint32_t run(const struct filter *f, const struct seccomp_data *d)
{
	uint32_t a = 0;

	for (size_t at = 0, steps = 0; at < f->count && steps < STEPS_MAX; at++, steps++) {
		const struct sock_filter *s = &f->steps[at];

		switch (s->code) {
		case BPF_LD | BPF_W | BPF_ABS:
			assert_true(s->k % 4 == 0 && s->k + 4 <= sizeof(*d));
			memcpy(&a, (const char *)d + s->k, 4);
			break;
		case BPF_ALU | BPF_AND | BPF_K:
			a &= s->k;
			break;
		case BPF_JMP | BPF_JEQ | BPF_K:
			at += a == s->k ? s->jt : s->jf;
			break;
		case BPF_RET | BPF_K:
			return s->k;
		default:
			fail_msg("step %zu is of another kind", at);
		}
	}
	fail_msg("the program has no end");
	return 0;
}

static uint32_t ask(enum sandbox_stage stage, long number, unsigned argument, uint64_t value)
{
	struct seccomp_data d = { .nr = (int)number, .arch = processor };

	d.args[argument] = value;
	return run(&filters[stage], &d);
}

static int begin(void **state)
{
	(void)state;
	for (enum sandbox_stage stage = SANDBOX_STARTING; stage <= SANDBOX_COMPUTING; stage++)
		filter_make(stage, false, &filters[stage]);
	processor = filters[0].steps[1].k;
	return 0;
}

static void what_a_server_does_is_allowed_and_what_it_is_not_refused(void **state)
{
	(void)state;
	assert_int_equal(ask(SANDBOX_SERVING, SYS_openat, 0, 0), ALLOWED);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_accept4, 0, 0), ALLOWED);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_execve, 0, 0), TOLD);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_ptrace, 0, 0), TOLD);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_mount, 0, 0), TOLD);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_bind, 0, 0), TOLD);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_seccomp, 0, 0), TOLD);
	assert_int_equal(ask(SANDBOX_STARTING, SYS_bind, 0, 0), ALLOWED);
	assert_int_equal(ask(SANDBOX_STARTING, SYS_execve, 0, 0), TOLD);
	assert_int_equal(ask(SANDBOX_COMPUTING, SYS_openat, 0, 0), UNKNOWN);
	assert_int_equal(ask(SANDBOX_COMPUTING, SYS_clone, 0, CLONE_THREAD), QUIET);
	assert_int_equal(ask(SANDBOX_COMPUTING, SYS_write, 0, 1), ALLOWED);
}

/* A C library then makes a thread in the way that can be looked into. */
static void what_nobody_knows_is_as_on_an_older_kernel(void **state)
{
	(void)state;
	assert_int_equal(ask(SANDBOX_SERVING, SYS_clone3, 0, 0), UNKNOWN);
	assert_int_equal(ask(SANDBOX_SERVING, 9999, 0, 0), UNKNOWN);
	assert_int_equal(ask(SANDBOX_SERVING, -1, 0, 0), UNKNOWN);
	/* x32 on x86_64: the same number with a bit of its own. */
	assert_int_equal(ask(SANDBOX_SERVING, 0x40000000 | SYS_read, 0, 0), UNKNOWN);
	processor ^= 1;
	assert_int_equal(ask(SANDBOX_SERVING, SYS_read, 0, 0), UNKNOWN);
	processor ^= 1;
}

static void arguments_are_looked_at(void **state)
{
	const uint64_t thread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;

	(void)state;
	assert_int_equal(ask(SANDBOX_SERVING, SYS_clone, 0, thread), ALLOWED);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_clone, 0, thread & ~(uint64_t)CLONE_THREAD), QUIET);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_clone, 0, 17), QUIET);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_clone, 0, thread | CLONE_NEWUSER), QUIET);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_mmap, 2, PROT_READ | PROT_WRITE), ALLOWED);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_mmap, 2, PROT_READ | PROT_EXEC), TOLD);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_mprotect, 2, PROT_EXEC), TOLD);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_mprotect, 2, PROT_READ), ALLOWED);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_tgkill, 0, (uint64_t)getpid()), ALLOWED);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_tgkill, 0, (uint64_t)getppid()), TOLD);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_prlimit64, 2, 0), ALLOWED);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_prlimit64, 2, 0x7fff1000), QUIET);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_prctl, 0, PR_SET_NAME), ALLOWED);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_prctl, 0, PR_SET_DUMPABLE), QUIET);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_ioctl, 1, FIONBIO), ALLOWED);
	assert_int_equal(ask(SANDBOX_SERVING, SYS_ioctl, 1, TIOCSTI), QUIET);
}

static void sockets_are_made_until_it_listens(void **state)
{
	static const int families[] = { AF_INET, AF_INET6, AF_NETLINK };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(ask(SANDBOX_STARTING, SYS_socket, 0, (uint64_t)families[i]), ALLOWED);
		assert_int_equal(ask(SANDBOX_SERVING, SYS_socket, 0, (uint64_t)families[i]), TOLD);
	}
	assert_int_equal(ask(SANDBOX_SERVING, SYS_socket, 0, AF_UNIX), ALLOWED);
	assert_int_equal(ask(SANDBOX_STARTING, SYS_socket, 0, AF_PACKET), TOLD);
}

/* Of every number, with each argument that any rule looks at. */
static void each_stage_is_within_the_one_before(void **state)
{
	static const uint64_t values[] = { 0, 1, 4, 5, 7, 10, 16, AF_INET6, TCGETS, FIONBIO, TIOCSTI, CLONE_THREAD,
		CLONE_THREAD | CLONE_NEWNS, 0xffffffff, PR_SET_NAME };
	size_t allowed[3] = { 0 };

	(void)state;
	for (int number = 0; number < NUMBERS; number++)
		for (unsigned argument = 0; argument < 6; argument++)
			for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
				bool is[3];

				for (enum sandbox_stage s = SANDBOX_STARTING; s <= SANDBOX_COMPUTING; s++) {
					is[s] = ask(s, number, argument, values[i]) == ALLOWED;
					allowed[s] += is[s];
				}
				assert_true(!is[SANDBOX_COMPUTING] || is[SANDBOX_SERVING]);
				assert_true(!is[SANDBOX_SERVING] || is[SANDBOX_STARTING]);
			}
	assert_true(allowed[SANDBOX_COMPUTING] < allowed[SANDBOX_SERVING]);
	assert_true(allowed[SANDBOX_SERVING] < allowed[SANDBOX_STARTING]);
}

static bool is_allowed_whatever(const struct call_group *g, int number)
{
	for (size_t i = 0; i < g->count; i++)
		if (g->calls[i].number == number && !g->calls[i].mask)
			return true;
	return false;
}

static void no_call_is_in_two_lists(void **state)
{
	struct call_group groups[CALL_GROUPS];
	size_t count = calls_of(SANDBOX_SERVING, false, groups);

	(void)state;
	for (size_t i = 0; i < calls_refused_count; i++) {
		for (size_t k = 0; k < count; k++)
			if (is_allowed_whatever(&groups[k], calls_refused[i].number))
				fail_msg("%s is refused and allowed", calls_refused[i].name);
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(calls_refused[i].number, calls_refused[k].number);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_server_does_is_allowed_and_what_it_is_not_refused),
		cmocka_unit_test(what_nobody_knows_is_as_on_an_older_kernel),
		cmocka_unit_test(arguments_are_looked_at),
		cmocka_unit_test(sockets_are_made_until_it_listens),
		cmocka_unit_test(each_stage_is_within_the_one_before),
		cmocka_unit_test(no_call_is_in_two_lists),
	};

	if (!filter_is_known()) {
		print_message("SKIPPED: this processor has no list of calls\n");
		return 77;
	}
	return cmocka_run_group_tests(tests, begin, NULL);
}
