/* SPDX-License-Identifier: EUPL-1.2 */
/* A call that the program never makes is in the log within a second or so: the sandbox
 * refused it, and counted. */
#include "database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/sandbox.h"
#include "store/writer.h"
#include "watch/log.h"
#include "watch/watch.h"

static const struct database *d;

/* A server as small as can be, with somebody in it. */
static void be_taken(void)
{
	static char *const words[] = { NULL };
	const struct sandbox_place place = { d->folder, PLACE_KEEP };
	struct writer_config with = { .where = d->path };
	struct watch_config of = { .tell = log_tell, .db = d->path };
	struct watch *watch;
	struct err e = { 0 };

	(void)sandbox_enter(SANDBOX_SERVING, &place, 1, false);
	if (!writer_start(&with, &of.writer, &e) || !watch_start(&of, &watch, &e))
		_exit(1);
	(void)execve("/bin/true", words, words);
	(void)execve("/bin/sh", words, words);
	watch_stop(watch);
	writer_stop(of.writer);
	_exit(0);
}

static void who_is_in_there_is_in_the_log(void **state)
{
	char text[4000] = "";
	int line[2], how;
	ssize_t n;
	pid_t child;

	d = *state;
	assert_int_equal(pipe(line), 0);
	child = fork();
	if (child == 0) {
		(void)dup2(line[1], STDERR_FILENO);
		be_taken();
	}
	(void)close(line[1]);
	for (size_t at = 0; (n = read(line[0], text + at, sizeof(text) - 1 - at)) > 0;)
		at += (size_t)n;
	(void)close(line[0]);
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_int_equal(how, 0);
	assert_non_null(strstr(text, "peil: refused "));
	assert_non_null(strstr(text, "call=execve times="));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(who_is_in_there_is_in_the_log, database_begin, database_end),
	};

	if (!sandbox_filter_here()) {
		print_message("SKIPPED, NOT TESTED: this kernel or processor has no filter of calls\n");
		return 77;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
