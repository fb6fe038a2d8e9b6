/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A command: one file cmd_NAME.c of a room with one exported descriptor
 *
 *	const struct command NAME_command = { … };
 *
 * A build tool collects them.  run() gets what follows the command's name, so
 * argv[0] is the name itself.  It returns the exit code: 0, EXIT_REFUSED for
 * input that cannot be accepted (said on stderr, with place and cure), or
 * EXIT_USAGE for a wrong command line.
 */
#ifndef PEIL_CLI_COMMAND_H
#define PEIL_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

struct command {
	const char *name;
	/* After the name: "--db FILE [--listen ADDR:PORT]"; one line for each way. */
	const char *usage;
	const char *help;	/* one line */
	/* Of each option its name, a tab and what it does, one line each; NULL: not said. */
	const char *options;
	int (*run)(int argc, char **argv);
};

/* --- options (options.c) --------------------------------------------------- */

/* One option a command knows.  A flag has is_flag, and value "" when given.  What may be
 * given n times stands n times in the list. */
struct option_spec {
	const char *name;	/* "--db"; NULL ends the list */
	bool is_flag;
	const char *value;	/* filled in; NULL when not given */
};

/* Takes the known options out of argv and leaves the other words in place;
 * *argc is what remains (argv[0] stays).  False for an unknown option or one
 * without its value: said on stderr. */
bool options_take(struct option_spec *specs, int *argc, char **argv);

/* What cannot be undone: does the next line of standard input say `name` again? */
bool command_is_sure(struct str name);

/* What who runs the command reads, by LC_ALL, LC_MESSAGES and LANG: Dutch, or else English. */
enum lang command_lang(void);

/* Says on stderr what e says; the exit code that belongs to its kind. */
int command_failed(const struct command *c, const struct err *e);
/* Says on stderr how it is used. */
int command_usage(const struct command *c);

/* --- help (help.c), in 80 columns ------------------------------------------- */

/* A line "peil NAME …" for each way: the first behind `before`, the others below it. */
void command_show(FILE *to, const struct command *c, const char *before);
/* All of it: what "peil help NAME" prints. */
void command_help(FILE *to, const struct command *c);

#endif
