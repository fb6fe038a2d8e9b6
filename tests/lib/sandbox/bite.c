/* SPDX-License-Identifier: EUPL-1.2 */
/* The sandbox bites: a process that has it tries what an intruder would try, and does what
 * the server does.  The kernel itself answers. */
#include "child.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>

#include "base/tr.h"
#include "sandbox/calls.h"
#include "sandbox/landlock.h"
#include "sandbox/sandbox.h"

const struct message tr_en[1];
const size_t tr_en_count = 0;

enum { PATH_BYTES = 200 };

static char top[] = "/tmp/peil-bite-XXXXXX";
static char kept[PATH_BYTES], read_only[PATH_BYTES], listens[PATH_BYTES], outside[PATH_BYTES];

static const char *in(const char *folder, const char *name)
{
	static char path[4][PATH_BYTES * 2];
	static unsigned next;
	char *at = path[next++ % 4];

	(void)snprintf(at, PATH_BYTES * 2, "%s/%s", folder, name);
	return at;
}

static void put(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	check(fd >= 0 && write(fd, "text", 4) == 4 && close(fd) == 0);
}

static int make(void **state)
{
	static char *const folders[] = { kept, read_only, listens, outside };
	static const char *const names[] = { "kept", "read", "listen", "outside" };

	(void)state;
	if (!mkdtemp(top))
		return 1;
	for (size_t i = 0; i < 4; i++) {
		(void)snprintf(folders[i], PATH_BYTES, "%s/%s", top, names[i]);
		if (mkdir(folders[i], 0700) != 0)
			return 1;
	}
	put(in(read_only, "cert.pem"));
	put(in(outside, "secret"));
	return 0;
}

static int take_away(void **state)
{
	char line[PATH_BYTES];

	(void)state;
	(void)snprintf(line, sizeof(line), "rm -r '%s'", top);
	return system(line);
}

static struct sandbox_state enter(enum sandbox_stage stage)
{
	const struct sandbox_place places[] = {
		{ kept, PLACE_KEEP }, { read_only, PLACE_READ }, { listens, PLACE_LISTEN },
		{ "/dev/urandom", PLACE_READ }, { "/not/there", PLACE_READ },
	};

	return sandbox_enter(stage, places, sizeof(places) / sizeof(places[0]), false);
}

static void need_landlock(void)
{
	if (sandbox_landlock_here())
		return;
	print_message("SKIPPED, NOT TESTED: this kernel has no landlock\n");
	skip();
}

/* --- files --------------------------------------------------------------------------------- */

static void try_files_outside(void)
{
	int folder = open(outside, O_PATH | O_DIRECTORY | O_CLOEXEC);

	check(folder >= 0 && enter(SANDBOX_SERVING).landlock > 0);
	check(open(in(outside, "secret"), O_RDONLY) == -1 && errno == EACCES);
	check(open(in(outside, "secret"), O_WRONLY) == -1 && errno == EACCES);
	check(open(in(outside, "secret"), O_WRONLY | O_TRUNC) == -1 && errno == EACCES);
	check(open(in(outside, "new"), O_WRONLY | O_CREAT, 0600) == -1 && errno == EACCES);
	check(openat(folder, "secret", O_RDONLY) == -1 && errno == EACCES);
	check(open(outside, O_RDONLY | O_DIRECTORY) == -1 && errno == EACCES);
	check(unlink(in(outside, "secret")) == -1 && errno == EACCES);
	check(rename(in(outside, "secret"), in(kept, "secret")) == -1);
	check(open("/etc/shadow", O_RDONLY) == -1);
	check(open("/etc/hostname", O_RDONLY) == -1);
	check(open("/", O_RDONLY | O_DIRECTORY) == -1 && errno == EACCES);
	check(open("/tmp", O_RDWR | O_TMPFILE, 0600) == -1 && errno == EACCES);
	check(open(in(kept, "../outside/secret"), O_RDONLY) == -1 && errno == EACCES);
	if (!calls_are_widened()) {
		check(open("/proc/self/environ", O_RDONLY) == -1 && errno == EACCES);
		check(open("/proc/self/mem", O_RDWR) == -1 && errno == EACCES);
		check(open("/usr/lib/os-release", O_RDONLY) == -1 && errno == EACCES);
	}
}

