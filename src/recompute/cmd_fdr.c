/* SPDX-License-Identifier: EUPL-1.2 */
#include "recompute/recompute.h"

extern const struct command fdr_command;

static int cmd_fdr_run(int argc, char **argv)
{
	static const struct recompute recompute = { .run = fdr_line, .is_lines = true };
	struct option_spec options[] = { { 0 } };
	const struct recompute_options chosen = { 0 };

	if (!options_take(options, &argc, argv))
		return EXIT_USAGE;
	return recompute_command(&fdr_command, &recompute, &chosen, argc, argv);
}

const struct command fdr_command = {
	.name = "fdr",
	.usage = "[FILE]",
	.help = "false discovery rates of p values",
	.run = cmd_fdr_run,
};
