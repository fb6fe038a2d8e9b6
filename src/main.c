/* SPDX-License-Identifier: EUPL-1.2 */
/* The executable: finds the command and runs it. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "cli/command.h"
#include "cli/usage.h"
#include "cli/wrap.h"

static size_t longest_name(void)
{
	size_t longest = 0;

	for (size_t i = 0; i < command_count; i++)
		longest = strlen(commands[i]->name) > longest ? strlen(commands[i]->name) : longest;
	return longest;
}

static int help(FILE *to, int code)
{
	size_t wide = longest_name();

	fprintf(to, "Peil: where we stand in working with data, and what we do next.\n\n"
		    "Usage: peil COMMAND …\n       peil help COMMAND\n\n");
	for (size_t i = 0; i < command_count; i++) {
		fprintf(to, "  %-*s ", (int)wide, commands[i]->name);
		wrap_line(to, str_from(commands[i]->help), wide + 3, wide + 3);
	}
	return code;
}

static const struct command *command_of(const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	fprintf(stderr, "peil: no command %s; 'peil help' lists them\n", name);
	return NULL;
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
	if (!c)
		return EXIT_USAGE;
	command_help(stdout, c);
	return EXIT_DONE;
}

int main(int argc, char **argv)
{
	const struct command *c;

	if (argc < 2)
		return help(stderr, EXIT_USAGE);
	if (strcmp(argv[1], "help") == 0 && argc == 3 && argv[2][0] != '-')
		return help_of(command_of(argv[2]));
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
	    strcmp(argv[1], "-h") == 0)
		return help(stdout, EXIT_DONE);
	if (strcmp(argv[1], "--version") == 0)
		argv[1] += 2;
	c = command_of(argv[1]);
	if (!c || asks_help(argc, argv))
		return help_of(c);
	return c->run(argc - 1, argv + 1);
}