static void a_file_elsewhere_is_not_opened_made_or_removed(void **state)
{
	(void)state;
	need_landlock();
	in_child(try_files_outside);
}

static void try_places(void)
{
	check(enter(SANDBOX_SERVING).landlock > 0);
	/* The certificate is read, also when it is renewed, and not written. */
	check(open(in(read_only, "cert.pem"), O_RDONLY) >= 0);
	check(open(in(read_only, "cert.pem"), O_WRONLY) == -1 && errno == EACCES);
	check(open(in(read_only, "new"), O_WRONLY | O_CREAT, 0600) == -1 && errno == EACCES);
	check(unlink(in(read_only, "cert.pem")) == -1 && errno == EACCES);
	/* Where it listens nothing is read or written. */
	check(open(in(listens, "new"), O_WRONLY | O_CREAT, 0600) == -1 && errno == EACCES);
	/* In the folder of the database: plain files, and nothing that is run or leads away. */
	put(in(kept, "plain"));
	check(mkdirat(AT_FDCWD, in(kept, "folder"), 0700) == -1);
	check(mkfifoat(AT_FDCWD, in(kept, "fifo"), 0600) == -1);
	check(symlinkat(outside, AT_FDCWD, in(kept, "link")) == -1);
	check(linkat(AT_FDCWD, in(outside, "secret"), AT_FDCWD, in(kept, "secret"), 0) == -1);
	check(open("/dev/urandom", O_RDONLY) >= 0);
	check(open("/dev/urandom", O_WRONLY) == -1 && errno == EACCES);
}

static void each_place_serves_its_use_only(void **state)
{
	(void)state;
	need_landlock();
	in_child(try_places);
}

static void try_renewed(void)
{
	int ask[2], answer[2];
	char byte = 'x';

	check(pipe(ask) == 0 && pipe(answer) == 0);
	if (fork() == 0) {		/* who renews is another process */
		check(read(ask[0], &byte, 1) == 1);
		put(in(read_only, "cert.pem.new"));
		check(rename(in(read_only, "cert.pem.new"), in(read_only, "cert.pem")) == 0);
		check(write(answer[1], &byte, 1) == 1);
		_exit(0);
	}
	check(enter(SANDBOX_SERVING).landlock > 0);
	check(write(ask[1], &byte, 1) == 1 && read(answer[0], &byte, 1) == 1);
	check(open(in(read_only, "cert.pem"), O_RDONLY) >= 0);
}

static void what_takes_the_place_of_a_file_is_read(void **state)
{
	(void)state;
	need_landlock();
	in_child(try_renewed);
}

static int tried_version;

static void try_version(void)
{
	const struct sandbox_place place = { kept, PLACE_KEEP };
	int rules = landlock_begin(tried_version, false);

	check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	check(rules >= 0 && landlock_allow(rules, tried_version, &place) && landlock_enter(rules));
	put(in(kept, "plain"));
	check(unlink(in(kept, "plain")) == 0);
	check(open(in(outside, "secret"), O_RDONLY) == -1 && errno == EACCES);
	check(open(in(outside, "new"), O_WRONLY | O_CREAT, 0600) == -1 && errno == EACCES);
}

/* A newer kernel is asked as each older one is. */
static void every_version_bites(void **state)
{
	(void)state;
	need_landlock();
	for (tried_version = sandbox_landlock_here(); tried_version > 0; tried_version--)
		in_child(try_version);
}

/* --- calls ---------------------------------------------------------------------------------- */

static char *const no_words[] = { NULL };

#define REFUSED_AS(failed, ...)	check((__VA_ARGS__) == -1 && errno == (failed))
/* What a sanitizer does itself its build lets through. */
#define REFUSED_UNLESS_WIDENED(...) \
	do { \
		if (!calls_are_widened()) \
			REFUSED_AS(EPERM, __VA_ARGS__); \
	} while (0)

