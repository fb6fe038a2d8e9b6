/* SPDX-License-Identifier: EUPL-1.2 */
#include "recompute/recompute.h"

extern const struct command gaps_command;

static int cmd_gaps_run(int argc, char **argv)
{
	static const struct recompute recompute = { .run = gaps_line, .is_lines = true };
	struct option_spec options[] = { { 0 } };
	const struct recompute_options chosen = { 0 };

	if (!options_take(options, &argc, argv))
		return EXIT_USAGE;
	return recompute_command(&gaps_command, &recompute, &chosen, argc, argv);
}

const struct command gaps_command = {
	.name = "gaps",
	.usage = "[FILE]",
	.help = "the difference between two histograms, with an exact test",
	.run = cmd_gaps_run,
};
