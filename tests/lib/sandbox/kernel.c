/* SPDX-License-Identifier: EUPL-1.2 */
/* Kernels and services that have less, played by a filter of the test's own: the program
 * says what is missing, and goes on. */
#include "child.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "base/tr.h"
#include "sandbox/sandbox.h"

const struct message tr_en[1];
const size_t tr_en_count = 0;

/* From here on this call ends so, whatever it is asked. */
static void play(unsigned number, unsigned action)
{
	struct sock_filter steps[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, action),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(steps) / sizeof(steps[0]), steps };

	check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	check(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0);
}

static struct sandbox_state enter(void)
{
	const struct sandbox_place places[] = { { "/tmp", PLACE_KEEP } };

	return sandbox_enter(SANDBOX_STARTING, places, 1, false);
}

static void before_landlock(void)
{
	struct sandbox_state s;

	play(SYS_landlock_create_ruleset, SECCOMP_RET_ERRNO | ENOSYS);
	check(sandbox_landlock_here() == 0);
	s = enter();
	check(s.landlock == 0 && s.has_filter);
	check(strcmp(s.why, "landlock: not in this kernel") == 0);
	check(open("/dev/null", O_RDONLY) >= 0);
}

static void landlock_off(void)
{
	play(SYS_landlock_create_ruleset, SECCOMP_RET_ERRNO | EOPNOTSUPP);
	check(strcmp(enter().why, "landlock: switched off in this kernel") == 0);
}

/* A unit of before has no landlock in its SystemCallFilter=, and kills. */
static void an_older_unit(void)
{
	struct sandbox_state s;

	play(SYS_landlock_create_ruleset, SECCOMP_RET_KILL_PROCESS);
	check(sandbox_landlock_here() == 0);
	s = enter();
	check(s.landlock == 0 && s.has_filter);
	check(strcmp(s.why, "landlock: forbidden by who started this") == 0);
}

static void rules_are_refused(void)
{
	struct sandbox_state s;

	if (sandbox_landlock_here() == 0)
		_exit(77);
	play(SYS_landlock_restrict_self, SECCOMP_RET_ERRNO | E2BIG);
	s = enter();
	check(s.landlock == 0 && s.has_filter && strstr(s.why, "landlock: ") == s.why);
	check(open("/dev/null", O_RDONLY) >= 0);
}

static void no_filters(void)
{
	struct sandbox_state s;

	play(SYS_seccomp, SECCOMP_RET_ERRNO | EPERM);
	check(!sandbox_filter_here());
	s = enter();
	check(!s.has_filter && strstr(s.why, "filter of calls: Operation not permitted"));
	check(sandbox_narrow(SANDBOX_SERVING));
	check(getppid() > 0);
}

static void filters_kill(void)
{
	play(SYS_seccomp, SECCOMP_RET_KILL_PROCESS);
	check(!sandbox_filter_here());
	check(strstr(enter().why, "filter of calls: forbidden by who started this"));
}

static void nothing_at_all(void)
{
	struct sandbox_state s;

	play(SYS_landlock_create_ruleset, SECCOMP_RET_ERRNO | ENOSYS);
	play(SYS_seccomp, SECCOMP_RET_ERRNO | ENOSYS);
	s = enter();
	check(strcmp(s.why, "landlock: not in this kernel; filter of calls: Function not implemented") == 0);
}

static void what_a_kernel_lacks_is_said_and_the_rest_holds(void **state)
{
	(void)state;
	in_child(before_landlock);
	in_child(landlock_off);
	in_child(an_older_unit);
	in_child(no_filters);
	in_child(filters_kill);
	in_child(nothing_at_all);
}

static void what_goes_wrong_on_the_way_is_said(void **state)
{
	int how = child_ends(rules_are_refused);

	(void)state;
	assert_true(WIFEXITED(how));
	if (WEXITSTATUS(how) == 77) {
		print_message("SKIPPED, NOT TESTED: this kernel has no landlock\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(how), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_kernel_lacks_is_said_and_the_rest_holds),
		cmocka_unit_test(what_goes_wrong_on_the_way_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