static void try_processes(void)
{
	char byte = 0;
	struct iovec piece = { &byte, 1 };
	const pid_t parent = getppid();
	sigset_t held;
	uint64_t told;

	(void)sigfillset(&held);
	(void)pthread_sigmask(SIG_BLOCK, &held, NULL);	/* by who started it */
	check(enter(SANDBOX_SERVING).has_filter);
	REFUSED_AS(EPERM, execve("/bin/true", no_words, no_words));
	REFUSED_AS(EPERM, syscall(SYS_execveat, AT_FDCWD, "/bin/true", no_words, no_words, 0));
	told = sandbox_refused();
	check(told == 2 && strcmp(sandbox_refused_last(), "execveat") == 0);
	REFUSED_UNLESS_WIDENED(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
	REFUSED_AS(ENOSYS, syscall(SYS_clone3, no_words, 0));
	REFUSED_UNLESS_WIDENED(syscall(SYS_clone, CLONE_NEWUSER | CLONE_THREAD, 0, 0, 0, 0));
	REFUSED_UNLESS_WIDENED(ptrace(PTRACE_ATTACH, parent, NULL, NULL));
	REFUSED_AS(EPERM, process_vm_writev(getpid(), &piece, 1, &piece, 1, 0));
	REFUSED_UNLESS_WIDENED(kill(parent, 0));
	REFUSED_AS(EPERM, syscall(SYS_tgkill, parent, parent, 0));
	REFUSED_AS(EPERM, syscall(SYS_pidfd_open, getpid(), 0));
#ifdef __x86_64__
	REFUSED_AS(EPERM, syscall(SYS_fork));
#endif
	check(sandbox_refused() > told);
}

static void nothing_is_started_looked_into_or_stopped(void **state)
{
	(void)state;
	in_child(try_processes);
}

static void try_code(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	check(page != MAP_FAILED && enter(SANDBOX_SERVING).has_filter);
	REFUSED_AS(EPERM, syscall(SYS_memfd_create, "x", 0));
	REFUSED_AS(EPERM, syscall(SYS_pkey_mprotect, page, 4096, PROT_EXEC, 0));
	if (calls_are_widened())
		return;
	check(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
	REFUSED_AS(EPERM, mprotect(page, 4096, PROT_READ | PROT_EXEC));
	check(mprotect(page, 4096, PROT_READ) == 0);
}

static void no_memory_becomes_code(void **state)
{
	(void)state;
	in_child(try_code);
}

static void try_kernel(void)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2] = { { 0 } };
	struct timespec t = { 0 };

	check(enter(SANDBOX_SERVING).has_filter);
	REFUSED_AS(EPERM, syscall(SYS_mount, "none", top, "tmpfs", 0, NULL));
	REFUSED_AS(EPERM, syscall(SYS_umount2, "/", 0));
	REFUSED_AS(EPERM, unshare(CLONE_NEWUSER));
	REFUSED_AS(EPERM, setns(0, 0));
	REFUSED_AS(EPERM, chroot(top));
	REFUSED_AS(EPERM, syscall(SYS_pivot_root, top, top));
	REFUSED_AS(EPERM, syscall(SYS_bpf, 0, NULL, 0));
	REFUSED_AS(EPERM, syscall(SYS_perf_event_open, NULL, 0, 0, 0, 0));
	REFUSED_AS(EPERM, syscall(SYS_userfaultfd, 0));
	REFUSED_AS(EPERM, syscall(SYS_io_uring_setup, 1, NULL));
	REFUSED_AS(EPERM, syscall(SYS_keyctl, 0, 0));
	REFUSED_AS(EPERM, syscall(SYS_add_key, "user", "x", "y", 1, -1));
	REFUSED_AS(EPERM, syscall(SYS_init_module, NULL, 0, ""));
	REFUSED_AS(EPERM, syscall(SYS_reboot, 0, 0, 0, NULL));
	REFUSED_AS(EPERM, syscall(SYS_kexec_load, 0, 0, NULL, 0));
	REFUSED_AS(EPERM, syscall(SYS_setuid, 0));
	REFUSED_AS(EPERM, syscall(SYS_setresuid, 0, 0, 0));
	REFUSED_AS(EPERM, syscall(SYS_capset, &head, data));
	REFUSED_AS(EPERM, clock_settime(CLOCK_REALTIME, &t));
	REFUSED_AS(EPERM, truncate(in(outside, "secret"), 0));
	REFUSED_AS(EPERM, fchmodat(AT_FDCWD, in(outside, "secret"), 0666, 0));
	REFUSED_AS(EPERM, fchownat(AT_FDCWD, in(outside, "secret"), 1, 1, 0));
	REFUSED_AS(EPERM, mknodat(AT_FDCWD, in(kept, "node"), S_IFIFO | 0600, 0));
	REFUSED_AS(EPERM, syscall(SYS_seccomp, 0, 0, NULL));
	REFUSED_AS(ENOSYS, syscall(5000, 0));
	REFUSED_UNLESS_WIDENED(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

static void the_kernel_is_asked_for_nothing_else(void **state)
{
	(void)state;
	in_child(try_kernel);
}

/* --- sockets --------------------------------------------------------------------------------- */

static int listening(int family)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	return fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0 && listen(fd, 1) == 0 ? fd : -1;
}

static void try_sockets(void)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd;

	check(enter(SANDBOX_STARTING).has_filter);
	REFUSED_AS(EPERM, socket(AF_PACKET, SOCK_RAW, 0));
	check(listening(AF_INET) >= 0);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	(void)snprintf(at.sun_path, sizeof(at.sun_path), "%s", in(listens, "socket"));
	check(fd >= 0 && bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0);
	check(unlink(at.sun_path) == 0);

	check(sandbox_narrow(SANDBOX_SERVING));
	REFUSED_AS(EPERM, socket(AF_INET, SOCK_STREAM, 0));
	REFUSED_AS(EPERM, socket(AF_INET6, SOCK_DGRAM, 0));
	REFUSED_AS(EPERM, socket(AF_NETLINK, SOCK_RAW, 0));
	REFUSED_AS(EPERM, bind(fd, (struct sockaddr *)&at, sizeof(at)));
	REFUSED_AS(EPERM, listen(fd, 1));
	REFUSED_AS(EPERM, connect(fd, (struct sockaddr *)&at, sizeof(at)));
}

