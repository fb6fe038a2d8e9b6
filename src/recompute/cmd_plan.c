/* SPDX-License-Identifier: EUPL-1.2 */
#include "recompute/recompute.h"

extern const struct command plan_command;

static int cmd_plan_run(int argc, char **argv)
{
	static const struct recompute recompute = { .run = plan_document };
	struct option_spec options[] = { { 0 } };
	const struct recompute_options chosen = { 0 };

	if (!options_take(options, &argc, argv))
		return EXIT_USAGE;
	return recompute_command(&plan_command, &recompute, &chosen, argc, argv);
}

const struct command plan_command = {
	.name = "plan",
	.usage = "[FILE.json]",
	.help = "steps, effort and capacity to a plan by quarter, and why in that order",
	.run = cmd_plan_run,
};
