/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The n-th step fails, for n = 1, 2, 3 … until nothing is hit any more: of saving, closing,
 * bringing up to date, a backup and putting one back.  Memory of the engine, a full disk and
 * a broken one, once, some times and from then on.  Each time: no crash, nothing leaked, an error in words,
 * a whole database that is as it was or as it becomes, what was acknowledged is there, and a second
 * try without a fault succeeds.  When our own memory is short the program stops with a
 * sentence, and the file is as after a kill.
 *
 * Each try is a process of its own.  Not all n are tried where there are many, unless
 * PEIL_TEST_ROUNDS says how many.
 */
#include "faults_world.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#define LEAKS() __lsan_do_recoverable_leak_check()
#else
#define LEAKS() 0
#endif

enum { TRIES = 4, FIRST = 3 };
/* How a try ended; other numbers are crashes. */
enum { WELL = 40, WELL_ALL_THE_SAME, NOT_HIT, BROKEN, SPEECHLESS, NOT_AGAIN, LEAKED };

static const struct { enum fault kind; long times; const char *name; } faults[] = {
	{ FAULT_OWN_MEMORY, 1, "no memory of ours" },
	{ FAULT_ENGINE_MEMORY, 1, "no memory of the engine, once" },
	{ FAULT_ENGINE_MEMORY, 8, "no memory of the engine, 8 times" },
	{ FAULT_ENGINE_MEMORY, LONG_MAX, "no memory of the engine" },
	{ FAULT_FULL, 1, "a full disk, once" },
	{ FAULT_FULL, LONG_MAX, "a full disk" },
	{ FAULT_BROKEN, 1, "a broken disk, once" },
	{ FAULT_BROKEN, LONG_MAX, "a broken disk" },
};

static struct world world;
static char said[100];		/* what the process says goes to this file */

static int tries(void)
{
	int64_t n = 1;

	(void)str_i64(str_from(getenv("PEIL_TEST_ROUNDS")), 1, 100000, &n);
	return TRIES * (int)n;
}

static bool has_spoken(void)
{
	FILE *f = fopen(said, "r");
	char line[400] = "";

	if (!f)
		return false;
	(void)!fgets(line, sizeof(line), f);
	(void)fclose(f);
	return strlen(line) > 10;
}

static int give_up(int how)
{
	printf("    %s\n", world.why);
	(void)fflush(stdout);
	return how;
}

/* In a process of its own. */
static int try_it(const struct operation *op, size_t fault, long n)
{
	struct err e = { 0 }, again = { 0 };
	bool is_ok, is_hit;

	fault_arm(faults[fault].kind, world.place, n, faults[fault].times);
	is_ok = op->run(&world, &e);
	(void)fault_disarm();
	is_hit = fault_is_hit();
	if (world.why[0] || !op->check(&world, is_ok))
		return give_up(BROKEN);
	if (!is_ok && (!e.text[0] || (strstr(e.text, "see what it said") && !has_spoken())))
		return SPEECHLESS;
	if (!is_ok && !op->run(&world, &again)) {
		(void)snprintf(world.why, sizeof(world.why), "after “%.150s”: %.150s", e.text, again.text);
		return give_up(NOT_AGAIN);
	}
	if (!op->check(&world, true))
		return give_up(BROKEN);
	if (LEAKS())
		return LEAKED;
	return !is_hit ? NOT_HIT : is_ok ? WELL_ALL_THE_SAME : WELL;
}