static void sockets_are_made_until_it_listens(void **state)
{
	(void)state;
	in_child(try_sockets);
}

static void try_connecting(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t size = sizeof(at);
	int there = listening(AF_INET), fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	check(there >= 0 && getsockname(there, (struct sockaddr *)&at, &size) == 0);
	check(enter(SANDBOX_STARTING).landlock > 0);
	if (sandbox_state().landlock >= 4)
		REFUSED_AS(EACCES, connect(fd, (struct sockaddr *)&at, size));
}

/* Also where there is no list of calls for the processor. */
static void landlock_keeps_from_connecting(void **state)
{
	(void)state;
	need_landlock();
	in_child(try_connecting);
}

/* --- what is needed ------------------------------------------------------------------------ */

static void *work(void *ctx)
{
	atomic_int *done = ctx;

	(void)atomic_fetch_add(done, 1);
	return NULL;
}

static void try_database(void)
{
	const char *path = in(kept, "peil.db");
	struct flock all = { .l_type = F_WRLCK };
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), folder;
	struct statfs disk;
	struct stat s;
	void *page;

	check(fd >= 0 && fcntl(fd, F_SETLK, &all) == 0 && flock(fd, LOCK_SH | LOCK_NB) == 0);
	check(pwrite(fd, "x", 1, 4095) == 1 && fdatasync(fd) == 0 && fsync(fd) == 0);
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	check(page != MAP_FAILED && munmap(page, 4096) == 0);
	check(ftruncate(fd, 0) == 0 && fchmod(fd, 0600) == 0 && fchown(fd, geteuid(), getegid()) == 0);
	check(close(fd) == 0 && open(path, O_WRONLY | O_TRUNC) >= 0);
	check(rename(path, in(kept, "other.db")) == 0 && unlink(in(kept, "other.db")) == 0);
	folder = open(kept, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	check(folder >= 0 && fsync(folder) == 0);
	check(statfs(kept, &disk) == 0 && stat(in(outside, "secret"), &s) == 0);
}

