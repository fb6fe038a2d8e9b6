/* SPDX-License-Identifier: EUPL-1.2 */
/* The executable: finds the command and runs it. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/usage.h"


static int help(FILE *to, int code)
{
	fprintf(to, "Peil: where we stand in working with data, and what we do next.\n\n"
		    "Usage: peil COMMAND …\n\n");
	for (size_t i = 0; i < command_count; i++) {
		fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->help);
		command_show(to, commands[i], "             ");
	}
	return code;
}

static bool asks_help(int argc, char **argv)
{
	for (int i = 2; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0)
			return true;
	return false;
}

static int help_of(const struct command *c)
{
	printf("peil %s: %s\n\n", c->name, c->help);
	command_show(stdout, c, "Usage: ");
	command_show_options(stdout, c);
	return EXIT_DONE;
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return help(stderr, EXIT_USAGE);
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
	    strcmp(argv[1], "-h") == 0)
		return help(stdout, EXIT_DONE);
	if (strcmp(argv[1], "--version") == 0)
		argv[1] += 2;
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(commands[i]->name, argv[1]) == 0)
			return asks_help(argc, argv) ? help_of(commands[i])
						     : commands[i]->run(argc - 1, argv + 1);
	fprintf(stderr, "peil: no command %s; 'peil help' lists them\n", argv[1]);
	return EXIT_USAGE;
}
