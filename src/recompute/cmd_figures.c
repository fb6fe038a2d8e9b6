/* SPDX-License-Identifier: EUPL-1.2 */
#include "recompute/recompute.h"

#include <stdio.h>

#include "method/method.h"

extern const struct command figures_command;

static int cmd_figures_run(int argc, char **argv)
{
	static const struct recompute recompute = { .run = figures_line, .is_lines = true };
	struct option_spec options[] = { { .name = "--levels" }, { 0 } };
	struct recompute_options chosen = { 0 };
	int64_t levels = 0;

	if (!options_take(options, &argc, argv))
		return EXIT_USAGE;
	if (options[0].value &&
	    !str_i64(str_from(options[0].value), 2, TALLY_LEVELS_MAX, &levels)) {
		fprintf(stderr, "peil figures: --levels must be 2 to %d\n", TALLY_LEVELS_MAX);
		return EXIT_USAGE;
	}
	chosen.levels = (int)levels;
	return recompute_command(&figures_command, &recompute, &chosen, argc, argv);
}

const struct command figures_command = {
	.name = "figures",
	.usage = "[--levels K] [FILE]",
	.help = "every statistic of histograms: JSON lines in, JSON lines out",
	.options = "--levels\thow many levels an answer can have",
	.run = cmd_figures_run,
};
