/* SPDX-License-Identifier: EUPL-1.2 */
#include "recompute/recompute.h"

extern const struct command pieces_command;

static int cmd_pieces_run(int argc, char **argv)
{
	static const struct recompute place = { .run = pieces_document };
	static const struct recompute attack = { .run = attack_document };
	struct option_spec options[] = { { .name = "--attack", .is_flag = true }, { 0 } };
	const struct recompute_options chosen = { 0 };

	if (!options_take(options, &argc, argv))
		return EXIT_USAGE;
	return recompute_command(&pieces_command, options[0].value ? &attack : &place, &chosen, argc,
				 argv);
}

const struct command pieces_command = {
	.name = "pieces",
	.usage = "[--attack] [FILE.json]",
	.help = "at which group answers are counted; or what published groups give away",
	.options = "--attack\tsay what published groups give away",
	.run = cmd_pieces_run,
};
