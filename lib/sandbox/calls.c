/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Counted with strace over the tests of the server, and filled up with what the same
 * functions call in other C libraries and on other processors.  A call that is missing
 * here gets ENOSYS, and the kernel's log has its number: `journalctl -k | grep type=1326`.
 */
#include "sandbox/calls.h"

#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#endif

#define ALL			0xffffffffu
#define NEW_SPACES		(CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | \
				 CLONE_NEWNET | CLONE_NEWCGROUP)
#define CALL(name)		{ .number = SYS_##name }
#define CALL_IF(name, which, bits, is) \
	{ .number = SYS_##name, .argument = (which), .mask = (bits), .value = (is) }

/* Memory, time, what is open already, and the end. */
static const struct call basic[] = {
	CALL_IF(mmap, 2, PROT_EXEC, 0),
	CALL_IF(mprotect, 2, PROT_EXEC, 0),
	CALL(brk), CALL(madvise), CALL(mremap), CALL(munmap),
	CALL(clock_getres), CALL(clock_gettime), CALL(clock_nanosleep), CALL(gettimeofday), CALL(nanosleep),
	CALL(close), CALL(fstat), CALL(lseek), CALL(newfstatat), CALL(read), CALL(readv), CALL(write),
	CALL(writev),
	CALL_IF(ioctl, 1, ALL, TCGETS),
	CALL(exit), CALL(exit_group), CALL(futex), CALL(getrandom), CALL(restart_syscall), CALL(sched_yield),
	CALL(sysinfo),
	CALL(getpid), CALL(gettid), CALL(rt_sigaction), CALL(rt_sigprocmask), CALL(rt_sigreturn),
	{ .number = SYS_tgkill, .argument = 0, .mask = ALL, .is_own = true },	/* abort() */
#ifdef __x86_64__
	CALL(time),
#endif
};

/* Threads, files and the connections of a server. */
static const struct call server[] = {
	CALL_IF(clone, 0, CLONE_THREAD | NEW_SPACES, CLONE_THREAD),
	CALL_IF(prctl, 0, ALL, PR_SET_NAME),
	CALL_IF(prctl, 0, ALL, PR_SET_VMA),
	CALL(getcpu), CALL(rseq), CALL(rt_sigtimedwait), CALL(sched_getaffinity), CALL(set_robust_list),
	CALL(adjtimex), CALL(clock_adjtime),	/* without a capability they only ask */
	CALL(getegid), CALL(geteuid), CALL(getgid), CALL(getuid),
	CALL_IF(prlimit64, 2, ALL, 0),	/* only asks */

	CALL(faccessat), CALL(faccessat2), CALL(fallocate), CALL(fchmod), CALL(fchown), CALL(fcntl),
	CALL(fdatasync), CALL(flock), CALL(fstatfs), CALL(fsync), CALL(ftruncate), CALL(getcwd),
	CALL(getdents64), CALL(openat), CALL(pread64), CALL(pwrite64), CALL(readlinkat), CALL(renameat),
	CALL(renameat2), CALL(statfs), CALL(statx), CALL(umask), CALL(unlinkat),

	CALL(accept), CALL(accept4), CALL(epoll_create1), CALL(epoll_ctl), CALL(epoll_pwait), CALL(eventfd2),
	CALL(getpeername), CALL(getsockname), CALL(getsockopt), CALL(ppoll), CALL(recvfrom), CALL(recvmsg),
	CALL(sendmsg), CALL(sendto), CALL(setsockopt), CALL(shutdown),
	CALL_IF(ioctl, 1, ALL, FIONBIO),
	CALL_IF(ioctl, 1, ALL, FIONREAD),
	CALL_IF(socket, 0, ALL, AF_UNIX),	/* what systemd is told goes by one */
#ifdef __x86_64__
	CALL(access), CALL(epoll_create), CALL(epoll_wait), CALL(getdents), CALL(getrlimit), CALL(lstat),
	CALL(open), CALL(poll), CALL(readlink), CALL(rename), CALL(select), CALL(stat), CALL(unlink),
#endif
};

/* Until it listens. */
static const struct call starting[] = {
	CALL(bind), CALL(connect), CALL(listen),
	CALL_IF(socket, 0, ALL, AF_INET),
	CALL_IF(socket, 0, ALL, AF_INET6),
	CALL_IF(socket, 0, ALL, AF_NETLINK),	/* asks which addresses this machine has */
	CALL(seccomp),				/* for fewer */
};

/* Looking for leaks at the end is done by a process of its own that stops all threads, and a
 * report names its lines with the help of files. */
static const struct call sanitizers[] = {
	CALL(clone), CALL(fcntl), CALL(getdents64), CALL(getppid), CALL(kill), CALL(mprotect), CALL(mmap), CALL(openat), CALL(personality),
	CALL(pipe2), CALL(prctl), CALL(prlimit64), CALL(process_vm_readv), CALL(ptrace), CALL(readlinkat),
	CALL(sched_setaffinity), CALL(sched_getaffinity), CALL(getuid),
	CALL(sigaltstack), CALL(wait4),
#ifdef __x86_64__
	CALL(arch_prctl), CALL(getdents), CALL(open), CALL(pipe), CALL(readlink), CALL(stat),
#endif
};

#define REFUSED(name)		{ SYS_##name, true, #name }
#define REFUSED_QUIETLY(name)	{ SYS_##name, false, #name }

const struct call_refused calls_refused[] = {
	/* With every signal held off a thread cannot be told, it would be killed. */
	REFUSED_QUIETLY(clone),
	/* A C library asks whether a daemon knows names of users. */
	REFUSED_QUIETLY(connect),
	/* It is asked in vain what a file is: SQLite and terminals. */
	REFUSED_QUIETLY(ioctl),
	REFUSED_QUIETLY(prctl), REFUSED_QUIETLY(prlimit64),

	REFUSED(execve), REFUSED(execveat), REFUSED(ptrace), REFUSED(process_vm_readv),
	REFUSED(process_vm_writev), REFUSED(kill), REFUSED(tkill), REFUSED(tgkill), REFUSED(pidfd_open),
	REFUSED(pidfd_getfd), REFUSED(pidfd_send_signal), REFUSED(kcmp),
	REFUSED(mmap), REFUSED(mprotect), REFUSED(pkey_mprotect), REFUSED(memfd_create), REFUSED(shmat),
	REFUSED(personality), REFUSED(userfaultfd), REFUSED(io_uring_setup), REFUSED(perf_event_open), REFUSED(bpf),
	REFUSED(socket), REFUSED(socketpair), REFUSED(bind), REFUSED(listen),
	REFUSED(add_key), REFUSED(keyctl), REFUSED(request_key),
	REFUSED(unshare), REFUSED(setns), REFUSED(chroot), REFUSED(pivot_root), REFUSED(mount), REFUSED(umount2),
	REFUSED(open_by_handle_at), REFUSED(mknodat), REFUSED(symlinkat), REFUSED(linkat), REFUSED(fchmodat),
	REFUSED(fchownat), REFUSED(truncate), REFUSED(setuid), REFUSED(setgid), REFUSED(setresuid),
	REFUSED(setresgid), REFUSED(setgroups), REFUSED(capset), REFUSED(init_module), REFUSED(finit_module),
	REFUSED(kexec_load), REFUSED(reboot), REFUSED(swapon), REFUSED(settimeofday), REFUSED(clock_settime),
	REFUSED(syslog), REFUSED(quotactl), REFUSED(acct), REFUSED(seccomp),
#ifdef __x86_64__
	REFUSED(fork), REFUSED(vfork), REFUSED(mknod), REFUSED(symlink), REFUSED(link), REFUSED(chmod),
	REFUSED(chown), REFUSED(lchown), REFUSED(iopl), REFUSED(ioperm), REFUSED(modify_ldt),
#endif
};
const size_t calls_refused_count = sizeof(calls_refused) / sizeof(calls_refused[0]);

#define GROUP(list)	((struct call_group){ (list), sizeof(list) / sizeof((list)[0]) })

size_t calls_of(enum sandbox_stage stage, bool is_widened, struct call_group ret[CALL_GROUPS])
{
	size_t n = 0;

	ret[n++] = GROUP(basic);
	if (stage != SANDBOX_COMPUTING)
		ret[n++] = GROUP(server);
	if (stage == SANDBOX_STARTING)
		ret[n++] = GROUP(starting);
	if (is_widened)
		ret[n++] = GROUP(sanitizers);
	return n;
}

bool calls_are_widened(void)
{
#ifdef SANDBOX_WIDENED
	return true;
#else
	return false;
#endif
}
