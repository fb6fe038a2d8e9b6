/* SPDX-License-Identifier: EUPL-1.2 */
#include "recompute/recompute.h"

#include <stdio.h>

extern const struct command talk_command;

static int cmd_talk_run(int argc, char **argv)
{
	static const struct recompute recompute = { .run = talk_table };
	struct option_spec options[] = { { .name = "--k" }, { .name = "--english", .is_flag = true },
					 { .name = "--together", .is_flag = true }, { 0 } };
	struct recompute_options chosen = { .k = 5 };

	if (!options_take(options, &argc, argv))
		return EXIT_USAGE;
	if (options[0].value && !str_i64(str_from(options[0].value), 1, K_MAX, &chosen.k)) {
		fprintf(stderr, "peil talk: --k must be 1 to %d\n", K_MAX);
		return EXIT_USAGE;
	}
	chosen.is_english = options[1].value != NULL;
	chosen.is_together = options[2].value != NULL;
	return recompute_command(&talk_command, &recompute, &chosen, argc, argv);
}

const struct command talk_command = {
	.name = "talk",
	.usage = "[--k N] [--english] [--together] [FILE.csv]",
	.help = "where to begin the conversation: values, ranks, questions",
	.options = "--k\tthe smallest number of people that is shown\n"
		   "--english\tprint the questions in English\n"
		   "--together\tone answer about all: what opens, where differences lie, who can teach whom",
	.run = cmd_talk_run,
};