static int apart(const struct operation *op, size_t fault, long n)
{
	pid_t child;
	int status, out;

	(void)fflush(NULL);
	child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		const struct rlimit none = { 0, 0 };

		(void)setrlimit(RLIMIT_CORE, &none);
		(void)alarm(120);	/* what hangs is a fault too */
		out = open(said, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
		(void)dup2(out, STDERR_FILENO);
		_exit(try_it(op, fault, n));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void show_said(void)
{
	FILE *f = fopen(said, "r");
	char line[400];

	for (int i = 0; f && i < 30 && fgets(line, sizeof(line), f); i++)
		print_message("    %s", line);
	if (f)
		(void)fclose(f);
}

/* It stopped for want of our own memory: it said so, and what is there is whole. */
static bool stopped_well(const struct operation *op)
{
	FILE *f = fopen(said, "r");
	char line[400] = "";
	struct err e = { 0 };
	bool has_said = false;

	while (f && !has_said && fgets(line, sizeof(line), f))
		has_said = strstr(line, "no memory");
	if (f)
		(void)fclose(f);
	return has_said && op->check(&world, false) && op->run(&world, &e) && op->check(&world, true);
}

static bool is_well(const struct operation *op, size_t fault, int status)
{
	if (WIFSIGNALED(status))
		return faults[fault].kind <= FAULT_ENGINE_MEMORY && WTERMSIG(status) == SIGABRT && stopped_well(op);
	return WEXITSTATUS(status) >= WELL && WEXITSTATUS(status) <= NOT_HIT;
}

/* How many steps there are when none fails. */
static long steps_of(const struct operation *op, size_t fault)
{
	struct err e = { 0 };
	long n;

	world_again(&world, op);
	fault_arm(faults[fault].kind, world.place, 0, 0);
	if (!op->run(&world, &e))
		fail_msg("%s without a fault: %s", op->name, e.text);
	n = fault_disarm();
	return n;
}

static void each_step(const struct operation *op, size_t fault)
{
	long last = steps_of(op, fault), stride = 1 + (last - 1) / tries();
	int refused = 0, went_on = 0, wrong = 0, status = 0;

	/* The first are all tried: what goes wrong at the opening may last. */
	for (long n = 1; n <= last; n += n < FIRST ? 1 : stride) {
		world_again(&world, op);
		status = apart(op, fault, n);
		if (!is_well(op, fault, status)) {
			print_message("%s, %s, step %ld of %ld: %s %d\n", op->name, faults[fault].name, n, last,
				      WIFSIGNALED(status) ? "signal" : "ended with",
				      WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
			show_said();
			wrong++;
		}
		refused += WIFSIGNALED(status) || WEXITSTATUS(status) == WELL;
		went_on += !WIFSIGNALED(status) && WEXITSTATUS(status) == WELL_ALL_THE_SAME;
	}
	print_message("%-26s %-32s %6ld steps, each %ld.: %d refused, %d went on, %d wrong\n", op->name, faults[fault].name, last,
		      stride, refused, went_on, wrong);
	assert_int_equal(wrong, 0);
}

static void every_step_may_fail(void **state)
{
	const struct operation *op = *state;
	struct err e = { 0 };

	world_again(&world, op);
	world.before = world_digest(&world, world.db);
	assert_int_not_equal(world.before, 0);
	if (!op->run(&world, &e))
		fail_msg("%s: %s", op->name, e.text);
	world.after = world_digest(&world, world.db);
	for (size_t i = 0; i < ARRAY_LEN(faults); i++)
		each_step(op, i);
}

static struct database *database;

static int lay(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (!f || database_begin(state) != 0)
		return -1;
	database = *state;
	*state = NULL;		/* each test has its operation */
	world_lay(&world, f, database);
	(void)snprintf(said, sizeof(said), "%s/said", database->folder);
	return 0;
}

static int clear(void **state)
{
	*state = database;
	world_again(&world, &operations[0]);
	(void)unlink(world.db);
	(void)rmdir(world.place);
	free(world.f);
	return database_end(state);
}

int main(void)
{
	struct CMUnitTest tests[8] = { 0 };

	fault_begin();
	assert_in_range(operation_count, 1, ARRAY_LEN(tests));
	for (size_t i = 0; i < operation_count; i++)
		tests[i] = (struct CMUnitTest){ .name = operations[i].name, .test_func = every_step_may_fail,
						.initial_state = (void *)(uintptr_t)&operations[i] };
	return _cmocka_run_group_tests("faults", tests, operation_count, lay, clear);
}