static void try_what_is_needed(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int systemd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), fd;
	const struct timespec nap = { 0, 1000 };
	struct timex clock = { 0 };
	atomic_int done = 0;
	pthread_t thread;
	char text[10];

	(void)snprintf(to.sun_path, sizeof(to.sun_path), "%s", in(outside, "notify"));
	check(bind(systemd, (struct sockaddr *)&to, sizeof(to)) == 0);
	check(enter(SANDBOX_STARTING).why[0] == '\0' && sandbox_narrow(SANDBOX_SERVING));
	try_database();
	for (int i = 0; i < 4; i++)
		check(pthread_create(&thread, NULL, work, &done) == 0 && pthread_join(thread, NULL) == 0);
	check(atomic_load(&done) == 4);
	/* What systemd is told goes to a socket outside its folders. */
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	check(fd >= 0 && sendto(fd, "READY=1", 7, 0, (struct sockaddr *)&to, sizeof(to)) == 7);
	check(recv(systemd, text, sizeof(text), MSG_DONTWAIT) == 7);
	check(adjtimex(&clock) >= 0);
	check(nanosleep(&nap, NULL) == 0 && eventfd(0, EFD_CLOEXEC) >= 0);
	check(getentropy(text, sizeof(text)) == 0);
	free(malloc(1 << 22));
	check(sandbox_refused() == 0);
}

static void what_the_server_does_goes_on(void **state)
{
	(void)state;
	need_landlock();
	in_child(try_what_is_needed);
}

static atomic_int narrowed, seen;

static void *try_beside(void *ctx)
{
	(void)ctx;
	while (!atomic_load(&narrowed))
		(void)sched_yield();
	atomic_store(&seen, socket(AF_INET, SOCK_STREAM, 0) == -1 ? errno : 0);
	return NULL;
}

static void try_threads(void)
{
	pthread_t thread;

	check(enter(SANDBOX_STARTING).has_filter && pthread_create(&thread, NULL, try_beside, NULL) == 0);
	check(sandbox_narrow(SANDBOX_SERVING));
	atomic_store(&narrowed, 1);
	check(pthread_join(thread, NULL) == 0 && atomic_load(&seen) == EPERM);
}

static void what_is_narrowed_later_holds_for_threads_that_run(void **state)
{
	(void)state;
	in_child(try_threads);
}

static void try_abort(void)
{
	check(enter(SANDBOX_SERVING).has_filter);
	(void)signal(SIGABRT, SIG_DFL);
	abort();
}

static void the_impossible_still_ends_the_program(void **state)
{
	int how = child_ends(try_abort);

	(void)state;
	assert_true(WIFSIGNALED(how));
	assert_int_equal(WTERMSIG(how), SIGABRT);
}

static void try_computing(void)
{
	int fd = open(in(outside, "secret"), O_RDONLY | O_CLOEXEC);
	char text[4];

	check(fd >= 0);
	check(sandbox_enter(SANDBOX_COMPUTING, NULL, 0, false).has_filter);
	check(read(fd, text, 4) == 4 && memcmp(text, "text", 4) == 0);
	check(open(in(outside, "secret"), O_RDONLY) == -1);
	check(open(in(kept, "plain"), O_WRONLY | O_CREAT, 0600) == -1);
	REFUSED_AS(EPERM, socket(AF_UNIX, SOCK_DGRAM, 0));
	REFUSED_AS(EPERM, execve("/bin/true", no_words, no_words));
	free(malloc(1 << 22));
}

static void who_computes_has_only_what_is_open(void **state)
{
	(void)state;
	in_child(try_computing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_elsewhere_is_not_opened_made_or_removed),
		cmocka_unit_test(each_place_serves_its_use_only),
		cmocka_unit_test(what_takes_the_place_of_a_file_is_read),
		cmocka_unit_test(every_version_bites),
		cmocka_unit_test(nothing_is_started_looked_into_or_stopped),
		cmocka_unit_test(no_memory_becomes_code),
		cmocka_unit_test(the_kernel_is_asked_for_nothing_else),
		cmocka_unit_test(sockets_are_made_until_it_listens),
		cmocka_unit_test(landlock_keeps_from_connecting),
		cmocka_unit_test(what_the_server_does_goes_on),
		cmocka_unit_test(what_is_narrowed_later_holds_for_threads_that_run),
		cmocka_unit_test(the_impossible_still_ends_the_program),
		cmocka_unit_test(who_computes_has_only_what_is_open),
	};

	if (!sandbox_filter_here()) {
		print_message("SKIPPED, NOT TESTED: this kernel or processor has no filter of calls\n");
		return 77;
	}
	return cmocka_run_group_tests(tests, make, take_away);
}
