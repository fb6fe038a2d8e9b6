/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>

#include "cli/command.h"

static int cmd_version_run(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	printf("peil %s\n", PEIL_VERSION);
	return EXIT_DONE;
}

const struct command version_command = {
	.name = "version",
	.usage = "",
	.help = "print the version",
	.run = cmd_version_run,
};
